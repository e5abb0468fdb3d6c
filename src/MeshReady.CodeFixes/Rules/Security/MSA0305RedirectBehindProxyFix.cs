using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Security;

/// <summary>Moves <c>UseForwardedHeaders</c> before the redirect that needs it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0305RedirectBehindProxyFix))]
public sealed class MSA0305RedirectBehindProxyFix() : SingleSiteFix("MSA0305", "Call UseForwardedHeaders first")
{
    private protected override Document? Mend(FixSite site)
    {
        if (site.Root.FindNode(site.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } redirect
            || site.Diagnostic.AdditionalLocations.FirstOrDefault(l => l.SourceTree == site.Root.SyntaxTree) is not { } place
            || site.Root.FindNode(place.SourceSpan).FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } forwarded || forwarded == redirect)
        {
            return null;
        }

        // Behind a condition the redirect stands deeper: what it needs comes before the condition.
        SyntaxNode before = redirect;
        while (before.Parent is not null && before.Parent != forwarded.Parent && before.Parent is not GlobalStatementSyntax)
            before = before.Parent;
        if (before.Parent is GlobalStatementSyntax global && forwarded.Parent is GlobalStatementSyntax late)
            return site.Document.WithSyntaxRoot(Moved(site.Root, global, late));
        return before.Parent == forwarded.Parent && before.Parent is BlockSyntax ? site.Document.WithSyntaxRoot(Moved(site.Root, before, forwarded)) : null;
    }

    private static SyntaxNode Moved(SyntaxNode root, SyntaxNode before, SyntaxNode late)
    {
        // A comment above the statement goes with it.
        var tracked = root.TrackNodes(before, late);
        tracked = tracked.InsertNodesBefore(tracked.GetCurrentNode(before)!, [late]);
        return tracked.RemoveNode(tracked.GetCurrentNode(late)!, SyntaxRemoveOptions.KeepNoTrivia)!;
    }
}
