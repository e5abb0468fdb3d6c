using MeshReady.Analyzers.Rules.Network;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Network;

public sealed class MSA0911CloudIdentityTests : RuleTest<MSA0911CloudIdentityAnalyzer>
{
    [Theory]
    [InlineData("return new BasicAWSCredentials(\"AKIAIOSFODNN7EXAMPLE\", \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\");")]
    [InlineData("return new AmazonEC2Client(Id, Secret, new AmazonEC2Config { ServiceURL = \"http://localhost:4566\" });")]
    [InlineData("return new AmazonEC2Client(new BasicAWSCredentials(Id, Secret), new AmazonEC2Config { ServiceURL = \"http://minio:9000\" });")]
    public Task Keys_of_the_manual_and_of_emulators(string statements) => VerifyReal(In(Aws, statements), "AWSSDK.Core", "AWSSDK.EC2");

    private const string Using = "using System; using System.Net.Http; using System.Threading.Tasks; using Microsoft.AspNetCore.Mvc; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.Hosting;\n";
    private const string Aws = Using + "using Amazon; using Amazon.EC2; using Amazon.Runtime;\n";

    // No key of anybody: the form is what counts.
    private const string Id = "AKIA0000000000000000";
    private const string Secret = "0000000000000000000000000000000000000000";

    private static string In(string head, string statements) => head + $$"""
        public class Cloud(IConfiguration configuration) : ControllerBase
        {
            private const string Id = "{{Id}}";
            private static readonly string Secret = "{{Secret}}";

            public async Task<object?> Open(HttpClient http)
            {
                await Task.Yield();
                {{statements}}
                return null;
            }
        }
        """;

    [Theory]
    [InlineData("return new [|BasicAWSCredentials|](\"" + Id + "\", \"" + Secret + "\");")]
    [InlineData("return new [|BasicAWSCredentials|](Id, Secret);")]
    [InlineData("return new [|AmazonEC2Client|](Id, configuration[\"Secret\"], RegionEndpoint.EUWest1);")]
    [InlineData("return new [|SessionAWSCredentials|](configuration[\"Id\"], Secret, configuration[\"Token\"]);")]
    [InlineData("BasicAWSCredentials keys = [|new(secretKey: Secret, accessKey: Id)|]; return keys;")]
    [InlineData("AWSCredentials Make() => new [|BasicAWSCredentials|](Id, Secret); return Make();")]
    [InlineData("[|Environment.SetEnvironmentVariable(\"AWS_ACCESS_KEY_ID\", Id)|];")]
    public Task Keys_stand_in_the_code(string statements) => VerifyReal(In(Aws, statements), "AWSSDK.Core", "AWSSDK.EC2");

    [Theory]
    [InlineData("return new AmazonEC2Client(RegionEndpoint.EUWest1);")]
    [InlineData("return new BasicAWSCredentials(configuration[\"AWS:Id\"], configuration[\"AWS:Secret\"]);")]
    [InlineData("return new BasicAWSCredentials(\"test\", \"test\");")]
    [InlineData("return new BasicAWSCredentials(\"minioadmin\", \"minioadmin\");")]
    [InlineData("return new InstanceProfileAWSCredentials();")]
    [InlineData("Environment.SetEnvironmentVariable(\"AWS_ACCESS_KEY_ID\", \"dummy\");")]
    [InlineData("Environment.SetEnvironmentVariable(\"AWS_REGION\", Secret);")]
    [InlineData("return Secret;")]
    public Task No_keys_stand_in_the_code(string statements) => VerifyReal(In(Aws, statements), "AWSSDK.Core", "AWSSDK.EC2");

