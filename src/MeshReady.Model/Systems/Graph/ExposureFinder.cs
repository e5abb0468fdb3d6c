using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>Finds what opens services to the outside.</summary>
internal static class ExposureFinder
{
    /// <summary>Adds to each service what the manifests, Compose files and AppHosts open.</summary>
    /// <param name="nodes">The services.</param>
    /// <param name="sets">The manifests.</param>
    /// <param name="services">The Services of Kubernetes, each with what stands behind it.</param>
    public static void Find(IReadOnlyList<ServiceNode> nodes, FactSets sets, IReadOnlyDictionary<KubernetesResource, Target> services)
    {
        foreach (var pair in services.Where(static pair => pair.Value.Node is not null))
        {
            if (pair.Key.Spec is ServiceSpec { Type: { IsKnown: true, Value: "NodePort" or "LoadBalancer" } type })
                pair.Value.Node!.Exposures.Add(new(type.Value!, new(pair.Key.Path, Line(type.Line, pair.Key)), IsGateway: false));
        }

        foreach (var set in sets.Sets)
        {
            foreach (var resource in set.Model.Resources)
            {
                foreach (var (kind, host, line) in Openings(resource))
                {
                    var answer = set.Model.Services.Find(new MeshCall(host) { CallerNamespace = resource.Namespace.Value });
                    if (answer.Verdict == ServiceVerdict.Found && answer.Services.Count > 0 && services.TryGetValue(answer.Services[0], out var target) && target.Node is { } node)
                        node.Exposures.Add(new(kind, new(resource.Path, Line(line, resource)), IsGateway: true));
                }
            }
        }

        foreach (var node in nodes)
        {
            node.Exposures.AddRange(node.Compose.Where(static entry => entry.Service.Ports.Count > 0)
                .Select(static entry => new Exposure("compose ports", new(entry.File.Path, Math.Max(1, entry.Service.Ports[0].Line)), IsGateway: false)));
            if (node.Aspire is { IsExternal: true } resource)
                node.Exposures.Add(new("Aspire", resource.Place, IsGateway: false));
        }
    }

    private static int Line(int line, KubernetesResource resource) => line > 0 ? line : resource.Line;

    private static IEnumerable<(string Kind, string Host, int Line)> Openings(KubernetesResource resource) => resource.Spec switch
    {
        IngressSpec ingress => ingress.Rules.SelectMany(static rule => rule.Paths).Select(static path => path.Backend).Append(ingress.DefaultBackend)
            .Where(static backend => backend is { IsKnown: true, Value.Service.IsKnown: true })
            .Select(static backend => ("Ingress", backend.Value!.Service.Value!, backend.Line)),
        VirtualServiceSpec service when service.Gateways.Any(static gateway => gateway is { IsKnown: true, Value: not VirtualServiceSpec.MeshGateway })
            => service.Http.SelectMany(static route => route.Destinations).Where(static d => d.Host.IsKnown).Select(static d => ("Gateway", d.Host.Value!, d.Line)),
        GatewayRouteSpec route when route.Parents.Any(static parent => parent.Kind is { IsUnknown: false, Value: null or "Gateway" })
            => route.Rules.SelectMany(static rule => rule.Destinations).Where(static d => d.Host.IsKnown).Select(static d => ("Gateway", d.Host.Value!, d.Line)),
        _ => [],
    };
}
