using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using MeshReady.Model.Addresses;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>The server in a setting: never user information, password, query or path.</summary>
/// <param name="Scheme">The scheme in lower case; null where there is none.</param>
/// <param name="Host">The host.</param>
/// <param name="Port">The port; null where it is the usual one.</param>
/// <param name="Database">The database of a connection string.</param>
internal sealed record SettingAddress(string? Scheme, string Host, int? Port, string? Database)
{
    private static readonly string[] ServerKeys = ["Server", "Data Source", "DataSource", "Host", "Hostname", "Host Name", "Address", "Addr", "Network Address", "Servers", "Contact Points"];
    private static readonly string[] DatabaseKeys = ["Database", "Initial Catalog", "DB", "Database Name", "Default Keyspace"];
    private static readonly string[] UrlKeys = ["Endpoint", "AccountEndpoint", "BlobEndpoint", "QueueEndpoint", "TableEndpoint", "Url", "Uri"];

    private static readonly Regex Scheming = new(@"^(?<scheme>[a-z][a-z0-9+.\-]{0,30})://(?<rest>.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly Regex Plain = new(@"^[A-Za-z0-9_]([A-Za-z0-9_.\-]*[A-Za-z0-9_])?$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Schemes behind which a path is the database.</summary>
    private static readonly HashSet<string> Stores = new(StringComparer.OrdinalIgnoreCase)
    {
        "mongodb", "mongodb+srv", "postgres", "postgresql", "mysql", "mariadb", "sqlserver", "mssql", "redis", "rediss", "cassandra", "couchbase", "esdb", "esdb+discover",
    };

    /// <summary>Reads a URL, <c>host:port</c>, a list of them, or a connection string; null where the text is none.</summary>
    /// <param name="text">The value.</param>
    /// <param name="isSecret">Whether its key says that it is a secret: then only a URL counts.</param>
    public static SettingAddress? Of(string text, bool isSecret)
    {
        text = text.Trim();
        if (Scheming.Match(text) is { Success: true } url)
            return OfUrl(url.Groups["scheme"].Value.ToLowerInvariant(), url.Groups["rest"].Value);
        if (isSecret)
            return null;
        return text.IndexOf('=') > 0 ? OfPairs(text) : OfHosts(text);
    }

    /// <summary>Whether the text is a host as a person writes it, and no secret: a name or an address, without a port.</summary>
    public static bool IsHost(string text) => Plain.IsMatch(text.Trim()) && text.Any(char.IsLetter) != text.All(static c => char.IsDigit(c) || c == '.') && !PlainText.LooksSecret(text);

    private static SettingAddress? OfUrl(string scheme, string rest)
    {
        var end = rest.IndexOfAny(['/', '?', '#', '\\']);
        var authority = end < 0 ? rest : rest.Substring(0, end);
        var at = authority.LastIndexOf('@');

        // user:12/34@host: half of the password would look like a port.
        if (at < 0 && end >= 0 && rest.IndexOf('@', end) >= 0)
            return null;
        var first = authority.Substring(at + 1).Split(',')[0];
        if (HostAndPort(first) is not var (host, port))
            return null;
        var path = end >= 0 && rest[end] == '/' ? rest.Substring(end + 1).Split('?', '#', ';')[0] : "";
        return new SettingAddress(scheme, host, port, Stores.Contains(scheme) && path.IndexOf('/') < 0 ? DatabaseName(path) : null);
    }

    private static SettingAddress? OfHosts(string text)
    {
        // kafka-1:9092,kafka-2:9092: one of them stands for all; a lone word is no address.
        var first = text.Split(',', ';')[0].Trim();
        return first.IndexOf(':') > 0 && first.IndexOf(' ') < 0 && HostAndPort(first.Split('/')[0]) is (var host, { } port) && host.Any(char.IsLetter) ? new SettingAddress(null, host, port, null) : OfAddress(first);
    }

    private static SettingAddress? OfAddress(string text) => HostAndPort(text.Split('/')[0]) is (var host, { } port) && host.Count(static c => c == '.') == 3 ? new SettingAddress(null, host, port, null) : null;

    private static SettingAddress? OfPairs(string text)
    {
        // StackExchange.Redis: redis:6379,password=…,ssl=false
        var options = text.Split(',');
        if (text.IndexOf(';') < 0 && options.Length > 1 && options[0] is var server && server.IndexOf('=') < 0 && options.Skip(1).All(static option => option.IndexOf('=') > 0 || option.IndexOf(':') > 0))
            return HostAndPort(server.Trim()) is (var redis, var redisPort) ? new SettingAddress(null, redis, redisPort, null) : null;

        var builder = new DbConnectionStringBuilder();
        try
        {
            builder.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return null;
        }

        var database = DatabaseName(Value(builder, DatabaseKeys));
        if (Value(builder, ServerKeys) is { } said)
            return OfServer(said, Value(builder, ["Port"]), database);
        return Value(builder, UrlKeys) is { } address && Scheming.Match(address) is { Success: true } url && OfUrl(url.Groups["scheme"].Value.ToLowerInvariant(), url.Groups["rest"].Value) is { } service
            ? service with { Database = database ?? service.Database }
            : null;
    }

    /// <summary><c>tcp:sql,1433</c>, <c>sql\instance</c>, <c>one:5432,two:5432</c>; files and databases of the developer's machine are none.</summary>
    private static SettingAddress? OfServer(string server, string? port, string? database)
    {
        server = server.Trim();
        if (Scheming.Match(server) is { Success: true } url)
            return OfUrl(url.Groups["scheme"].Value.ToLowerInvariant(), url.Groups["rest"].Value) is { } whole ? whole with { Database = database ?? whole.Database } : null;
        foreach (var protocol in new[] { "tcp:", "np:", "lpc:", "admin:" })
        {
            if (server.StartsWith(protocol, StringComparison.OrdinalIgnoreCase))
                server = server.Substring(protocol.Length);
        }

        var comma = server.Split(',');
        if (comma.Length == 2 && Number(comma[1]) is { } sqlPort)
            return HostAndPort(InstanceFree(comma[0])) is (var sql, _) ? new SettingAddress(null, sql, sqlPort, database) : null;
        return HostAndPort(InstanceFree(comma[0])) is (var host, var own) && !host.EndsWith(".db", StringComparison.OrdinalIgnoreCase) && !host.EndsWith(".sqlite", StringComparison.OrdinalIgnoreCase) && !host.EndsWith(".sqlite3", StringComparison.OrdinalIgnoreCase)
            ? new SettingAddress(null, host, own ?? Number(port), database)
            : null;
    }

    private static string InstanceFree(string server) => server.Split('\\')[0].Trim();

    /// <summary>Host and port; null where the text is anything else, an address to listen on among it.</summary>
    private static (string Host, int? Port)? HostAndPort(string text)
    {
        var bracket = text.StartsWith("[", StringComparison.Ordinal) ? text.IndexOf(']') : 0;
        if (bracket < 0)
            return null;
        var colon = text.IndexOf(':', bracket);
        var host = colon < 0 ? text : text.Substring(0, colon);
        var port = colon < 0 ? null : Number(text.Substring(colon + 1));
        if (colon >= 0 && port is null || host is "0.0.0.0" or "[::]")
            return null;

        // One parser decides what a host is.
        return (IsHost(host) || bracket > 0) && ServiceAddress.TryParse("tcp://" + host) is not null ? (host, port) : null;
    }

    private static string? DatabaseName(string? text) => PlainText.Name(text) is { } name && name.IndexOfAny(['/', ':', '\\']) < 0 ? name : null;

    private static string? Value(DbConnectionStringBuilder builder, string[] keys)
    {
        foreach (var key in keys)
        {
            if (builder.TryGetValue(key, out var value) && value is string { Length: > 0 } text)
                return text;
        }

        return null;
    }

    private static int? Number(string? text) => int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535 ? number : null;
}
