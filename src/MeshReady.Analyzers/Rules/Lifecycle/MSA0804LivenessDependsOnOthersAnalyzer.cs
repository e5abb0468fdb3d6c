using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Endpoints;
using MeshReady.Analyzers.Facts.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Lifecycle;

/// <summary>A liveness endpoint that asks a database restarts every replica when the database is slow, and cures nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0804LivenessDependsOnOthersAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.EndpointServing)
{
    /// <summary>Present where a filter by the tag <c>live</c> takes the finding away.</summary>
    internal const string MayFilter = "MeshReady.MayFilter";

    private static readonly char[] Separators = ['/', '-', '_', '.'];
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase) { "live", "livez", "liveness", "lively", "liveliness", "alive", "isalive" };

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0804",
        title: "Let liveness ask for the process alone",
        messageFormat: "'{0}' decides whether a pod is restarted{1}, and it also runs '{2}'{3}: while that dependency is down or slow, every replica is killed again and again; run no check of a dependency there, and leave them to readiness",
        category: Category.Lifecycle,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpContext is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site.Name is not ("MapHealthChecks" or "UseHealthChecks") || site.Node is not InvocationExpressionSyntax call)
            return;
        var checks = DependencyChecks.For(context.Facts).All(context.CancellationToken);
        if (checks.Count == 0)
            return;

        var filter = HealthFilter.Of(call, context.Model, context.CancellationToken);
        List<DependencyCheck> run = [.. checks.Where(check => filter.Runs(check.Tags))];
        if (run.Count == 0
            || context.Facts.Endpoints.All(context.CancellationToken).FirstOrDefault(e => e.Node == call) is not { Kind: EndpointKind.HealthCheck, Pattern: { } pattern, IsDevelopmentOnly: false } endpoint)
        {
            return;
        }

        // What the manifests ask decides; without them the name does.
        var asked = LivenessPaths(context);
        var isAsked = asked.Exists(endpoint.MayServe);
        if (!isAsked && (asked.Count > 0 || !pattern.Split(Separators).Any(Words.Contains)))
            return;

        var properties = filter.RunsAll && !run.Exists(static check => check.Tags is null || check.Tags.Contains("live", StringComparer.OrdinalIgnoreCase))
            ? ImmutableDictionary<string, string?>.Empty.Add(MayFilter, "")
            : ImmutableDictionary<string, string?>.Empty;
        context.Report(Diagnostic.Create(
            Descriptor,
            CallChain.LocationOf(call),
            run.SelectMany(check => context.Further(check.Call)),
            properties,
            pattern,
            isAsked ? ", as its livenessProbe asks" : "",
            run[0].Name,
            filter.Tag is { } tag ? $" (tagged '{tag}')" : ""));
    }

    private static List<string> LivenessPaths(RuleContext context)
        => [.. context.Placements.Where(static p => p.IsBound).SelectMany(static p => p.Variants)
            .Select(PodProbes.ServedContainer).OfType<Model.Deployment.Container>()
            .SelectMany(PodProbes.Of)
            .Where(static probe => probe.Name == "livenessProbe")
            .Select(static probe => probe.Path).OfType<string>().Select(RoutePattern.WithoutQuery)];
}
