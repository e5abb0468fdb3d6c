using System.Net;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Addresses;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>Tells the addresses of services, which have names, from those that are the name: resolvers, agents of the node, broadcasts.</summary>
internal static class IpLiterals
{
    // Public resolvers, the platform services of clouds (Azure, Alibaba, the Android emulator's host): no DNS name stands for them.
    private static readonly HashSet<string> Fixed = new(StringComparer.Ordinal)
    {
        "8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "149.112.112.112", "208.67.222.222", "208.67.220.220", "168.63.129.16", "100.100.100.200", "10.0.2.2",
    };

    /// <summary>Whether the host is the IP address of a service that should be called by name.</summary>
    public static bool IsService(RuleContext context, ServiceAddress address)
        => context.Project.Hosts.Classify(address.Host) is HostClass.PrivateIp or HostClass.PublicIp && !IsFixed(address.Host);

    /// <summary>
    /// Whether MSA0103 speaks of an address that another rule has found in the code, so that the other is silent: to read a pod's address from
    /// configuration would leave the worse half of the mistake. Where configuration only lacks the value, the fallback is the mistake (MSA0102).
    /// </summary>
    public static bool SpeakOf(RuleContext context, ServiceAddress address) => IsService(context, address) && context.IsEnabled("MSA0103");

    private static bool IsFixed(string host)
    {
        if (Fixed.Contains(host) || !IPAddress.TryParse(host.Trim('[', ']'), out var address))
            return true;

        // Link-local addresses are agents of the node, and 255 at the end is a broadcast.
        var bytes = address.GetAddressBytes();
        return address.IsIPv6LinkLocal || bytes.Length == 4 && (bytes[0] == 169 && bytes[1] == 254 || bytes[3] == 255);
    }
}
