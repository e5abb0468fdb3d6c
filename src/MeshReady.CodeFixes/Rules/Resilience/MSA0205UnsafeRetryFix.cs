using MeshReady.Analyzers.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Resilience;

/// <summary>Lets the standard handler of a client spare unsafe methods.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0205UnsafeRetryFix))]
public sealed class MSA0205UnsafeRetryFix() : SingleSiteFix("MSA0205", "Do not retry unsafe methods")
{
    private protected override Document? Mend(FixSite site)
    {
        if (!site.Diagnostic.Properties.ContainsKey(MSA0205UnsafeRetryAnalyzer.CanSpare))
            return null;
        var text = site.Root.SyntaxTree.GetText(site.CancellationToken);
        var handler = site.Root.FindToken(site.Diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        return handler is not null && new StandardHandlerInsertion(site.Root, text, site.Model).IntoHandler(handler) is { } changes
            ? site.Document.WithText(text.WithChanges(changes))
            : null;
    }
}
