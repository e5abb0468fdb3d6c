using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A client that gives up before the route has used its tries: the retry of the mesh never ends, and its work is wasted.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("which of the two limits is meant, and what the callers of this service can wait for, is a decision")]
public sealed class MSA1204ClientGivesUpFirstAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.ClientRegistration | SiteKinds.OutboundAddress)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1204",
        title: "Let the client wait for the tries of the mesh",
        messageFormat: "{0} cancels after {1} but the mesh may use {2} for a request to '{3}' ({4}, {5}){6}: {7}; let the two agree",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (context.Placements.Count == 0)
            return;

        var limits = new ClientLimitReader(context.Facts, context.CancellationToken);
        if ((site.Kinds & SiteKinds.ClientRegistration) != 0 && new ClientReader(context.Facts, context.CancellationToken).At(site) is { } client && limits.Of(client) is { } limit)
            Judge(context, limit, [client.Address, .. client.Others]);
        if ((site.Kinds & SiteKinds.OutboundAddress) == 0 || site.Node is not InvocationExpressionSyntax call || limits.OfCall(call, context.Model) is not { } ofCall)
            return;

        // The address of the call itself, else that of the typed client around it.
        if (OutboundSinks.At(site, context.Model, context.CancellationToken) is { Sink.Family: SinkFamily.Http } outbound
            && context.Addresses.Resolve(outbound.Value) is var address && (address.Kind != AddressKind.Constant || address.Address is not null) && address.Kind != AddressKind.Unknown)
        {
            Judge(context, ofCall, [address]);
        }
        else if (UnsafeCallReader.TypedClientAround(context.Facts, call, context.CancellationToken) is { } around)
        {
            Judge(context, ofCall, [around.Address]);
        }
    }

    private static void Judge(RuleContext context, ClientLimit limit, IReadOnlyList<AddressValue> addresses)
    {
        if (limit.Expression.SyntaxTree != context.Model.SyntaxTree || DevelopmentGuard.IsDevelopmentOnly(limit.Expression, context.Model, context.CancellationToken))
            return;

        var holdings = ClientGivesUp.Of(context, limit, addresses);
        if (holdings.Count > 0 && context.IsFirst(limit.Expression))
            Agreements.Report(context, Descriptor, limit.Expression.GetLocation(), holdings);
    }
}
