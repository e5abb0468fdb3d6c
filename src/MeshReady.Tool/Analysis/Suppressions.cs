using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Tool.Analysis;

/// <summary>Reads who silenced a finding in the code, and why.</summary>
public static class Suppressions
{
    /// <summary>The pragma or attribute that silences a diagnostic; null where none does.</summary>
    public static Suppression? Of(Diagnostic diagnostic, Compilation compilation)
    {
        if (!diagnostic.IsSuppressed)
            return null;
        var attribute = diagnostic.GetSuppressionInfo(compilation)?.Attribute;
        var why = attribute is null ? Comment(diagnostic) : attribute.NamedArguments.FirstOrDefault(static a => a.Key == "Justification").Value.Value as string;
        return new Suppression(SuppressionKind.InSource, string.IsNullOrWhiteSpace(why) ? null : why.Trim().ReplaceLineEndings(" "));
    }

    // The comment behind the last "#pragma warning disable" above the place that names the id.
    private static string? Comment(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return null;
        PragmaWarningDirectiveTriviaSyntax? last = null;
        for (var directive = (tree.GetRoot() as CompilationUnitSyntax)?.GetFirstDirective(); directive is not null && directive.SpanStart < diagnostic.Location.SourceSpan.Start; directive = directive.GetNextDirective())
        {
            if (directive is PragmaWarningDirectiveTriviaSyntax { DisableOrRestoreKeyword.ValueText: "disable" } pragma && pragma.ErrorCodes.Any(code => code.ToString() == diagnostic.Id))
                last = pragma;
        }

        // What follows the last code on the line belongs to the end of the directive.
        return last?.DescendantTrivia().Select(static t => t.ToString()).LastOrDefault(static t => t.StartsWith("//", StringComparison.Ordinal))?.TrimStart('/');
    }
}
