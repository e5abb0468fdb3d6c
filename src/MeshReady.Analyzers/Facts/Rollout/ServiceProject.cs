using MeshReady.Analyzers.Facts.Lifecycle;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>Whether a project is a tool that somebody starts: load generators, simulators and deployers may do what services should not.</summary>
internal static class ServiceProject
{
    private static readonly string[] Tools = ["LoadTest", "Simulat", "Benchmark", "Perf", "Migrat"];

    /// <summary>A program without a host, or one named after such work.</summary>
    public static bool IsTool(RuleContext context)
        => context.Facts.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication && HostFacts.For(context.Facts).Kind(context.CancellationToken) == HostKind.None
            || context.Facts.Compilation.AssemblyName is { } name && Array.Exists(Tools, tool => name.IndexOf(tool, StringComparison.OrdinalIgnoreCase) >= 0);
}
