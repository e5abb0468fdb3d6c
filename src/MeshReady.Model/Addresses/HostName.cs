using System.Net;
using System.Net.Sockets;

namespace MeshReady.Model.Addresses;

/// <summary>Tells what can stand where a host stands: a DNS name, an IP address or a bind wildcard.</summary>
internal static class HostName
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    /// <summary>Whether <paramref name="host"/> is a name, an IPv4 address, a bracketed IPv6 address or a wildcard.</summary>
    public static bool IsValid(string host) => IsWildcard(host) || TryParseIp(host) is not null || IsDnsName(host);

    /// <summary>Whether <paramref name="host"/> stands for every address of a machine, so that it can be listened on but never called.</summary>
    public static bool IsWildcard(string host) => host is "+" or "*" or "0.0.0.0" or "[::]" or "::";

    /// <summary>The address that <paramref name="host"/> writes down (dotted quad, or IPv6 with or without brackets), or null.</summary>
    public static IPAddress? TryParseIp(string host)
    {
        var bracketed = host.Length > 2 && host[0] == '[' && host[host.Length - 1] == ']';
        var text = bracketed ? host.Substring(1, host.Length - 2) : host;
        var v6 = text.IndexOf(':') >= 0;
        if (bracketed && !v6 || !v6 && !IsDottedQuad(text))
            return null;

        // A zone (fe80::1%eth0) names an interface of one machine; the address is what precedes it.
        var zone = text.IndexOf('%');
        if (zone >= 0)
            text = text.Substring(0, zone);
        if (!IPAddress.TryParse(text, out var address))
            return null;
        return address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private static bool IsDottedQuad(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4
            && Array.TrueForAll(parts, part => part.Length is > 0 and <= 3 && part.All(IsDigit) && int.Parse(part) <= 255);
    }

    // Underscores are no part of host names by the letter, but Compose and Aspire (_endpoint.service) write them.
    private static bool IsDnsName(string host)
    {
        var name = host.EndsWith(".", StringComparison.Ordinal) ? host.Substring(0, host.Length - 1) : host;
        if (name.Length is 0 or > LongestName)
            return false;
        var labels = name.Split('.');
        return Array.TrueForAll(labels, IsLabel) && !labels[labels.Length - 1].All(IsDigit);
    }

    private static bool IsLabel(string label)
        => label.Length is > 0 and <= LongestLabel
            && label[0] != '-'
            && label[label.Length - 1] != '-'
            && label.All(c => char.IsLetterOrDigit(c) || c is '-' or '_');

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
