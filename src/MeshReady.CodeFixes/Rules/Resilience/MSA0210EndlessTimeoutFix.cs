using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Resilience;

/// <summary>Removes the assignment that makes a client wait for ever, so that its default limit holds again.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0210EndlessTimeoutFix))]
public sealed class MSA0210EndlessTimeoutFix() : SingleSiteFix("MSA0210", "Remove the endless time-out (the default limit holds again)")
{
    // Only HttpClient's default (100 s) is a limit that is right more often than not; a deadline of gRPC is nobody's to guess.
    private protected override Document? Mend(FixSite site)
        => site.Root.FindNode(site.Diagnostic.Location.SourceSpan) is AssignmentExpressionSyntax assignment
            && site.Model.GetSymbolInfo(assignment.Left, site.CancellationToken).Symbol is IPropertySymbol { Name: "Timeout", ContainingType: { Name: "HttpClient", ContainingNamespace.Name: "Http" } }
            && AssignmentRemoval.Remove(site.Root, assignment) is { } changed
                ? site.Document.WithSyntaxRoot(changed)
                : null;
}
