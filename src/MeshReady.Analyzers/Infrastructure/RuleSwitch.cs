using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers;

/// <summary>Whether a rule is switched off for a file, so that a rule of another group speaks in its place.</summary>
internal static class RuleSwitch
{
    /// <summary>Whether .editorconfig, .globalconfig, a rule set or NoWarn switch the id off for the tree.</summary>
    public static bool IsOff(string id, SyntaxTree tree, Compilation compilation, CancellationToken cancellationToken)
    {
        var options = compilation.Options;
        if (options.SyntaxTreeOptionsProvider is { } provider && provider.TryGetDiagnosticValue(tree, id, cancellationToken, out var ofTree))
            return ofTree == ReportDiagnostic.Suppress;
        if (options.SpecificDiagnosticOptions.TryGetValue(id, out var specific))
            return specific == ReportDiagnostic.Suppress;
        return options.SyntaxTreeOptionsProvider is { } global && global.TryGetGlobalDiagnosticValue(id, cancellationToken, out var ofAll) && ofAll == ReportDiagnostic.Suppress;
    }
}
