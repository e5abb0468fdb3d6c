using System.Globalization;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>What of a connection string may be shown: server and database. User, password and options stay behind.</summary>
/// <param name="Server">The server, with its port where one is written.</param>
/// <param name="Database">The database.</param>
internal readonly record struct ConnectionParts(string? Server, string? Database)
{
    private static readonly string[] ServerKeys = ["server", "host", "data source", "datasource", "address", "addr", "network address", "endpoint", "accountendpoint", "hostname"];
    private static readonly string[] DatabaseKeys = ["database", "initial catalog", "db"];

    /// <summary>The parts of <c>Server=…;Database=…</c>, <c>mongodb://host/db</c> or <c>host:6379,ssl=true</c>.</summary>
    public static ConnectionParts Of(string? text)
    {
        if (text is null)
            return default;
        text = text.Trim();
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && text.IndexOf('=') is var equals && (equals < 0 || equals > scheme))
            return OfUrl(text.Substring(scheme + 3));
        if (text.IndexOf('=') < 0 || text.IndexOf(',') is var comma && comma > 0 && comma < text.IndexOf('='))
            return OfHost(text.Split(',')[0]);

        string? server = null;
        string? database = null;
        string? port = null;
        foreach (var part in text.Split(';'))
        {
            var at = part.IndexOf('=');
            if (at <= 0)
                continue;
            var key = part.Substring(0, at).Trim().ToLowerInvariant();
            var value = part.Substring(at + 1).Trim().Trim('"', '\'');
            if (Array.IndexOf(ServerKeys, key) >= 0)
                server ??= value;
            else if (Array.IndexOf(DatabaseKeys, key) >= 0)
                database ??= value;
            else if (key == "port")
                port ??= value;
        }

        if (server is null)
            return new(null, Shown(database));
        if (server.IndexOf("://", StringComparison.Ordinal) is > 0 and var inner)
            return OfUrl(server.Substring(inner + 3)) with { Database = Shown(database) };
        server = server.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) ? server.Substring(4) : server;
        if (port is not null && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _) && server.IndexOf(':') < 0)
            server += ":" + port;
        return new(Shown(server.Replace(",", ":")), Shown(database));
    }

    /// <summary>The file of <c>Data Source=orders.db</c>, without its folders.</summary>
    public static string? FileOf(string? text)
    {
        if (text is null || text.IndexOf('=') < 0)
            return null;
        foreach (var part in text.Split(';'))
        {
            var at = part.IndexOf('=');
            if (at > 0 && part.Substring(0, at).Trim().ToLowerInvariant() is "data source" or "datasource" or "filename")
                return Shown(part.Substring(at + 1).Trim().Split('/', '\\').Last());
        }

        return null;
    }

    private static ConnectionParts OfHost(string text) => new(text.IndexOf('@') >= 0 || text.IndexOf(' ') >= 0 ? null : Shown(text), null);

    private static ConnectionParts OfUrl(string rest)
    {
        var end = rest.IndexOfAny(['?', '#']);
        rest = end < 0 ? rest : rest.Substring(0, end);
        // What stands before the last @ is the user, also where a password holds a slash.
        var at = rest.LastIndexOf('@');
        rest = rest.Substring(at + 1);
        var slash = rest.IndexOf('/');
        return slash < 0 ? new(Shown(rest), null) : new(Shown(rest.Substring(0, slash)), Shown(rest.Substring(slash + 1).Trim('/')));
    }

    // A name is short and has none of the marks of text that is put together or protected.
    private static string? Shown(string? name)
        => string.IsNullOrWhiteSpace(name) || name!.Length > 200 || name.IndexOfAny(['=', '@', ' ', '{', '}', '<', '>', '$', '%']) >= 0 ? null : name;
}
