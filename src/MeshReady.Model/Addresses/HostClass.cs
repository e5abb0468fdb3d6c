namespace MeshReady.Model.Addresses;

/// <summary>What a host name says about where a call goes.</summary>
public enum HostClass
{
    /// <summary>Nothing can be said: a bind address (<c>+</c>, <c>*</c>, <c>0.0.0.0</c>, <c>[::]</c>), a multicast address or no host at all.</summary>
    Unknown,

    /// <summary><c>localhost</c>, 127.0.0.0/8 or <c>::1</c>.</summary>
    Loopback,

    /// <summary>A name without a dot, which only the orchestrator's DNS or service discovery can resolve: <c>orders</c>.</summary>
    LogicalSingleLabel,

    /// <summary>A name that is qualified for a cluster: <c>orders.shop.svc</c>, <c>orders.shop.svc.cluster.local</c>, or <c>orders.shop</c> where <c>shop</c> is a known namespace.</summary>
    ClusterFqdn,

    /// <summary>10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7 and link-local addresses.</summary>
    PrivateIp,

    /// <summary>Any other address that can be routed.</summary>
    PublicIp,

    /// <summary>The machine around the container: <c>host.docker.internal</c> and its like.</summary>
    ContainerHost,

    /// <summary>The metadata service of a cloud: 169.254.169.254.</summary>
    Metadata,

    /// <summary>A dotted name that nothing marks as internal.</summary>
    External,

    /// <summary>Not an address that is called: an XML namespace, a documentation name (RFC 2606, 6761, 5737), or a host that the settings exclude.</summary>
    Identifier,

    /// <summary>A dotted name that the public DNS cannot hold or that the settings call internal: <c>*.internal</c>, <c>*.local</c>, <c>*.lan</c>, <c>*.corp</c>.</summary>
    PrivateName,
}
