using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A request that changes something runs again because a route, or the client's own handler, repeats every method.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1202UnsafeMethodRetriedAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.OutboundAddress)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1202",
        title: "Do not repeat requests that change something",
        messageFormat: "{0} on '{1}' can run {2} times: {3}{4}; {5}",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if ((site.Kinds & SiteKinds.OutboundAddress) == 0 || context.Placements.Count == 0
            || new UnsafeCallReader(context.Facts, context.Addresses, context.CancellationToken).At(site, context.Model) is not { } call)
        {
            return;
        }

        var code = UnsafeRetries.Of(context.Facts, call, context.CancellationToken);
        var holdings = UnsafeRepetition.Of(context, call, code);

        // Further calls of the same kind say nothing new.
        if (holdings.Count == 0 || DevelopmentGuard.IsDevelopmentOnly(site.Node, context.Model, context.CancellationToken)
            || !context.IsFirst($"{call.Method} {holdings[0].Arguments[1]} {call.Client?.Label} {holdings[0].Path}:{holdings[0].Line}"))
        {
            return;
        }

        if (UnsafeRetries.NamesIdempotencyKey(site.Node, call.Client))
            holdings = holdings.ConvertAll(static h => h with { Severity = DiagnosticSeverity.Info });
        var location = site.Node is InvocationExpressionSyntax invocation ? CallChain.LocationOf(invocation) : site.Node.GetLocation();
        Agreements.Report(context, Descriptor, location, holdings, code.SelectMany(retry => context.Further(retry.Call)));
    }
}
