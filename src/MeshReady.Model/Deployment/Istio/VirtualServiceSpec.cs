using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An Istio VirtualService: how requests to its hosts are routed, timed and repeated.</summary>
/// <param name="Hosts">The hosts; short names belong to the VirtualService's own namespace. None for a delegate.</param>
/// <param name="Gateways">Where it acts; <c>mesh</c> (every sidecar) where absent.</param>
/// <param name="ExportTo">The namespaces whose callers see it; all where absent.</param>
/// <param name="Http">The HTTP routes; the first that matches serves.</param>
/// <param name="RoutesConnections">Whether it has <c>tcp</c> or <c>tls</c> routes as well; null where unknown.</param>
public sealed record VirtualServiceSpec(
    FieldList<Field<string>> Hosts,
    FieldList<Field<string>> Gateways,
    FieldList<Field<string>> ExportTo,
    FieldList<HttpRoute> Http,
    bool? RoutesConnections) : ResourceSpec
{
    /// <summary>The word for all sidecars among <see cref="Gateways"/>.</summary>
    public const string MeshGateway = "mesh";

    /// <summary>Whether sidecars see it, rather than gateways alone; null where unknown.</summary>
    public bool? ActsInMesh => InMesh(Gateways);

    internal static bool? InMesh(FieldList<Field<string>> gateways)
        => gateways.IsEmpty || gateways.Any(static gateway => gateway.Value == MeshGateway) ? true
            : gateways.IsComplete ? false
            : null;

    internal static VirtualServiceSpec Read(YamlNode? spec)
    {
        var (tcp, tls) = (spec.At("tcp"), spec.At("tls"));
        return new(
            spec.At("hosts").AsTexts(),
            spec.At("gateways").AsTexts(),
            spec.At("exportTo").AsTexts(),
            spec.At("http").AsParts(HttpRoute.Read),
            tcp is YamlList || tls is YamlList ? true : tcp is YamlUnknown || tls is YamlUnknown ? null : false);
    }
}
