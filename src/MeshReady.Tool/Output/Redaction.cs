using System.Text.RegularExpressions;

namespace MeshReady.Tool.Output;

/// <summary>Takes secrets out of everything that is printed, whoever put them there.</summary>
public static partial class Redaction
{
    /// <summary>The text without user info and query strings of addresses, and without the values of passwords, keys and tokens.</summary>
    public static string Clean(string text)
    {
        text = UserInfo().Replace(text, "://***@");
        text = Query().Replace(text, "$1?***");
        return Assigned().Replace(text, "$1***");
    }

    [GeneratedRegex("""://[^/\s"'@<>]+@""", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    [GeneratedRegex("""(\b[a-z][a-z0-9+.-]*://[^\s"'?<>]+)\?[^\s"'<>]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Query();

    [GeneratedRegex("""\b((?:password|passwd|pwd|secret|token|api[-_]?key|account[-_]?key|access[-_]?key|client[-_]?secret|shared[-_]?access[-_]?key|signature)["']?\s*[=:]\s*["']?)(?!\s|nameof)[^\s;,"'&)]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assigned();
}
