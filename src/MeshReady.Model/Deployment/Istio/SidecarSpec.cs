using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>What becomes of calls to hosts that the mesh does not know.</summary>
public enum OutboundTraffic
{
    /// <summary>They pass.</summary>
    AllowAny,

    /// <summary>They fail.</summary>
    RegistryOnly,
}

/// <summary>An Istio Sidecar: what the proxies of some workloads know and let through.</summary>
/// <param name="WorkloadLabels">The workloads; all of the namespace where empty.</param>
/// <param name="EgressHosts">The hosts that callers may see, as <c>namespace/host</c>; all where absent.</param>
/// <param name="Outbound">What becomes of unknown hosts; unknown where <c>outboundTrafficPolicy</c> is empty.</param>
/// <param name="InboundConnectionPool">The bounds of connections to the workload itself.</param>
public sealed record SidecarSpec(
    FieldMap WorkloadLabels,
    FieldList<Field<string>> EgressHosts,
    Field<OutboundTraffic> Outbound,
    Field<ConnectionPool> InboundConnectionPool) : ResourceSpec
{
    /// <summary>Whether it says where the proxy hands requests on (<c>ingress</c>), which may be localhost.</summary>
    public bool LeadsInbound { get; init; }

    internal static SidecarSpec Read(YamlNode? spec)
    {
        var egress = spec.At("egress").AsParts(static listener => listener.At("hosts").AsTexts());
        return new(
            spec.At("workloadSelector").At("labels").AsMap(),
            new([.. egress.SelectMany(static hosts => hosts)], egress.IsComplete && egress.All(static hosts => hosts.IsComplete), egress.Line),
            // An empty block means REGISTRY_ONLY by the accident that it is the first of the modes; nobody who writes it means that.
            ReadOutbound(spec.At("outboundTrafficPolicy"), isKnownWhereEmpty: false),
            spec.At("inboundConnectionPool").AsPart(ConnectionPool.Read))
        {
            LeadsInbound = spec.At("ingress") is not null,
        };
    }

    internal static Field<OutboundTraffic> ReadOutbound(YamlNode? policy, bool isKnownWhereEmpty)
    {
        if (policy is null or YamlScalar { Value: null })
            return default;
        var mode = policy.At("mode").AsText();
        return mode switch
        {
            { Value: "ALLOW_ANY" } => Field.Known(OutboundTraffic.AllowAny, mode.Line),
            { Value: "REGISTRY_ONLY" } => Field.Known(OutboundTraffic.RegistryOnly, mode.Line),
            { IsAbsent: true } when policy is YamlMap && isKnownWhereEmpty => default,
            _ => Field.Unknown<OutboundTraffic>(policy.Line),
        };
    }
}
