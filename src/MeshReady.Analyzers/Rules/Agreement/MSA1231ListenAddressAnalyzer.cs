using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Endpoints;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A server that listens where nobody calls, or on an address that only its own pod reaches, refuses every connection.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1231ListenAddressAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Listening | SiteKinds.Host)
{
    /// <summary>The property of a finding that holds the port at which to listen on all addresses, instead of at localhost.</summary>
    internal const string Port = "MeshReady.ListenPort";

    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1231",
        title: "Listen where the Service and the probes call",
        messageFormat: "'{0}' listens on {1} ({2}), but {3}: connections are refused; {4}",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ReadsManifests => true;

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpContext is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (context.Placements is not [{ IsBound: true }, ..] || !context.IsFirst(site.Node.SyntaxTree.GetRoot(context.CancellationToken)))
            return;
        foreach (var group in Judge(context.Facts, context.Project, context.Placements, context.CancellationToken).GroupBy(static f => f.Node))
        {
            if (group.Key is InvocationExpressionSyntax call && call.SyntaxTree == site.Node.SyntaxTree)
                Agreements.Report(context, Descriptor, CallChain.LocationOf(call), [.. group.Select(static f => f.Holding)]);
        }
    }

    private protected override IEnumerable<(string Path, Diagnostic Diagnostic)?> JudgeManifests(ManifestContext context)
        => Judge(context.Facts, context.Project, context.Placements, context.CancellationToken)
            .Where(static f => f.Node is null)
            .GroupBy(static f => f.Holding.Text)
            .Select(static group => Agreements.InManifest(Descriptor, [.. group.Select(static f => f.Holding)]));

    private static List<(SyntaxNode? Node, Holding Holding)> Judge(CodeFacts facts, ProjectContext project, IReadOnlyList<Placement> placements, CancellationToken cancellationToken)
    {
        var found = new List<(SyntaxNode?, Holding)>();
        if (HostFacts.For(facts).Kind(cancellationToken) != HostKind.Web)
            return found;

        foreach (var placement in placements.Where(static p => p.IsBound))
        {
            foreach (var variant in placement.Variants)
            {
                if (PodProbes.ServedContainer(variant) is { } container
                    && Listening.Of(facts, project, placement, variant, container, cancellationToken) is { } listening
                    && Judge(placement, variant, container, listening) is { } mistake)
                {
                    found.Add(mistake);
                }
            }
        }

        return found;
    }

    private static (SyntaxNode?, Holding)? Judge(Placement placement, KubernetesResource variant, Container container, Listening listening)
    {
        // A pod that is its node's guest, or whose proxy hands requests on through localhost, is reached in other ways.
        if (variant.PodTemplate is not { HostNetwork: { IsUnknown: false, Value: false } } || PodTarget.HasSilentNeighbour(variant, container))
            return null;

        // A headless Service sends nothing anywhere: callers dial the pods themselves.
        var targets = PodTarget.Of(placement, variant, container).Where(static t => t.Service is not var (service, _) || service.Spec is ServiceSpec { IsHeadless: false }).ToList();
        var missed = targets.Where(t => !listening.On(t.Port).Any(static e => !e.IsLoopback)).ToList();
        if (missed.Count == 0)
            return null;

        var isLedByProxy = placement.Model.Resources.Any(static r => r.Spec is SidecarSpec { LeadsInbound: true });
        var local = missed.Where(t => listening.On(t.Port).Any()).ToList();
        if (local.Count > 0)
        {
            // Linkerd's proxy may call its application at localhost, and Istio's where a Sidecar tells it to.
            return placement.MeshOf(variant) is { State: MeshState.Meshed, Mesh: not "istio" } || isLedByProxy ? null : Report(local, "only its own pod reaches localhost; listen on http://+:" + local[0].Port.ToString(CultureInfo.InvariantCulture));
        }

        // Another server of the process, or a port that its Service or the container declares beside the right one, may be meant.
        var isAllLocal = listening.Endpoints.All(static e => e.IsLoopback);
        if (listening.HasOtherServer || isLedByProxy)
            return null;
        var wrong = missed.Count == targets.Count ? missed : missed.FindAll(t
            => t.Service is var (service, _) && !container.Ports.Any(p => p.Number == t.Port) && !targets.Any(o => ReferenceEquals(o.Service?.Service, service) && !missed.Contains(o)));
        if (wrong.Count == 0)
            return null;
        return Report(wrong, isAllLocal ? "only its own pod reaches localhost; listen on http://+:" + wrong[0].Port.ToString(CultureInfo.InvariantCulture) : "let both name one port");

        (SyntaxNode?, Holding) Report(List<PodTarget> calls, string advice)
        {
            var first = calls[0];
            var endpoint = listening.On(first.Port).FirstOrDefault() ?? listening.Endpoints[0];
            var callers = string.Join(" and ", calls.Select(static c => string.Format(CultureInfo.InvariantCulture, "{0} {1}", c.Caller, c.Port)).Distinct(StringComparer.Ordinal));
            return (endpoint.Node, new Holding(
                placement,
                first.Path,
                first.Line,
                DiagnosticSeverity.Warning,
                variant.Name,
                string.Join(", ", listening.Endpoints.Select(static e => e.ToString()).Distinct(StringComparer.Ordinal)),
                endpoint.Source,
                callers,
                advice)
            {
                Also = [.. calls.Skip(1).Select(static c => (c.Path, c.Line))],
                Properties = listening.Endpoints.Count == 1 && endpoint is { IsLoopback: true, IsTls: false } && calls.TrueForAll(c => c.Port == first.Port)
                    ? ImmutableDictionary<string, string?>.Empty.Add(Port, first.Port.ToString(CultureInfo.InvariantCulture))
                    : ImmutableDictionary<string, string?>.Empty,
            });
        }
    }
}
