using MeshReady.Analyzers.Facts.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Spares unsafe methods in the standard handler of the client, where it stands in the same file and the mesh repeats nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1202UnsafeMethodRetriedFix))]
public sealed class MSA1202UnsafeMethodRetriedFix() : SingleSiteFix("MSA1202", "Do not retry unsafe methods in code")
{
    private protected override Document? Mend(FixSite site)
    {
        if (!site.Diagnostic.Properties.ContainsKey(UnsafeRepetition.CodeAlone)
            || site.Diagnostic.AdditionalLocations is not [{ SourceTree: { } tree } place] || tree != site.Root.SyntaxTree
            || site.Root.FindNode(place.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } handler)
        {
            return null;
        }

        var text = tree.GetText(site.CancellationToken);
        return new StandardHandlerInsertion(site.Root, text, site.Model).IntoHandler(handler) is { } changes ? site.Document.WithText(text.WithChanges(changes)) : null;
    }
}
