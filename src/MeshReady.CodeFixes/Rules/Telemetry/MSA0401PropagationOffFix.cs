using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Telemetry;

/// <summary>Removes what keeps the trace of a request from its outgoing calls.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0401PropagationOffFix))]
public sealed class MSA0401PropagationOffFix() : SingleSiteFix("MSA0401", "Pass the trace on again (remove this)")
{
    private protected override Document? Mend(FixSite site)
    {
        var changed = site.Root.FindNode(site.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) switch
        {
            // Activity.Current = null may begin a trace on purpose; where the next one ends is not to be seen.
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Current", Expression: IdentifierNameSyntax { Identifier.ValueText: "Activity" } } } => null,
            AssignmentExpressionSyntax assignment => AssignmentRemoval.Remove(site.Root, assignment),
            InvocationExpressionSyntax { Parent: ExpressionStatementSyntax statement } call when call.ArgumentList.Arguments.Count == 2 => CodeRemoval.Statement(site.Root, statement),
            _ => null,
        };
        return changed is null ? null : site.Document.WithSyntaxRoot(changed);
    }
}
