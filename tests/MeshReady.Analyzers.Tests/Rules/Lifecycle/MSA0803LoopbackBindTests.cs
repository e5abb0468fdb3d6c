using MeshReady.Analyzers.Rules.Lifecycle;
using MeshReady.CodeFixes.Rules.Lifecycle;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Tests.Rules.Lifecycle;

public sealed class MSA0803LoopbackBindTests : WorkloadTest<MSA0803LoopbackBindAnalyzer>
{
    private const string Found = "Warning Program.cs:{0} The server listens on localhost:5000 alone: nothing outside its container reaches it, no Service, no probe and no proxy; listen on http://+:5000, or leave the address to ASPNETCORE_HTTP_PORTS";

    private static readonly (string Key, string Value)[] Dockerfile = [("build_property.MeshReadyDockerfile", "Dockerfile")];

    [Theory]
    [InlineData("""builder.WebHost.UseUrls("http://localhost:5000");""")]
    [InlineData("""builder.WebHost.UseUrls("http://localhost:5000", "http://localhost:5000/");""")]
    [InlineData("""const string Url = "http://localhost:5000"; builder.WebHost.UseUrls(Url);""")]
    [InlineData("builder.WebHost.ConfigureKestrel(k => k.ListenLocalhost(5000));")]
    [InlineData("builder.WebHost.ConfigureKestrel(k => { k.Listen(IPAddress.Loopback, 5000); });")]
    [InlineData("builder.WebHost.ConfigureKestrel(k => k.Listen(new IPEndPoint(IPAddress.Loopback, 5000)));")]
    public async Task Builder_binds_to_loopback(string services) => Assert.Equal(string.Format(null, Found, 2), await Find(Program(services), [], Dockerfile));

    [Theory]
    [InlineData("""app.Run("http://localhost:5000");""")]
    [InlineData("""await app.RunAsync("http://localhost:5000");""")]
    [InlineData("""app.Urls.Add("http://localhost:5000");""")]
    public async Task Application_binds_to_loopback(string pipeline) => Assert.Equal(string.Format(null, Found, 4), await Find(Program("", pipeline), [], Dockerfile));

    [Fact]
    public async Task Address_of_the_loopback_network() => Assert.StartsWith("Warning Program.cs:2 The server listens on 127.0.0.1:5000 alone", await Find(Program("""builder.WebHost.UseUrls("http://127.0.0.1:5000");"""), [], Dockerfile));

    [Fact]
    public async Task Startup_class_binds_to_loopback() => Assert.Equal(string.Format(null, Found, 1), await Find("""
        Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseUrls("http://localhost:5000").UseStartup<Startup>()).Build().Run();
        class Startup { public void Configure(IApplicationBuilder app) { } }
        """, [], Dockerfile));

    [Fact]
    public async Task Deployment_without_Service_shows_a_container() => Assert.Equal(string.Format(null, Found, 4), await Find(Program("", """app.Run("http://localhost:5000");"""), [Deployment()]));

    [Theory]
    [InlineData("http://+:5000")]
    [InlineData("http://*:5000")]
    [InlineData("http://0.0.0.0:5000")]
    [InlineData("http://[::]:5000")]
    [InlineData("http://localhost:5000;http://+:8080")]
    public async Task Address_that_others_reach(string url) => Assert.Empty(await Find(Program("", $"app.Run(\"{url}\");"), [], Dockerfile));

    [Theory]
    [InlineData("""builder.WebHost.ConfigureKestrel(k => { k.ListenLocalhost(5001); k.ListenAnyIP(8080); });""", "")]
    [InlineData("""builder.WebHost.UseUrls("http://localhost:5000");""", """app.Run("http://+:8080");""")]
    [InlineData("""if (builder.Environment.IsDevelopment()) builder.WebHost.UseUrls("http://localhost:5000");""", "")]
    [InlineData("""if (args.Length > 0) builder.WebHost.UseUrls("http://localhost:5000");""", "")]
    [InlineData("""builder.WebHost.UseUrls(builder.Configuration["Url"]!);""", "")]
    [InlineData("""builder.WebHost.ConfigureKestrel(k => k.ListenUnixSocket("/run/web.sock"));""", "")]
    public async Task Loopback_is_not_all_or_not_sure(string services, string pipeline) => Assert.Empty(await Find(Program(services, pipeline), [], Dockerfile));

    [Theory]
    [InlineData("""{"Kestrel":{"Endpoints":{"Http":{"Url":"http://+:8080"}}}}""")]
    [InlineData("""{"Urls":"http://+:8080"}""")]
    public async Task Settings_come_before_the_code(string settings) => Assert.Empty(await Find(Program("""builder.WebHost.UseUrls("http://localhost:5000");"""), [("appsettings.json", settings)], Dockerfile));

    [Fact]
    public async Task Program_on_a_desk() => Assert.Empty(await Find(Program("", """app.Run("http://localhost:5000");"""), []));

    [Fact]
    public async Task Service_that_leads_there_is_a_matter_of_MSA1231() => Assert.Empty(await Find(Program("", """app.Run("http://localhost:8080");"""), [Deployment(), Service()]));

