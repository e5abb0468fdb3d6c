using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A request that changes something runs again because a route, or the client's own handler, repeats every method.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1202UnsafeMethodRetriedAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.OutboundAddress)
{
    /// <summary>The property of a finding to which the mesh does not contribute.</summary>
    internal const string CodeAlone = "MeshReady.CodeAlone";

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
        var holdings = new List<Holding>();
        foreach (var meshed in MeshedCalls.Of(context, call.Address, call.Method, call.Path))
        {
            if (Judge(call, code, meshed) is { } holding)
                holdings.Add(holding);
        }

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

    private static Holding? Judge(UnsafeCall call, IReadOnlyList<RetryCall> code, MeshedCall meshed)
    {
        if (meshed.Governance == Governance.No || meshed.Route.Verdict is RouteVerdict.Undecided or RouteVerdict.Refused)
            return null;
        var mesh = MeshRetry.Of(meshed) is { } retry && UnsafeRetries.RepeatsChanges(retry) && !UnsafeRetries.IsAskedFor(retry.Route, call.Method) ? retry : null;
        if (mesh is { IsWritten: false } && meshed.Governance != Governance.Yes || mesh is null && (code.Count == 0 || meshed.Governance != Governance.Yes))
            return null;

        var retries = ClientRetry.Together(code);
        var parts = new List<string>();
        if (mesh is not null)
            parts.Add(mesh.IsWritten ? $"the mesh repeats it on {mesh.On} whatever the method ({mesh.Place})" : "Istio before 1.24 repeats every method on 503 by default");
        if (code.Count > 0)
            parts.Add($"'{RetryAmplification.NameOf(call.Client!)}' {RetryArithmetic.OfCode(retries)} in code, {call.Method} included");
        var isGrave = mesh is not null && (mesh.IsWritten || code.Count > 0) && meshed.Governance == Governance.Yes && !call.IsIdempotent && !meshed.Route.IsAssumed;
        return new Holding(
            meshed.Placement,
            mesh?.Path,
            mesh?.Line ?? 0,
            isGrave ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            call.Path is null ? call.Method : $"{call.Method} {call.Path}",
            meshed.Call.Host,
            Times(code.Count == 0 ? 0 : retries, mesh?.Tries ?? 1),
            string.Join(" and ", parts),
            meshed.Governance == Governance.IfMeshed ? ", if this service is meshed" : "",
            Advice(call, mesh is not null, code.Count > 0))
        {
            Properties = mesh is null ? ImmutableDictionary<string, string?>.Empty.Add(CodeAlone, null) : ImmutableDictionary<string, string?>.Empty,
        };
    }

    private static string Times(int? retries, int meshTries) => retries switch
    {
        null or int.MaxValue => "any number of",
        var count => EffectiveNumbers.Hop(count.Value + 1, meshTries).ToString(CultureInfo.InvariantCulture),
    };

    private static string Advice(UnsafeCall call, bool mesh, bool code)
    {
        var doubled = call.IsIdempotent ? "right only if it may run twice" : "its side effects are duplicated";
        return (mesh, code) switch
        {
            (true, true) => doubled + ", so give it a route by method with attempts: 0 and DisableForUnsafeHttpMethods()",
            (true, false) => doubled + ", so give it a route by method with attempts: 0",
            _ => doubled + ", so call DisableForUnsafeHttpMethods()",
        };
    }
}
