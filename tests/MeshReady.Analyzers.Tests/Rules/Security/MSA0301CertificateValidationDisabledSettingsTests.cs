using MeshReady.Analyzers.Rules.Security;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Analyzers.Tests.Rules.Security;

/// <summary>Settings files that switch the check of certificates off.</summary>
public sealed class MSA0301CertificateValidationDisabledSettingsTests : RuleTest<MSA0301CertificateValidationDisabledAnalyzer>
{
    private const string Canary = "hunter2-canary";

    private static Task Verify(string content, string name = "/src/appsettings.Production.json") => Verify("class C { }", files: [(name, content)]);

    private static string ConnectionStrings(string value) => "{\n  // one per store\n  \"ConnectionStrings\": {\n    \"Orders\": \"" + value + "\",\n  }\n}\n";

    [Theory]
    [InlineData("server=sqlserver;user id=sa;password=x;database=Orders;{|MSA0301:trustServerCertificate=true|};")]
    [InlineData("Data Source=tcp:sql.shop.example,1433;Initial Catalog=Orders;{|MSA0301:Trust Server Certificate=True|}")]
    [InlineData("Server=db\\\\orders;{|MSA0301:TrustServerCertificate = yes|};Encrypt=True")]
    [InlineData("Server=#{Server}#;Encrypt=false;{|MSA0301:TrustServerCertificate=true|}")]
    public Task Connection_string_trusts_a_remote_server(string value) => Verify(ConnectionStrings(value));

    [Fact]
    public Task Option_written_with_escapes_is_marked_at_the_opening_quote()
        => Verify(ConnectionStrings("x").Replace("\"x\"", "{|MSA0301:\"|}Server=db;TrustServerCertificate\\u003dtrue\""));

    [Theory]
    [InlineData("Server=sqlserver;Encrypt=True")]
    [InlineData("Server=sqlserver;TrustServerCertificate=False")]
    [InlineData("Server=localhost,1434;TrustServerCertificate=true")]
    [InlineData("Server=127.0.0.1;TrustServerCertificate=true")]
    [InlineData("Server=tcp:localhost,1433;TrustServerCertificate=true")]
    [InlineData("Server=.;TrustServerCertificate=true")]
    [InlineData("Server=.\\\\SQLEXPRESS;TrustServerCertificate=true")]
    [InlineData("Server=np:\\\\\\\\.\\\\pipe\\\\sql\\\\query;TrustServerCertificate=true")]
    [InlineData("Data Source=(local);TrustServerCertificate=true")]
    [InlineData("Server=(localdb)\\\\mssqllocaldb;TrustServerCertificate=true")]
    [InlineData("Server=host.docker.internal;TrustServerCertificate=true")]
    [InlineData("Server=;TrustServerCertificate=true")]
    [InlineData("TrustServerCertificate=true")]
    [InlineData("Host=postgres;Trust Server Certificate=true")]
    [InlineData("Set TrustServerCertificate=true where Server=x is not trusted; it's bad")]
    public Task Connection_string_that_checks_or_stays_on_the_machine(string value) => Verify(ConnectionStrings(value));

    [Theory]
    [InlineData("appsettings.json", true)]
    [InlineData("appsettings.Staging.json", true)]
    [InlineData("appsettings.Latest.json", true)]
    [InlineData("appsettings.Development.json", false)]
    [InlineData("appsettings.development.json", false)]
    [InlineData("appsettings.Local.json", false)]
    [InlineData("appsettings.Production.Local.json", false)]
    [InlineData("appsettings.Test.json", false)]
    [InlineData("appsettings.IntegrationTests.json", false)]
    [InlineData("connections.json", false)]
    public Task File_decides(string name, bool isReported)
    {
        // "Latest" ends like "Test" and is a file of a deployed environment all the same.
        var (open, close) = isReported ? ("{|MSA0301:", "|}") : ("", "");
        return Verify(ConnectionStrings($"Server=db;{open}TrustServerCertificate=true{close}"), "/src/" + name);
    }

