using System.Globalization;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>What a finding tells its fix of the address: the parts that are to change.</summary>
internal static class AddressChange
{
    /// <summary>The scheme that belongs there.</summary>
    public const string Scheme = "MeshReady.Scheme";

    /// <summary>The host that belongs there.</summary>
    public const string Host = "MeshReady.Host";

    /// <summary>The port that belongs there.</summary>
    public const string Port = "MeshReady.Port";

    /// <summary>
    /// The start of a text, up to the end of the port, as it is and as it should be; null where the text has no such start, or holds a password.
    /// </summary>
    /// <param name="text">The text that begins with an address.</param>
    /// <param name="scheme">The new scheme; null to keep the old.</param>
    /// <param name="host">The new host; null to keep the old.</param>
    /// <param name="port">The new port; null to keep the old. It is left out where the scheme implies it.</param>
    public static (string Old, string New)? Of(string text, string? scheme, string? host, string? port)
    {
        var mark = text.IndexOf("://", StringComparison.Ordinal);
        var start = mark < 0 ? 0 : mark + 3;
        var end = text.IndexOfAny(['/', '?', '#', '\\'], start);
        end = end < 0 ? text.Length : end;
        var authority = text.Substring(start, end - start);
        if (authority.Length == 0 || authority.IndexOf('@') >= 0 || authority[0] == '[')
            return null;

        var colon = authority.IndexOf(':');
        var oldScheme = mark < 0 ? null : text.Substring(0, mark);
        var oldPort = colon < 0 ? null : authority.Substring(colon + 1);
        var newScheme = oldScheme is null ? null : scheme ?? oldScheme;
        var newPort = port ?? oldPort;
        if (port is not null && newScheme is not null && DefaultPort(newScheme) == newPort)
            newPort = null;
        var changed = (newScheme is null ? "" : newScheme + "://") + (host ?? (colon < 0 ? authority : authority.Substring(0, colon))) + (newPort is null ? "" : ":" + newPort);
        var old = text.Substring(0, end);
        return changed == old ? null : (old, changed);
    }

    private static string? DefaultPort(string scheme) => scheme.ToLower(CultureInfo.InvariantCulture) switch
    {
        "http" or "ws" => "80",
        "https" or "wss" => "443",
        _ => null,
    };
}
