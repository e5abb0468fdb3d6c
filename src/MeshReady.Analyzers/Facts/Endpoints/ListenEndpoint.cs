using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Endpoints;

/// <summary>What an endpoint of Kestrel speaks.</summary>
[Flags]
internal enum HttpVersions
{
    None = 0,
    Http1 = 1,
    Http2 = 2,
    Http3 = 4,
}

/// <summary>A place at which a server listens.</summary>
/// <param name="Host">The address: <c>*</c> for all of them, <c>localhost</c>, or an IP.</param>
/// <param name="Port">The port; null where it is not known.</param>
/// <param name="IsTls">Whether it expects TLS.</param>
/// <param name="Versions">What it is told to speak; null where the defaults decide.</param>
/// <param name="Source">What says so, for a message: <c>UseUrls</c>, <c>ASPNETCORE_URLS</c>.</param>
/// <param name="Node">Where the code says so; null where it is not the code.</param>
internal sealed record ListenEndpoint(string Host, int? Port, bool IsTls, HttpVersions? Versions, string Source, SyntaxNode? Node)
{
    /// <summary>Whether nobody outside the pod reaches it.</summary>
    public bool IsLoopback => Host is "localhost" or "[::1]" or "::1" || Host.StartsWith("127.", StringComparison.Ordinal);

    /// <summary>Without TLS a client that may speak both is answered in HTTP/1.1: there is nothing to agree by.</summary>
    public HttpVersions? Spoken => Versions is not { } versions ? null
        : IsTls || (versions & HttpVersions.Http1) == 0 ? versions
        : HttpVersions.Http1;

    /// <inheritdoc/>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}:{1}", Host, Port);

    /// <summary>The endpoints of <c>http://+:80;https://*:443</c>; null where one of them cannot be read.</summary>
    public static List<ListenEndpoint>? OfUrls(string urls, string source, SyntaxNode? node)
    {
        var found = new List<ListenEndpoint>();
        foreach (var part in urls.Split([';', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var url = part.Trim();
            if (url.Length == 0)
                continue;
            var scheme = url.IndexOf("://", StringComparison.Ordinal);
            if (scheme < 0)
                return null;
            var isTls = string.Equals(url.Substring(0, scheme), "https", StringComparison.OrdinalIgnoreCase);
            if (!isTls && !string.Equals(url.Substring(0, scheme), "http", StringComparison.OrdinalIgnoreCase))
                return null;
            var authority = url.Substring(scheme + 3);
            var slash = authority.IndexOf('/');
            authority = slash < 0 ? authority : authority.Substring(0, slash);
            var colon = authority.LastIndexOf(':');
            if (colon >= 0 && authority.IndexOf(']', colon) >= 0)
                colon = -1;
            var port = isTls ? 443 : 80;
            if (colon >= 0 && !int.TryParse(authority.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port == 0)
                return null;
            found.Add(new(HostOf(colon < 0 ? authority : authority.Substring(0, colon)), port, isTls, null, source, node));
        }

        return found.Count > 0 ? found : null;
    }

    // Kestrel takes every name that is neither an address nor localhost for "all addresses".
    private static string HostOf(string host)
        => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) ? "localhost"
            : host is "0.0.0.0" or "[::]" ? "*"
            : host.StartsWith("[", StringComparison.Ordinal) || host.Split('.') is { Length: 4 } parts && parts.All(static p => byte.TryParse(p, out _)) ? host
            : "*";
}