    [Fact]
    public Task Client_secret_stands_in_the_code() => Verify(Using + """
        namespace Azure.Identity { public class ClientSecretCredential(string tenantId, string clientId, string clientSecret); }
        public class Cloud(IConfiguration configuration)
        {
            public object Open() => new [|Azure.Identity.ClientSecretCredential|]("tenant", "client", "0000000000000000000000000000000000");
            public object Read() => new Azure.Identity.ClientSecretCredential("tenant", "client", configuration["Secret"]!);
            public object Fill() => new Azure.Identity.ClientSecretCredential("tenant", "client", "<your client secret here>");
        }
        """);

    [Theory]
    [InlineData("return await http.GetStringAsync({|#0:\"http://169.254.169.254/latest/meta-data/iam/security-credentials/\"|});")]
    [InlineData("http.BaseAddress = new Uri({|#0:\"http://169.254.169.254\"|});")]
    [InlineData("const string Metadata = {|#0:\"http://169.254.169.254/openstack/latest/meta_data.json\"|}; return await http.GetStringAsync(Metadata);")]
    [InlineData("return await http.GetStringAsync({|#0:$\"http://[fd00:ec2::254]/latest/{Id}\"|});")]
    [InlineData("using var token = new HttpRequestMessage(HttpMethod.Put, {|#0:\"http://169.254.169.254/latest/api/token\"|}); await http.SendAsync(token); return await http.GetStringAsync(\"http://169.254.169.254/latest/meta-data/placement/availability-zone\");")]
    [InlineData("var zone = new Uri({|#0:\"http://169.254.169.254/latest/meta-data/placement/availability-zone\"|}); return await http.GetStringAsync(zone);")]
    public Task Metadata_of_the_node_is_read(string statements)
        => VerifyResults(In(Using, statements), new DiagnosticResult("MSA0911", DiagnosticSeverity.Info).WithLocation(0));

    [Theory]
    [InlineData("var blocked = new[] { \"169.254.169.254\", \"http://169.254.169.254\" }; return blocked;")]
    [InlineData("if (http.BaseAddress?.Host == \"169.254.169.254\") throw new InvalidOperationException();")]
    [InlineData("return await http.GetStringAsync(\"http://metadata.google.internal/computeMetadata/v1/project/project-id\");")]
    [InlineData("return await http.GetStringAsync(\"http://169.254.169.254/computeMetadata/v1/\");")]
    [InlineData("return await http.GetStringAsync(\"http://169.254.20.10/dns\");")]
    [InlineData("return await http.GetStringAsync(\"http://metadata/items\");")]
    public Task Metadata_of_the_node_is_not_read(string statements) => Verify(In(Using, statements));

    [Fact]
    public Task Node_is_read_by_a_workload_of_kubernetes() => VerifyResultsWith(
        In(Using, "return await http.GetStringAsync({|#0:\"http://169.254.169.254/latest/meta-data/\"|});"), null, null, [MeshManifests.Caller()],
        new DiagnosticResult("MSA0911", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("'http://169.254.169.254' is the metadata service of the node: a pod does not reach it where IMDSv2 answers one hop or a policy blocks it, and elsewhere gets the node's role instead of its own; use the SDK with IRSA or EKS Pod Identity, and labels of the node for its zone"));

    [Fact]
    public async Task Message_holds_no_key()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => VerifyReal(In(Aws, "return new BasicAWSCredentials(Id, Secret);"), "AWSSDK.Core", "AWSSDK.EC2"));
        Assert.Contains("Keys of AWS stand in the code", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.Message.Replace("\"" + Secret + "\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public Task Types_of_the_same_name_are_silent() => Verify($$"""
        namespace My
        {
            public class BasicAWSCredentials(string accessKey, string secretKey);
            public class C { public object M() => new BasicAWSCredentials("{{Id}}", "{{Secret}}"); }
        }
        """);

    [Fact]
    public Task Broken_code_is_silent() => Verify(Using + """
        public class C(HttpClient http)
        {
            public object M() => new {|CS0246:BasicAWSCredentials|}("a", {|CS0103:Secret|});
            public Task<string> N() => http.GetStringAsync({|CS0103:Node|} + "http://169.254.169.254/");
        }
        """);
}