    [Fact]
    public async Task Service_leads_there_and_MSA1231_is_off()
        => Assert.StartsWith("Warning Program.cs:5", await Find("#pragma warning disable MSA1231\n" + Program("", """app.Run("http://localhost:8080");"""), [Deployment(pod: "", labels: "x: y")]));

    [Theory]
    [InlineData("hostNetwork: true")]
    [InlineData("containers: [{name: proxy, image: nginx}, {name: web, image: registry/web:1}]")]
    public async Task Others_may_reach_the_address(string pod) => Assert.Empty(await Find(Program("", """app.Run("http://localhost:5000");"""), [Deployment(pod: pod)]));

    [Fact]
    public async Task Sidecar_of_Dapr_reaches_it() => Assert.Equal(
        "Info Program.cs:4 The server listens on localhost:5000 alone: Dapr's sidecar reaches it, but no probe, no Service and no mesh does; listen on http://+:5000, or leave the address to ASPNETCORE_HTTP_PORTS",
        await Find(Program("", """app.Run("http://localhost:5000");"""), [Dapr()]));

    [Fact]
    public async Task Service_leads_to_what_only_Dapr_reaches() => Assert.StartsWith("Warning Program.cs:4", await Find(Program("", """app.Run("http://localhost:8080");"""), [Dapr(), Service()]));

    [Fact]
    public async Task Image_that_speaks_to_Dapr() => Assert.StartsWith("Info Program.cs:4", await Find(Program("", """app.UseCloudEvents(); app.Run("http://localhost:5000");""") + "static class Dapr { public static void UseCloudEvents(this IApplicationBuilder app) { } }", [], Dockerfile));

    [Fact]
    public async Task Worker_has_no_server() => Assert.Empty(await Find("Host.CreateApplicationBuilder(args).Build().Run(); class C { public void Run(string url) { } void M() => Run(\"http://localhost:5000\"); }", [], Dockerfile));

    [Fact]
    public async Task Method_of_the_same_name() => Assert.Empty(await Find(Program("new My.Host().UseUrls(\"http://localhost:5000\");") + "namespace My { class Host { public void UseUrls(string url) { } } }", [], Dockerfile));

    [Fact]
    public async Task Broken_code_is_read_without_failing() => Assert.Empty(await Find("var app = WebApplication.CreateBuilder(args).Build(; app.Run(\"http://localhost:\"; app.Urls.Add(", [], Dockerfile, mayBreak: true));

    [Theory]
    [InlineData("""app.[|Run("http://localhost:5000")|]; // until we have a gateway""", """app.Run("http://+:5000"); // until we have a gateway""")]
    [InlineData("""app.Urls.[|Add("http://127.0.0.1:5000")|]; app.Run();""", """app.Urls.Add("http://+:5000"); app.Run();""")]
    public Task Fix_listens_on_all_addresses(string code, string mended) => Fix.Verify("", code, "", mended);

    [Theory]
    [InlineData("builder.WebHost.ConfigureKestrel(k => k.[|ListenLocalhost(5000)|]);", "builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(5000));")]
    [InlineData("builder.WebHost.ConfigureKestrel(k => k.[|Listen(IPAddress.Loopback, 5000)|]);", "builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Any, 5000));")]
    [InlineData("""builder.WebHost.[|UseUrls("http://localhost:5000")|];""", """builder.WebHost.UseUrls("http://+:5000");""")]
    public Task Fix_listens_on_all_addresses_of_the_builder(string code, string mended) => Fix.Verify(code, "app.Run();", mended, "app.Run();");

    [Theory]
    [InlineData("""const string Url = "http://localhost:5000"; builder.WebHost.[|UseUrls(Url)|];""")]
    [InlineData("""builder.WebHost.[|UseUrls("http://localhost:5000;http://localhost:5001")|];""")]
    public Task Fix_is_not_offered_where_the_address_is_no_single_literal(string code) => Fix.VerifyNone(code);

    private static (string, string) Dapr() => ("k8s/web.yaml", """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          template:
            metadata:
              labels:
                app: web
              annotations:
                dapr.io/enabled: "true"
                dapr.io/app-port: "5000"
            spec:
              containers:
                - name: web
                  image: registry/web:1
                  ports: [{containerPort: 5000}]
        """);

    private sealed class Fix : RuleTest<MSA0803LoopbackBindAnalyzer, MSA0803LoopbackBindFix>
    {
        private const string Config = "build_property.MeshReadyDockerfile = Dockerfile\n";

        public static Task Verify(string services, string pipeline, string mendedServices, string mendedPipeline)
            => VerifyProgram(Source(services, pipeline), Source(mendedServices, mendedPipeline), globalConfig: Config);

        public static Task VerifyNone(string services) => VerifyNoFix(Source(services, "app.Run();"), Config, outputKind: OutputKind.ConsoleApplication);

        private static string Source(string services, string pipeline)
            => $"using System.Net;\nusing Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Hosting;\nvar builder = WebApplication.CreateBuilder(args);\n{services}\nvar app = builder.Build();\n{pipeline}\n";
    }
}
