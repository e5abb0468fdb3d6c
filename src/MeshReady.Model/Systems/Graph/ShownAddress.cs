using MeshReady.Model.Addresses;

namespace MeshReady.Model.Systems;

/// <summary>What may be shown of an address or a connection string: never a user, a password, a token or a query.</summary>
/// <param name="Scheme">The scheme; null where there is none.</param>
/// <param name="Host">The host; the first of several.</param>
/// <param name="Port">Its port.</param>
/// <param name="Database">The database.</param>
/// <param name="Name">A plain word that names something; only where there is no host.</param>
internal sealed record ShownAddress(string? Scheme, string? Host, int? Port, string? Database, string? Name)
{
    private const int LongestText = 8192;

    private static readonly string[] HostKeys = ["server", "host", "data source", "datasource", "hostname", "address", "addr", "network address", "endpoint"];
    private static readonly string[] DatabaseKeys = ["database", "initial catalog"];

    /// <summary>Reads a URL, <c>host:port</c>, a connection string or a plain word; null for anything else. Never throws.</summary>
    public static ShownAddress? TryParse(string? text)
    {
        text = text?.Trim();
        if (text is null || text.Length is 0 or > LongestText)
            return null;
        if (text.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme && (text.IndexOf('=') is var sign && (sign < 0 || sign > scheme)))
            return OfUrl(text.Substring(0, scheme).ToLowerInvariant(), text.Substring(scheme + 3));
        if (text.IndexOf(';') >= 0 || text.IndexOf('=') is > 0 and var equals && text.IndexOf(',') is var comma && (comma < 0 || comma > equals))
            return OfPairs(text);

        // Redis and Kafka: the first of several servers, then options.
        var first = text.Split(',')[0].Trim();
        if (ServiceAddress.TryParse(first) is { } address)
            return new(address.Scheme, address.Host, address.Port, null, null);
        return HostName.IsValid(first) ? first == text ? new(null, null, null, null, text) : new(null, first, null, null, null) : null;
    }

    private static ShownAddress? OfUrl(string scheme, string rest)
    {
        var end = rest.IndexOfAny(['/', '?', '#']);
        var authority = end < 0 ? rest : rest.Substring(0, end);

        // http://user:12/34@host: a slash in a password would make half of it look like a port.
        if (authority.IndexOf('@') < 0 && authority.IndexOf(':') >= 0 && end >= 0 && rest.IndexOf('@', end) >= 0)
            return null;
        if (ServiceAddress.TryParse(scheme + "://" + rest) is { } address)
            return new(address.Scheme, address.Host, address.Port, null, null);
        var server = authority.Substring(authority.LastIndexOf('@') + 1).Split(',')[0];
        var parsed = Server(server);
        if (parsed is null)
            return null;
        var path = end >= 0 && rest[end] == '/' ? rest.Substring(end + 1).Split('?', '#', '/')[0] : "";
        return parsed with { Scheme = scheme, Database = path.Length > 0 && IsDatabaseScheme(scheme) ? path : null };
    }

    private static bool IsDatabaseScheme(string scheme) => scheme is "mongodb" or "mongodb+srv" or "postgres" or "postgresql" or "mysql" or "sqlserver";

    private static ShownAddress? OfPairs(string text)
    {
        string? host = null, database = null, port = null;
        foreach (var part in text.Split(';'))
        {
            var equals = part.IndexOf('=');
            if (equals <= 0)
                continue;
            var key = part.Substring(0, equals).Trim().ToLowerInvariant();
            var value = part.Substring(equals + 1).Trim().Trim('"', '\'');
            if (host is null && Array.IndexOf(HostKeys, key) >= 0)
                host = value;
            else if (database is null && Array.IndexOf(DatabaseKeys, key) >= 0)
                database = value;
            else if (port is null && key == "port")
                port = value;
        }

        if (host is not null && host.IndexOf("://", StringComparison.Ordinal) > 0)
            return TryParse(host) is { } url ? url with { Database = database ?? url.Database } : null;
        if (host is null || Server(host) is not { } server)
            return database is null ? null : new(null, null, null, database, null);
        return server with { Port = server.Port ?? Number(port), Database = database };
    }

    // tcp:sql-1,1433 and sql-1\instance are SQL Server's; host:port everybody's.
    private static ShownAddress? Server(string text)
    {
        foreach (var protocol in new[] { "tcp:", "np:", "lpc:" })
        {
            if (text.StartsWith(protocol, StringComparison.OrdinalIgnoreCase))
                text = text.Substring(protocol.Length);
        }

        var parts = text.Split(',', '\\')[0].Trim();
        var port = text.IndexOf(',') is > 0 and var comma ? Number(text.Substring(comma + 1)) : null;
        if (parts is "." or "(local)" || parts.StartsWith("(localdb)", StringComparison.OrdinalIgnoreCase))
            parts = "localhost";
        if (ServiceAddress.TryParse(parts) is { } address)
            return new(null, address.Host, address.Port ?? port, null, null);
        return HostName.IsValid(parts) ? new(null, parts, port, null, null) : null;
    }

    private static int? Number(string? text) => int.TryParse(text?.Trim(), out var number) && number is > 0 and <= 65535 ? number : null;

    /// <summary>As it is shown.</summary>
    public override string ToString()
        => Name ?? (Scheme is null ? "" : Scheme + "://") + Host + (Port is { } port ? ":" + port : "") + (Database is null ? "" : "/" + Database);
}
