using MeshReady.Model.Addresses;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>Finds the server in texts that are more than an address: connection strings, host lists, bare hosts.</summary>
internal static class EndpointText
{
    private static readonly string[] HostKeys = ["host", "server", "data source", "datasource", "address", "addr", "network address", "hostname"];

    /// <summary>The first server that the text names; null where it names none (a file, an in-memory database).</summary>
    public static ServiceAddress? FindServer(string? text)
    {
        if (text is null || text.Length > 4096)
            return null;
        if (ServiceAddress.TryParse(text) is { } address)
            return address;

        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
        {
            // mongodb://user:password@first:27017,second:27017/db
            var authority = text.Substring(scheme + 3).Split('/', '?')[0];
            return ServiceAddress.TryParse("tcp://" + authority.Substring(authority.LastIndexOf('@') + 1).Split(',')[0]);
        }

        return text.IndexOf('=') >= 0 ? InConnectionString(text) : InHostList(text);
    }

    /// <summary>The server of a sink that takes a bare host.</summary>
    public static ServiceAddress? FindHost(string? text)
        => FindServer(text) ?? (text is { Length: > 0 and < 256 } && text.IndexOfAny([' ', '=', ';', '/', '\\', '(', '@']) < 0 ? ServiceAddress.TryParse("tcp://" + text) : null);

    /// <summary>The server for a message: without the scheme that the text does not have.</summary>
    public static string Show(ServiceAddress server, string text)
        => server.Scheme == "tcp" && text.IndexOf("tcp://", StringComparison.OrdinalIgnoreCase) < 0 ? server.Display.Substring("tcp://".Length) : server.Display;

    /// <summary>What the text says without anything that could be secret: an address with its path, else the server alone.</summary>
    public static string ShowWithPath(ServiceAddress server, string text)
    {
        var shown = Show(server, text);
        if (!text.Trim().StartsWith(shown, StringComparison.OrdinalIgnoreCase))
            return shown;
        var path = text.Trim().Substring(shown.Length);
        var end = path.IndexOfAny(['?', '#', '=', ';', ',', '@']);
        path = end < 0 ? path : path.Substring(0, end);
        return path.Length > 1 && path[0] == '/' && path.Length < 80 ? shown + path : shown;
    }

    private static ServiceAddress? InConnectionString(string text)
    {
        var port = "";
        foreach (var part in text.Split(';'))
        {
            var equals = part.IndexOf('=');
            if (equals > 0 && part.Substring(0, equals).Trim().Equals("port", StringComparison.OrdinalIgnoreCase))
                port = ":" + part.Substring(equals + 1).Trim();
        }

        foreach (var part in text.Split(';', ','))
        {
            var equals = part.IndexOf('=');
            if (equals < 0)
            {
                // StackExchange.Redis: redis:6379,ssl=false
                if (ServiceAddress.TryParse(part) is { } first)
                    return first;
                continue;
            }

            var key = part.Substring(0, equals).Trim().ToLowerInvariant();
            if (Array.IndexOf(HostKeys, key) < 0)
                continue;

            var host = part.Substring(equals + 1).Trim();
            if (host.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase))
                host = host.Substring(4);
            if (host.StartsWith("(", StringComparison.Ordinal) || host.EndsWith(".db", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".sqlite", StringComparison.OrdinalIgnoreCase) || host.StartsWith(":", StringComparison.Ordinal))
                return null;
            host = host.Split('\\')[0];
            return host.IndexOf(':') < 0 && ServiceAddress.TryParse("tcp://" + host + port) is { } whole ? whole : ServiceAddress.TryParse("tcp://" + host);
        }

        return null;
    }

    private static ServiceAddress? InHostList(string text)
        => text.IndexOf(',') > 0 ? ServiceAddress.TryParse(text.Substring(0, text.IndexOf(','))) : null;
}
