using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.CodeFixes.Rules.Agreement;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1231ListenAddressFixTests : RuleTest<MSA1231ListenAddressAnalyzer, MSA1231ListenAddressFix>
{
    private static readonly (string, string)[] Files = [ServerCode.Deployment(""), ServerCode.Service("    - port: 80\n      targetPort: 8080")];

    [Theory]
    [InlineData("""builder.WebHost.[|UseUrls("http://localhost:5000")|];""", """builder.WebHost.UseUrls("http://+:8080");""")]
    [InlineData("""builder.WebHost.[|UseUrls("http://127.0.0.1:8080" /* here */)|];""", """builder.WebHost.UseUrls("http://+:8080" /* here */);""")]
    [InlineData("""builder.WebHost.ConfigureKestrel(k => k.[|ListenLocalhost(5000)|]);""", """builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(8080));""")]
    [InlineData("""builder.WebHost.ConfigureKestrel(k => k.[|ListenLocalhost(8080, o => o.Protocols = HttpProtocols.Http1)|]);""", """builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(8080, o => o.Protocols = HttpProtocols.Http1));""")]
    public Task Listens_on_all_addresses(string before, string after)
        => VerifyProgram(ServerCode.Program(before), ServerCode.Program(after), files: Files);

    [Theory]
    [InlineData("""builder.WebHost.[|UseUrls("http://+:5000")|];""")]
    [InlineData("""builder.WebHost.[|UseUrls("http://localhost:5000;https://localhost:5001")|];""")]
    [InlineData("""builder.WebHost.[|UseUrls("http://localhost:5000", "http://localhost:5001")|];""")]
    [InlineData("""const string Url = "http://localhost:5000"; builder.WebHost.[|UseUrls(Url)|];""")]
    public Task Which_port_is_right_is_not_for_a_fix_to_say(string listen)
        => VerifyNoFix(ServerCode.Program(listen), files: Files, outputKind: OutputKind.ConsoleApplication);
}
