using MeshReady.Analyzers.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Resilience;

/// <summary>Takes the handlers of all clients from the one that has a handler of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0204StackedRetriesFix))]
public sealed class MSA0204StackedRetriesFix() : SingleSiteFix("MSA0204", "Remove the handlers of all clients from this one")
{
    private protected override Document? Mend(FixSite site)
    {
        if (!site.Diagnostic.Properties.ContainsKey(MSA0204StackedRetriesAnalyzer.OnDefaults))
            return null;
        var text = site.Root.SyntaxTree.GetText(site.CancellationToken);
        var handler = site.Root.FindToken(site.Diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        return handler is not null && new StandardHandlerInsertion(site.Root, text, site.Model).DroppingDefaults(handler) is { } changes
            ? site.Document.WithText(text.WithChanges(changes))
            : null;
    }
}
