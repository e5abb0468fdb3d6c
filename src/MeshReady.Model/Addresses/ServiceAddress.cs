namespace MeshReady.Model.Addresses;

/// <summary>The part of an address that says which service is called: scheme, host and port, and nothing that could be secret.</summary>
public sealed class ServiceAddress
{
    private const int LongestText = 8192;

    private static readonly HashSet<string> Schemes = new(StringComparer.OrdinalIgnoreCase)
    {
        "http", "https", "ws", "wss", "grpc", "dns", "tcp", "amqp", "amqps", "redis", "nats",
        "https+http", "http+https", "net.tcp",
    };

    private ServiceAddress(string? scheme, string host, int? port)
    {
        Scheme = scheme;
        Host = host;
        Port = port;
    }

    /// <summary>The scheme in lower case, or null where the text is a bare <c>host:port</c>.</summary>
    public string? Scheme { get; }

    /// <summary>The host as written: a name, an IPv4 address, an IPv6 address in brackets, or a bind wildcard (<c>+</c>, <c>*</c>).</summary>
    public string Host { get; }

    /// <summary>The port as written (1 to 65535), or null where the scheme's own port is meant.</summary>
    public int? Port { get; }

    /// <summary>The address for a message, <c>scheme://host:port</c>: never user information, path or query.</summary>
    public string Display => (Scheme is null ? "" : Scheme + "://") + Host + (Port is { } port ? ":" + port : "");

    /// <summary>
    /// Reads an absolute URL of a scheme that services speak, or <c>host:port</c> with an optional path. Returns null for
    /// everything else: bare words, relative paths, lists of addresses, connection strings, other schemes, ports out of
    /// range. In gRPC's <c>dns://server/host:port</c> the host is the target, not the name server. Never throws.
    /// </summary>
    public static ServiceAddress? TryParse(string? text)
    {
        if (text is null || text.Length > LongestText)
            return null;
        text = text.Trim();

        var colon = text.IndexOf(':');
        if (colon <= 0 && !text.StartsWith("[", StringComparison.Ordinal))
            return null;

        var separator = text.IndexOf("://", StringComparison.Ordinal);
        if (separator == colon && separator > 0)
            return FromUrl(text.Substring(0, separator).ToLowerInvariant(), text.Substring(separator + 3));

        return text.StartsWith("dns:", StringComparison.OrdinalIgnoreCase) && text.IndexOf(':', 4) > 0
            ? FromAuthority("dns", text.Substring(4))
            : FromHostAndPort(text);
    }

    /// <inheritdoc />
    public override string ToString() => Display;

    private static ServiceAddress? FromUrl(string scheme, string rest)
    {
        if (!Schemes.Contains(scheme))
            return null;

        if (scheme == "dns")
        {
            var slash = rest.IndexOf('/');
            return FromAuthority(scheme, slash < 0 ? rest : rest.Substring(slash + 1));
        }

        var end = rest.IndexOfAny(['/', '?', '#', '\\']);
        var authority = end < 0 ? rest : rest.Substring(0, end);

        // amqp://user:12/34@host: an unescaped slash in a password would make half of it look like a port.
        var at = authority.LastIndexOf('@');
        if (at < 0 && end >= 0 && authority.IndexOf(':') >= 0 && CarriesPasswords(scheme) && rest.IndexOf('@', end) >= 0)
            return null;

        return FromAuthority(scheme, authority.Substring(at + 1));
    }

    private static bool CarriesPasswords(string scheme) => scheme is "amqp" or "amqps" or "redis" or "nats";

    private static ServiceAddress? FromHostAndPort(string text)
    {
        var end = text.IndexOf('/');
        var address = FromAuthority(scheme: null, end < 0 ? text : text.Substring(0, end));
        return address?.Port is null ? null : address;
    }

    private static ServiceAddress? FromAuthority(string? scheme, string authority)
    {
        var bracket = authority.StartsWith("[", StringComparison.Ordinal) ? authority.IndexOf(']') : 0;
        if (bracket < 0)
            return null;

        var colon = authority.IndexOf(':', bracket);
        var host = colon < 0 ? authority : authority.Substring(0, colon);
        var portText = colon < 0 ? "" : authority.Substring(colon + 1);
        if (!HostName.IsValid(host))
            return null;
        if (portText.Length == 0)
            return new(scheme, host, port: null);

        return portText.Length <= 5 && portText.All(c => c is >= '0' and <= '9') && int.Parse(portText) is >= 1 and <= 65535 and var port
            ? new(scheme, host, port)
            : null;
    }
}
