using MeshReady.Analyzers.Facts.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>Whether a project is a tool that somebody starts: load generators, simulators and deployers may do what services should not.</summary>
internal static class ServiceProject
{
    private static readonly string[] Tools = ["LoadTest", "Simulat", "Benchmark", "Perf", "Migrat"];

    /// <summary>A program without a host, or one named after such work.</summary>
    public static bool IsTool(RuleContext context)
        => context.Facts.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication && HostFacts.For(context.Facts).Kind(context.CancellationToken) == HostKind.None
            || context.Facts.Compilation.AssemblyName is { } name && Array.Exists(Tools, tool => name.IndexOf(tool, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>How sure it is that a place is a running service's code: a host's, or a controller's or worker's in a library. Other libraries may serve a tool.</summary>
    public static DiagnosticSeverity SeverityAt(RuleContext context, SyntaxNode place)
    {
        if (HostFacts.For(context.Facts).Kind(context.CancellationToken) != HostKind.None)
            return DiagnosticSeverity.Warning;
        return place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && context.Model.GetDeclaredSymbol(type, context.CancellationToken) is INamedTypeSymbol symbol
            && (symbol.IsOrInherits("Microsoft.AspNetCore.Mvc.ControllerBase") || symbol.IsOrInherits("Microsoft.Extensions.Hosting.IHostedService") || symbol.IsOrInherits("Microsoft.AspNetCore.SignalR.Hub"))
                ? DiagnosticSeverity.Warning
                : DiagnosticSeverity.Info;
    }
}
