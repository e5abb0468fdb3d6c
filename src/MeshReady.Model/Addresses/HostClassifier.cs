using System.Net;
using System.Net.Sockets;

namespace MeshReady.Model.Addresses;

/// <summary>
/// Tells services from identifiers and from the outside world by their host alone. The settings win over the built-in
/// knowledge: first the excluded hosts, then the external ones, then the internal ones.
/// </summary>
/// <param name="internalHosts">Globs (<c>*.corp.contoso.com</c>) of hosts that are services of the system.</param>
/// <param name="externalHosts">Globs of hosts that are not, whatever they look like.</param>
/// <param name="excludeHosts">Globs of hosts that are never reported.</param>
/// <param name="namespaces">Namespaces known from manifests: with <c>shop</c> among them, <c>orders.shop</c> is a name of the cluster.</param>
public sealed class HostClassifier(
    IReadOnlyList<string> internalHosts,
    IReadOnlyList<string> externalHosts,
    IReadOnlyList<string> excludeHosts,
    IReadOnlyList<string>? namespaces = null)
{
    private readonly HashSet<string> _namespaces = new(namespaces ?? [], StringComparer.OrdinalIgnoreCase);

    /// <summary>The class of <paramref name="host"/> (a name or an address, IPv6 with or without brackets, no port). Never throws.</summary>
    public HostClass Classify(string host)
    {
        var name = (host ?? "").Trim().TrimEnd('.').ToLowerInvariant();
        if (name.Length == 0)
            return HostClass.Unknown;
        if (MatchesAny(excludeHosts, name))
            return HostClass.Identifier;
        if (MatchesAny(externalHosts, name))
            return HostClass.External;

        var natural = ClassifyByForm(name);
        return MatchesAny(internalHosts, name) && !IsService(natural) ? HostClass.PrivateName : natural;
    }

    /// <summary>Whether a host of this class is another service of the system (or the machine that stands in for it during development).</summary>
    public bool IsService(HostClass hostClass)
        => hostClass is HostClass.Loopback or HostClass.LogicalSingleLabel or HostClass.ClusterFqdn
            or HostClass.PrivateIp or HostClass.ContainerHost or HostClass.PrivateName;

    private HostClass ClassifyByForm(string name)
    {
        if (HostName.IsWildcard(name))
            return HostClass.Unknown;
        if (HostName.TryParseIp(name) is { } address)
            return IpRanges.Classify(address);
        if (!HostName.IsValid(name))
            return HostClass.Unknown;

        // Aspire asks for a named endpoint with a first label of its own: _dashboard.basket.
        if (name[0] == '_' && name.IndexOf('.') is > 0 and var dot)
            name = name.Substring(dot + 1);

        if (name is "localhost" or "localhost.localdomain" or "ip6-localhost" or "ip6-loopback")
            return HostClass.Loopback;
        if (name is "metadata.google.internal" or "instance-data.ec2.internal")
            return HostClass.Metadata;
        if (KnownHosts.IsContainerHost(name))
            return HostClass.ContainerHost;
        if (KnownHosts.IsIdentifier(name))
            return HostClass.Identifier;

        var labels = name.Split('.');
        if (labels.Length == 1)
            return HostClass.LogicalSingleLabel;
        if (IsClusterName(labels))
            return HostClass.ClusterFqdn;
        return KnownHosts.IsPrivateTopLevel(name) ? HostClass.PrivateName : HostClass.External;
    }

    private bool IsClusterName(string[] labels)
    {
        var last = labels[labels.Length - 1];

        // name.namespace.svc with whatever cluster domain follows; orders.svc is written by people who have one namespace.
        return last == "svc"
            || Array.IndexOf(labels, "svc") >= 2
            || last == "local" && labels[labels.Length - 2] is "cluster" or "clusterset"
            || labels.Length == 2 && _namespaces.Contains(last);
    }

    private static bool MatchesAny(IReadOnlyList<string> globs, string host)
    {
        foreach (var glob in globs)
        {
            if (HostGlob.Matches(glob.Trim(), host))
                return true;
        }

        return false;
    }

    private static class IpRanges
    {
        public static HostClass Classify(IPAddress address)
        {
            if (IPAddress.IsLoopback(address))
                return HostClass.Loopback;
            var bytes = address.GetAddressBytes();
            return address.AddressFamily == AddressFamily.InterNetwork ? Version4(bytes) : Version6(bytes);
        }

        private static HostClass Version4(byte[] b) => (b[0], b[1], b[2], b[3]) switch
        {
            (169, 254, 169, 254) => HostClass.Metadata,
            (0, _, _, _) or ( >= 224, _, _, _) => HostClass.Unknown,
            (192, 0, 2, _) or (198, 51, 100, _) or (203, 0, 113, _) => HostClass.Identifier,
            (10, _, _, _) or (172, >= 16 and <= 31, _, _) or (192, 168, _, _) or (169, 254, _, _) => HostClass.PrivateIp,
            (100, >= 64 and <= 127, _, _) => HostClass.PrivateIp,
            _ => HostClass.PublicIp,
        };

        private static HostClass Version6(byte[] b)
        {
            var isMetadata = b[0] == 0xfd && b[1] == 0 && b[2] == 0x0e && b[3] == 0xc2 && b[14] == 0x02 && b[15] == 0x54;
            return (b[0], b[1], b[2], b[3]) switch
            {
                _ when isMetadata => HostClass.Metadata,
                (0xff, _, _, _) or (0, 0, 0, 0) => HostClass.Unknown,
                (0x20, 0x01, 0x0d, 0xb8) => HostClass.Identifier,
                (0xfc or 0xfd, _, _, _) or (0xfe, >= 0x80 and <= 0xbf, _, _) => HostClass.PrivateIp,
                _ => HostClass.PublicIp,
            };
        }
    }
}
