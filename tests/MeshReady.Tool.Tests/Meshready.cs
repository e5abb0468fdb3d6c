using MeshReady.Tool.Analysis;
using MeshReady.Tool.Output;
using MeshReady.Tool.References;

namespace MeshReady.Tool.Tests;

/// <summary>Runs the tool as its user does, in this process.</summary>
public static class Meshready
{
    private static readonly FrameworkPacks Packs = FrameworkPacks.Locate();

    public static Task<(int Code, string Out, string Error)> Run(params string[] arguments) => Run(TestRules.All with { Analyzers = [new LiteralAnalyzer()] }, arguments);

    public static Task<(int Code, string Out, string Error)> Run(Rules rules, params string[] arguments) => Run(rules, TimeProvider.System, arguments);

    public static async Task<(int Code, string Out, string Error)> Run(Rules rules, TimeProvider clock, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await new CommandLine(rules, new Terminal(output, error, isInteractive: false), Packs, [PackageStore.Shipped()], clock).RunAsync(arguments);
        return (code, output.ToString(), error.ToString());
    }
}
