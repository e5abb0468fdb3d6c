using System.Globalization;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Architecture;

/// <summary>Several services that each stand open to the outside have no common place for certificates, logins and limits.</summary>
public sealed class MSA1107NoGatewayRule : ISystemRule
{
    private const int Fewest = 3;

    // Files of Compose that no server runs, or that open databases and tools to the developer.
    private static readonly string[] ForDevelopment = ["override", "dev", "develop", "development", "local", "debug", "test", "tests", "integration", "infra", "infrastructure", "sample", "vs"];

    private static readonly HashSet<string> Proxies = new(StringComparer.Ordinal) { "envoy", "traefik", "nginx", "kong", "haproxy", "apisix", "ocelot", "yarp", "caddy", "gateway", "apigateway", "ingress", "krakend", "tyk", "gloo" };

    /// <inheritdoc/>
    public string Id => "MSA1107";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
    {
        if (settings.HasExternalGateway || HasGateway(graph))
            yield break;

        // Where a cluster runs the system, Compose serves the developer.
        var isCluster = graph.Services.Any(static service => service.Deployments.Count > 0);
        var published = Published(graph);
        (Service Service, Exposure Exposure)[] open = [.. graph.Services.Where(static service => service.Project is not null)
            .Select(service => (Service: service, Exposure: service.Exposures.FirstOrDefault(e => isCluster ? published.Contains(e.Place) : e.Kind == "compose ports" && IsDeployed(e.Place.Path))!))
            .Where(static pair => pair.Exposure is not null)];
        if (open.Length < Fewest)
            yield break;
        var kinds = string.Join(" and ", open.Select(static pair => pair.Exposure.Kind == "compose ports" ? "published ports of Compose" : "type " + pair.Exposure.Kind).Distinct(StringComparer.Ordinal).OrderBy(static kind => kind, StringComparer.Ordinal));
        yield return new SystemFinding(
            open[0].Exposure.Place,
            SystemSeverity.Info,
            [open.Length.ToString(CultureInfo.InvariantCulture), Listing.Of(open.Select(static pair => pair.Service.Name)), kinds])
        {
            Also = [.. open.Skip(1).Select(static pair => pair.Exposure.Place).Distinct()],
            Services = [.. open.Select(static pair => pair.Service.Name)],
        };
    }

    // What stands open in production to more than the network of the company.
    private static HashSet<Place> Published(SystemGraph graph)
        => new(graph.Sets.Sets.Where(static set => set.IsProduction).SelectMany(static set => set.Model.Resources)
            .Where(static resource => resource.Spec is ServiceSpec { Type: { IsKnown: true, Value: "LoadBalancer" or "NodePort" } } && !IsInternal(resource))
            .Select(static resource => new Place(resource.Path, ((ServiceSpec)resource.Spec!).Type.Line is > 0 and var line ? line : resource.Line)));

    // azure-load-balancer-internal: "true", load-balancer-type: Internal, aws-load-balancer-scheme: internal; what a template fills in may be one.
    private static bool IsInternal(KubernetesResource service)
        => !service.Annotations.IsComplete || service.Annotations.Entries.Any(static entry => entry.Key.IndexOf("load-balancer", StringComparison.Ordinal) >= 0
            && (entry.Value.IsUnknown || string.Equals(entry.Value.Value, "internal", StringComparison.OrdinalIgnoreCase) || entry.Key.EndsWith("internal", StringComparison.Ordinal) && entry.Value.Value != "false"));

    private static bool HasGateway(SystemGraph graph)
        => graph.Services.Any(static service => service.IsGateway || service.Exposures.Any(static e => e.IsGateway) || IsProxy(service.Name) || service.Project is { } project && IsProxy(project.Name))
            || graph.Sets.All.Resources.Any(static resource => resource.Kind is "Ingress" or "Gateway" or "HTTPRoute" or "IngressRoute" or "HTTPProxy" or "GRPCRoute" or "KongIngress" or "TCPIngress"
                || resource.IsWorkload && resource.PodTemplate is { } pod && pod.Containers.Any(static c => !c.IsProxy && c.Image.Value is { } image && IsProxy(NameForms.OfImage(image))))
            || graph.Sets.All.Files.Any(static file => file.Compose?.Services.Any(static service => IsProxy(service.Name) || service.ImageName.Value is { } image && IsProxy(image)) == true);

    private static bool IsProxy(string name) => NameForms.Kebab(name).Split('-').Any(Proxies.Contains) || NameForms.Squeeze(name).Contains("gateway");

    private static bool IsDeployed(string path) => !NameForms.Kebab(FilePath.NameOf(path)).Split('-', '.').Any(word => ForDevelopment.Contains(word));
}
