using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Security;

/// <summary>A client without retries of its own lacks nothing where the mesh repeats and limits its calls; more would multiply.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSASPR0303MissingResilienceSuppressor() : MeshSuppressor(Descriptor)
{
    private static readonly SuppressionDescriptor Descriptor = new(
        id: "MSASPR0303",
        suppressedDiagnosticId: "AL0080",
        justification: "The mesh repeats the calls of this client and limits their time");

    private protected override bool IsAnswered(RuleContext context, SyntaxNode place)
    {
        if (Registration(place) is not { } call || new ClientReader(context.Facts, context.CancellationToken).At(new Site(call, SiteKinds.ClientRegistration, CallChain.NameOf(call)!.Identifier.ValueText)) is not { } client)
            return false;
        foreach (var address in client.Others.Prepend(client.Address))
        {
            var calls = MeshedCalls.Of(context, address);
            if (calls.Count == 0 || calls.Count != context.Placements.Count || !calls.All(MeshProof.IsGoverned))
                return false;
        }

        return true;
    }

    /// <summary>The registering call in or around a place: the other analyzer marks its name, the call, or the statement.</summary>
    private static InvocationExpressionSyntax? Registration(SyntaxNode place)
    {
        var calls = place.DescendantNodesAndSelf(static node => node is not LambdaExpressionSyntax).Concat(place.Ancestors().TakeWhile(static node => node is ExpressionSyntax or ArgumentListSyntax or ArgumentSyntax));
        return calls.OfType<InvocationExpressionSyntax>().FirstOrDefault(static call => CallChain.NameOf(call)?.Identifier.ValueText is { } name && ClientNames.Registrations.Contains(name));
    }
}
