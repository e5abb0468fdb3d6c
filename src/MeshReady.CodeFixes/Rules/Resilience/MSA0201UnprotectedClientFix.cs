using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Resilience;

/// <summary>Gives a registered client the standard handler, with retries for safe methods only.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0201UnprotectedClientFix))]
public sealed class MSA0201UnprotectedClientFix() : SingleSiteFix("MSA0201", "Add the standard resilience handler (no retry of unsafe methods)")
{
    private protected override Document? Mend(FixSite site)
    {
        var text = site.Root.SyntaxTree.GetText(site.CancellationToken);
        var call = site.Root.FindToken(site.Diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        return call is not null && new StandardHandlerInsertion(site.Root, text, site.Model).Into(call) is { } changes
            ? site.Document.WithText(text.WithChanges(changes))
            : null;
    }
}