    [Theory]
    [InlineData("https://orders:8443", "{|MSA0301:true|}")]
    [InlineData("https://orders:8443", "{|MSA0301:\"True\"|}")]
    [InlineData("https://orders:8443", "false")]
    [InlineData("https://localhost:5001", "true")]
    public Task Cluster_of_a_reverse_proxy(string address, string value) => Verify($$"""
        { "ReverseProxy": { "Clusters": { "orders": {
          "HttpClient": { "DangerousAcceptAnyServerCertificate": {{value}} },
          "Destinations": { "one": { "Address": "{{address}}" } }
        } } } }
        """);

    [Theory]
    [InlineData("orders", "{|MSA0301:true|}")]
    [InlineData("localhost", "true")]
    public Task Route_of_ocelot(string host, string value) => Verify($$"""
        { "Routes": [ {
          "DownstreamHostAndPorts": [ { "Host": "{{host}}", "Port": 443 } ],
          "DangerousAcceptAnyServerCertificateValidator": {{value}}
        } ] }
        """);

    [Fact]
    public Task Look_alikes_of_the_proxy_settings() => Verify("""
        { "Policies": { "DangerousAcceptAnyServerCertificate": true }, "DangerousAcceptAnyServerCertificateValidator": "true" }
        """);

    [Theory]
    [InlineData("{ \"ConnectionStrings\": { \"Orders\": ")]
    [InlineData("[1, 2]")]
    [InlineData("")]
    public Task Broken_file_is_no_reason_to_fail(string content) => Verify(content);

    [Fact]
    public async Task Message_names_key_and_host_and_no_secret()
    {
        string[] values =
        [
            $"server=sqlserver;user id=sa;password={Canary};trustServerCertificate=true",
            $"server=sqlserver password={Canary};trustServerCertificate=true",
            $"server={Canary}@sqlserver;trustServerCertificate=true",
            $"password='{Canary};x';server=sqlserver,1433;trustServerCertificate=true",
        ];
        foreach (var value in values)
        {
            var (found, spanned) = await Run(ConnectionStrings(value));
            Assert.Equal("The setting 'ConnectionStrings:Orders' accepts every certificate of 'sqlserver', so anyone on the path can read and change this traffic; remove it and trust the issuing CA", found.GetMessage());
            Assert.Equal(DiagnosticSeverity.Warning, found.Severity);
            Assert.Equal("trustServerCertificate=true", spanned);
            Assert.DoesNotContain(Canary, found.ToString());
            Assert.Equal(3, found.Location.GetLineSpan().StartLinePosition.Line);
        }
    }

    [Fact]
    public async Task Without_a_known_destination_the_message_names_the_key_alone()
    {
        var (found, _) = await Run("""{ "Clusters": { "a": { "HttpClient": { "DangerousAcceptAnyServerCertificate": true } } } }""");
        Assert.StartsWith("The setting 'Clusters:a:HttpClient:DangerousAcceptAnyServerCertificate' accepts every certificate, so", found.GetMessage(), StringComparison.Ordinal);
    }

    // Asked for the one file, as an editor does.
    private static async Task<(Diagnostic Found, string Spanned)> Run(string content)
    {
        var file = new File(content);
        var compilation = CSharpCompilation.Create("orders", [CSharpSyntaxTree.ParseText("class C { }")], TestReferences.All);
        var analysis = compilation.WithAnalyzers([new MSA0301CertificateValidationDisabledAnalyzer()], new AnalyzerOptions([file]));
        var result = await analysis.GetAnalysisResultAsync(file, TestContext.Current.CancellationToken);
        var found = Assert.Single(result.GetAllDiagnostics());
        return (found, content.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }

    private sealed class File(string content) : AdditionalText
    {
        public override string Path => "/src/appsettings.Production.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
    }
}
