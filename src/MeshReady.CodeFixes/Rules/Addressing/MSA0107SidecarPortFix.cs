using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Addressing;

/// <summary>Leaves the endpoint of the sidecar to Dapr's own client, which reads the variables that the injector sets.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0107SidecarPortFix))]
public sealed class MSA0107SidecarPortFix() : SingleSiteFix("MSA0107", "Leave the endpoint of the sidecar to Dapr's client")
{
    private protected override Document? Mend(FixSite site)
    {
        var place = site.Root.FindNode(site.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (place.FirstAncestorOrSelf<ArgumentSyntax>() is not { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call } list } argument
            || site.Model.GetSymbolInfo(call, site.CancellationToken).Symbol is not IMethodSymbol method || call.ContainsDirectives)
        {
            return null;
        }

        SyntaxNode? changed = method.Name switch
        {
            "UseHttpEndpoint" or "UseGrpcEndpoint" when method.ContainingType.ToDisplayString() == "Dapr.Client.DaprClientBuilder"
                => call.Parent is ExpressionStatementSyntax statement && access.Expression is SimpleNameSyntax ? CodeRemoval.Statement(site.Root, statement)
                    : site.Root.ReplaceNode(call, access.Expression.WithTriviaFrom(call)),

            // The parameter is the last but for the token, and may be left out.
            "CreateInvokeHttpClient" when method.ContainingType.ToDisplayString() == "Dapr.Client.DaprClient" && (argument.NameColon?.Name.Identifier.ValueText == "daprEndpoint" || list.Arguments.IndexOf(argument) == 1 && list.Arguments.Count == 2)
                => site.Root.ReplaceNode(list, list.WithArguments(list.Arguments.Remove(argument))),
            _ => null,
        };
        return changed is null ? null : site.Document.WithSyntaxRoot(changed);
    }
}
