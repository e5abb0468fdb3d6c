using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Endpoints;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Model.Deployment;
using MeshReady.Model.Deployment.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>Who takes a port for HTTP/2 and meets HTTP/1.1, or the other way round, gets no answer that it understands.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1218PortProtocolAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Listening | SiteKinds.Host | SiteKinds.EndpointServing)
{
    /// <summary>Present where the endpoint stands in code and serves nothing but gRPC, so that it may speak HTTP/2 alone.</summary>
    internal const string MayBeHttp2 = "MeshReady.MayBeHttp2";

    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1218",
        title: "Speak on a port what its name promises",
        messageFormat: "{0}, but Kestrel speaks only {1} on {2} ({3}): {4}",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpContext is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (context.Placements is not [{ IsBound: true }, ..] || !context.IsFirst(site.Node.SyntaxTree.GetRoot(context.CancellationToken)))
            return;
        foreach (var group in Judge(context.Facts, context.Project, context.Placements, context.CancellationToken).GroupBy(static f => f.Node))
        {
            if (group.Key.SyntaxTree == site.Node.SyntaxTree)
                Agreements.Report(context, Descriptor, group.Key is InvocationExpressionSyntax call ? CallChain.LocationOf(call) : group.Key.GetLocation(), [.. group.Select(static f => f.Holding)]);
        }
    }

    private static List<(SyntaxNode Node, Holding Holding)> Judge(CodeFacts facts, ProjectContext project, IReadOnlyList<Placement> placements, CancellationToken cancellationToken)
    {
        var found = new List<(SyntaxNode, Holding)>();
        if (HostFacts.For(facts).Kind(cancellationToken) != HostKind.Web)
            return found;

        var grpc = facts.Endpoints.All(cancellationToken).Where(static e => e is { Kind: EndpointKind.Grpc or EndpointKind.GrpcHealth, IsDevelopmentOnly: false }).ToList();
        var servesOther = facts.Endpoints.HasUnknown(cancellationToken) || facts.Endpoints.All(cancellationToken).Any(static e => e.Kind is EndpointKind.HealthCheck or EndpointKind.Route && !IsWelcomePage(e));
        foreach (var placement in placements.Where(static p => p.IsBound))
        {
            foreach (var variant in placement.Variants)
            {
                if (PodProbes.ServedContainer(variant) is not { } container || Listening.Of(facts, project, placement, variant, container, cancellationToken) is not { } listening)
                    continue;
                var targets = PodTarget.Of(placement, variant, container);
                foreach (var target in targets)
                {
                    // Several endpoints on one port are several addresses; whether they speak alike is theirs to say.
                    if (listening.On(target.Port).ToList() is not [{ IsTls: false, Spoken: { } spoken } endpoint]
                        || Mistake(target, spoken, grpc.Count > 0, IsEnvoyByTheName(placement, variant)) is not { } mistake
                        || (endpoint.Node ?? grpc.FirstOrDefault()?.Node) is not { } node || !facts.Compilation.ContainsSyntaxTree(node.SyntaxTree))
                    {
                        continue;
                    }

                    // HTTP/2 alone suits an endpoint of which nobody wants anything else.
                    var mayBeHttp2 = spoken == HttpVersions.Http1 && endpoint.Source.StartsWith("Listen", StringComparison.Ordinal) && !servesOther
                        && !targets.Any(t => t.Port == target.Port && (t.Probe?.Probe.Action == ProbeAction.HttpGet || t.ServicePort is { } port && ProtocolOf(port) == "http1"));
                    var properties = mayBeHttp2 ? ImmutableDictionary<string, string?>.Empty.Add(MayBeHttp2, "true") : ImmutableDictionary<string, string?>.Empty;
                    if (mistake.AppProtocol is { } right && target.Service is var (service, index))
                    {
                        properties = ManifestEdits.Add(properties, $"Set appProtocol of the port to {right}",
                            [ManifestEdit.Set(service, string.Format(CultureInfo.InvariantCulture, "spec.ports[{0}].appProtocol", index), right)]);
                    }

                    found.Add((node, new Holding(
                        placement,
                        target.Path,
                        target.Line,
                        DiagnosticSeverity.Warning,
                        mistake.Claim,
                        spoken == HttpVersions.Http1 ? "HTTP/1.1" : "HTTP/2",
                        string.Format(CultureInfo.InvariantCulture, "{0} without TLS", endpoint),
                        endpoint.Source,
                        mistake.Advice)
                    {
                        Properties = properties,
                    }));
                }
            }
        }

        return found;
    }

    private static (string Claim, string Advice, string? AppProtocol)? Mistake(PodTarget target, HttpVersions spoken, bool servesGrpc, bool isEnvoy)
    {
        const string SetHttp2 = "set Protocols to HttpProtocols.Http2 on a port of its own";
        if (target.Probe is { } probe)
        {
            return (probe.Probe.Action, spoken) switch
            {
                (ProbeAction.Grpc, HttpVersions.Http1) => ($"{probe.Name} asks port {target.Port} by gRPC, which is HTTP/2", SetHttp2, null),
                (ProbeAction.HttpGet, HttpVersions.Http2) when probe.Probe.Scheme is { IsUnknown: false, Value: null or "HTTP" } => ($"{probe.Name} asks port {target.Port} by HTTP/1.1", "probe by grpc, or serve the probe on a port with Protocols Http1", null),
                _ => null,
            };
        }

        if (target.ServicePort is not { } port || ProtocolOf(port) is not { } protocol)
            return null;
        var name = port.AppProtocol.Value is { } app ? $"appProtocol {app}" : $"port '{port.Name.Value}'";
        return (protocol, spoken) switch
        {
            // Callers of gRPC begin with HTTP/2, whether or not a proxy stands between.
            ("http2", HttpVersions.Http1) when servesGrpc => ($"{name} of {Owner(target)} makes callers and proxies speak HTTP/2", SetHttp2, null),
            ("http2", HttpVersions.Http1) when isEnvoy => ($"{name} of {Owner(target)} makes Envoy speak HTTP/2", "give the port appProtocol http, or set Protocols to HttpProtocols.Http2", "http"),
            ("http1", HttpVersions.Http2) when isEnvoy => ($"{name} of {Owner(target)} makes Envoy speak HTTP/1.1", "give the port appProtocol " + (servesGrpc ? "grpc" : "http2"), servesGrpc ? "grpc" : "http2"),
            _ => null,
        };
    }

    /// <summary>Whether Envoy speaks what the name of a port says, and nothing tells it otherwise.</summary>
    private static bool IsEnvoyByTheName(Placement placement, KubernetesResource variant)
        => placement.MeshOf(variant) is { State: MeshState.Meshed, Mesh: "istio", IsAmbient: false }
            && !placement.Model.Resources.Any(static r => r.Spec is EnvoyFilterSpec
                || r.Spec is DestinationRuleSpec rule && (MayChooseVersion(rule.TrafficPolicy) || rule.Subsets.Any(static subset => MayChooseVersion(subset.TrafficPolicy))));

    private static bool MayChooseVersion(Field<TrafficPolicy> policy)
        => !policy.IsAbsent && (policy.Value is not { } known || MayChooseVersion(known) || !known.Ports.IsComplete || known.Ports.Any(static port => MayChooseVersion(port.Policy)));

    private static bool MayChooseVersion(TrafficPolicy policy)
        => policy.ConnectionPool is { IsAbsent: false } pool && (pool.Value is not { } bounds || !bounds.H2UpgradePolicy.IsAbsent || !bounds.UseClientProtocol.IsAbsent);

    private static string Owner(PodTarget target)
    {
        // "Service 'web' sends to" without its verb.
        var end = target.Caller.LastIndexOf('\'');
        return target.Caller.Substring(0, end + 1);
    }

    /// <summary>What Istio takes a port for: its appProtocol, else the first part of its name; null where it looks for itself, or where the port is no HTTP.</summary>
    private static string? ProtocolOf(ServicePort port)
    {
        if (port.AppProtocol.IsUnknown || port.AppProtocol.IsAbsent && port.Name.Value is null)
            return null;
        var text = port.AppProtocol.Value ?? port.Name.Value!;
        if (text == "kubernetes.io/h2c")
            return "http2";
        if (text.StartsWith("grpc-web", StringComparison.OrdinalIgnoreCase))
            return null;
        var dash = text.IndexOf('-');
        return (dash < 0 ? text : text.Substring(0, dash)).ToLowerInvariant() switch
        {
            "grpc" or "http2" or "h2c" => "http2",
            "http" => "http1",
            _ => null,
        };
    }

    /// <summary>The sentence of the gRPC template that tells browsers to go away.</summary>
    private static bool IsWelcomePage(ServedEndpoint endpoint) => endpoint is { Pattern: "/", Kind: EndpointKind.Route };
}
