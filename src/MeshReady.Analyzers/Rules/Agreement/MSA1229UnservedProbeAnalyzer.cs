using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Endpoints;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Model.Deployment;
using MeshReady.Model.Deployment.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A probe that finds no endpoint keeps a pod out of service for ever; an endpoint that no probe asks helps nobody.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1229UnservedProbeAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.EndpointServing | SiteKinds.Host)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1229",
        title: "Probe a path that the service answers",
        messageFormat: "{0}: {1}",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ReadsManifests => true;

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpContext is not null;

    /// <summary>What an endpoint in the code has to do with it is said there.</summary>
    private protected override void Analyze(RuleContext context, Site site)
    {
        if (context.Placements is not [{ IsBound: true }, ..] || !context.IsFirst(site.Node.SyntaxTree.GetRoot(context.CancellationToken)))
            return;

        foreach (var group in Judge(context.Facts, context.Project, context.Placements, context.CancellationToken).GroupBy(static f => f.Node))
        {
            if (group.Key is { } node && node.SyntaxTree == site.Node.SyntaxTree)
                Agreements.Report(context, Descriptor, LocationOf(node), WithAllEdits(group.Select(static f => f.Holding)));
        }
    }

    private protected override IEnumerable<(string Path, Diagnostic Diagnostic)?> JudgeManifests(ManifestContext context)
        => Judge(context.Facts, context.Project, context.Placements, context.CancellationToken)
            .Where(static f => f.Node is null)
            .GroupBy(static f => f.Holding.Text)
            .Select(group => Agreements.InManifest(Descriptor, WithAllEdits(group.Select(static f => f.Holding))));

    private static Location LocationOf(SyntaxNode node)
        => node is InvocationExpressionSyntax call ? Facts.Clients.CallChain.LocationOf(call) : node.GetLocation();

    /// <summary>The mistakes, each with the call to which it belongs; without one, its place is the probe.</summary>
    private static List<(SyntaxNode? Node, Holding Holding)> Judge(CodeFacts facts, ProjectContext project, IReadOnlyList<Placement> placements, CancellationToken cancellationToken)
    {
        var found = new List<(SyntaxNode?, Holding)>();
        if (HostFacts.For(facts).Kind(cancellationToken) != HostKind.Web)
            return found;

        var picture = facts.Endpoints.Picture(cancellationToken);
        foreach (var placement in placements.Where(static p => p.IsBound))
        {
            foreach (var variant in placement.Variants)
            {
                if (PodProbes.ServedContainer(variant) is not { } container)
                    continue;
                var environment = placement.SettingsOf(variant, project.Values).Environment;
                found.AddRange(Unserved(picture, placement, variant, container, environment));
                if (Unprobed(facts, picture, placement, variant, container, environment) is { } unprobed)
                    found.Add(unprobed);
            }
        }

        return found;
    }

    private static IEnumerable<(SyntaxNode?, Holding)> Unserved(EndpointPicture picture, Placement placement, KubernetesResource variant, Container container, Field<string> environment)
    {
        foreach (var probes in PodProbes.Of(container).Where(static p => p is { Path: not null, Port: not null }).GroupBy(static p => p.Path!, StringComparer.OrdinalIgnoreCase))
        {
            var first = probes.First();
            if (PodProbes.IsOfAnother(variant, container, first.Port!.Value) || picture.HasUnseenMethod)
                continue;

            var endpoints = picture.Serving(probes.Key).ToList();
            if (endpoints.Exists(e => IsServed(e, environment) != false))
                continue;

            var line = first.Probe.Path.Line > 0 ? first.Probe.Path.Line : first.Probe.Line;
            var asks = $"{string.Join(" and ", probes.Select(static p => p.Name))} GET {probes.Key} of '{variant.Name}' finds no endpoint";
            if (endpoints.Count > 0)
            {
                yield return (endpoints[0].Node, new Holding(placement, variant.Path, line, DiagnosticSeverity.Warning, $"{asks} in {environment.Value}", "it is mapped in development only; map it in every environment"));
                continue;
            }

            // A second port may be another server's, which has paths of its own.
            if (picture.HasUnseenPaths || container.Ports.Count > 1)
                continue;
            var served = HealthPaths(picture, environment);
            yield return (null, new Holding(placement, variant.Path, line, DiagnosticSeverity.Warning, asks, served.Count > 0 ? $"the project answers health checks at {string.Join(", ", served)}" : "map it in the code, or probe a path that is served")
            {
                Properties = served.Count == 1 && container.Name is not null
                    ? ManifestEdits.Add(ImmutableDictionary<string, string?>.Empty, $"Probe {served[0]}", probes.Select(p => ManifestEdit.Set(variant, $"{PathOf(variant, container)}.{p.Name}.httpGet.path", served[0])))
                    : ImmutableDictionary<string, string?>.Empty,
            });
        }
    }

    private static (SyntaxNode?, Holding)? Unprobed(CodeFacts facts, EndpointPicture picture, Placement placement, KubernetesResource variant, Container container, Field<string> environment)
    {
        // What a base or a chart leaves out may be filled in later; what a manifest leaves out that is applied as it stands is not there.
        if (!PodProbes.HasNone(container) || placement.Set.Kind is FactSetKind.Base or FactSetKind.Chart)
            return null;
        var health = picture.Endpoints.Where(e => e is { Kind: EndpointKind.HealthCheck, IsConstant: true, IsConditional: false, Pattern: not null } && IsServed(e, environment) == true).ToList();
        if (health.Count == 0 || !facts.Compilation.ContainsSyntaxTree(health[0].Node.SyntaxTree))
            return null;

        var paths = HealthPaths(picture, environment);
        return (health[0].Node, new Holding(
            placement,
            variant.Path,
            container.Line,
            DiagnosticSeverity.Info,
            $"{string.Join(", ", paths)} answer{(paths.Count == 1 ? "s" : "")} health checks, but container '{container.Name ?? variant.Name}' has no probe",
            "Kubernetes sends it requests before it is ready; add a readinessProbe, and a livenessProbe that checks no dependency")
        {
            // With one port there is no doubt which one to ask.
            Properties = container is { Name: not null, HasAllPorts: true, Ports: [{ Number: > 0 and var port }] }
                ? ManifestEdits.Add(ImmutableDictionary<string, string?>.Empty, $"Add a readinessProbe of {paths[0]}", [ManifestEdit.Set(variant, PathOf(variant, container) + ".readinessProbe", $"httpGet:\n  path: {paths[0]}\n  port: {port}\n")])
                : ImmutableDictionary<string, string?>.Empty,
        });
    }

    private static string PathOf(KubernetesResource variant, Container container)
        => (variant.Kind == "Pod" ? "spec" : "spec.template.spec") + ".containers[name=" + container.Name + "]";

    /// <summary>An edit that leaves another variant as it is would leave the finding too: all of them, or none.</summary>
    private static List<Holding> WithAllEdits(IEnumerable<Holding> holdings)
    {
        List<Holding> all = [.. holdings];
        var edits = all.ConvertAll(static h => ManifestEdits.Of(h.Properties));
        if (edits.Contains(null))
            return all.ConvertAll(static h => h with { Properties = ImmutableDictionary<string, string?>.Empty });
        var properties = ManifestEdits.Add(ImmutableDictionary<string, string?>.Empty, edits[0]!.Value.Title, edits.SelectMany(static e => e!.Value.Edits).Distinct());
        return all.ConvertAll(h => h with { Properties = properties });
    }

    private static List<string> HealthPaths(EndpointPicture picture, Field<string> environment)
        => [.. picture.Endpoints.Where(e => e is { Kind: EndpointKind.HealthCheck, IsConstant: true, Pattern: not null } && IsServed(e, environment) == true).Select(static e => e.Pattern!).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether the endpoint is mapped in the environment; null where that cannot be known.</summary>
    private static bool? IsServed(ServedEndpoint endpoint, Field<string> environment)
        => !endpoint.IsDevelopmentOnly ? true
            : environment.Value is not { } name ? null
            : string.Equals(name, "Development", StringComparison.OrdinalIgnoreCase) ? true
            // What counts as development in code goes by more names than one.
            : name.IndexOf("dev", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("local", StringComparison.OrdinalIgnoreCase) >= 0 ? null
            : false;
}
