using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.CodeFixes.Rules.Agreement;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1218PortProtocolFixTests : RuleTest<MSA1218PortProtocolAnalyzer, MSA1218PortProtocolFix>
{
    private static readonly (string, string)[] Files = [ServerCode.Deployment(""), ServerCode.Service("    - name: grpc\n      port: 8080")];

    private static string Server(string listen, string pipeline = "app.MapGrpcService<Cart>();") => ServerCode.Program("builder.WebHost.ConfigureKestrel(k => k." + listen + ");", pipeline, ServerCode.Grpc);

    [Theory]
    [InlineData("[|ListenAnyIP(8080)|]", "ListenAnyIP(8080, endpoint => endpoint.Protocols = HttpProtocols.Http2)")]
    [InlineData("[|Listen(IPAddress.Any, 8080)|]", "Listen(IPAddress.Any, 8080, endpoint => endpoint.Protocols = HttpProtocols.Http2)")]
    [InlineData("[|ListenAnyIP(8080, o => o.Protocols = HttpProtocols.Http1AndHttp2)|]", "ListenAnyIP(8080, o => o.Protocols = HttpProtocols.Http2)")]
    [InlineData("[|ListenAnyIP(8080, o => { o.UseConnectionLogging(); })|]", "ListenAnyIP(8080, o => { o.Protocols = HttpProtocols.Http2; o.UseConnectionLogging(); })")]
    public Task Endpoint_speaks_HTTP_2(string before, string after) => VerifyProgram(Server(before), Server(after), files: Files);

    [Fact]
    public Task Endpoint_that_serves_more_than_gRPC_gets_no_offer()
        => VerifyNoFix(Server("[|ListenAnyIP(8080)|]", "app.MapGrpcService<Cart>(); app.MapGet(\"/orders\", () => \"ok\");"), files: Files, outputKind: OutputKind.ConsoleApplication);

    [Fact]
    public Task Lambda_that_does_something_else_gets_no_offer()
        => VerifyNoFix(Server("[|ListenAnyIP(8080, o => o.UseConnectionLogging())|]"), files: Files, outputKind: OutputKind.ConsoleApplication);
}

public sealed class MSA1218PortProtocolManifestFixTests : ManifestFixTest<MSA1218PortProtocolAnalyzer, MSA1218PortProtocolManifestFix>
{
    [Theory]
    [InlineData("ListenAnyIP(8080, o => o.Protocols = HttpProtocols.Http2)", "app.MapGrpcService<Cart>();", "http", "grpc")]
    [InlineData("ListenAnyIP(8080)", "app.MapGet(\"/\", () => \"ok\");", "http2", "http")]
    public Task Port_promises_what_the_server_speaks(string listen, string pipeline, string name, string protocol)
    {
        var (file, content) = ServerCode.Service($"    - name: {name}   # kept\n      port: 8080");
        return Verify(
            ServerCode.Program($"builder.WebHost.ConfigureKestrel(k => k.[|{listen}|]);", pipeline, ServerCode.Grpc),
            [ServerCode.Deployment(""), (file, content)],
            file,
            content + "\n      appProtocol: " + protocol,
            "meshready.mesh = istio",
            OutputKind.ConsoleApplication);
    }
}
