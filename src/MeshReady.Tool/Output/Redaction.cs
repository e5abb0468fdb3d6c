using System.Text.RegularExpressions;
using MeshReady.Tool.Maps;

namespace MeshReady.Tool.Output;

/// <summary>Takes secrets out of everything that is printed, whoever put them there.</summary>
public static partial class Redaction
{
    /// <summary>The text without user info and query strings of addresses, and without the values of passwords, keys and tokens.</summary>
    public static string Clean(string text)
    {
        // Each pattern needs its sign, which most texts lack; a map has hundreds of thousands of texts.
        if (text.Contains('@'))
            text = BareUserInfo().Replace(UserInfo().Replace(text, "://***@"), "***@");
        if (text.Contains('?'))
            text = PathQuery().Replace(Query().Replace(text, "$1?***"), "?***");
        if (text.Contains('='))
            text = User().Replace(text, "$1***");
        return text.AsSpan().ContainsAny('=', ':') ? Assigned().Replace(text, "$1***") : text;
    }

    [GeneratedRegex("""://[^/\s"'@<>]+@""", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    [GeneratedRegex("""(\b[a-z][a-z0-9+.-]*://[^\s"'?<>]+)\?[^\s"'<>]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Query();

    /// <summary>The same on one line, without signs that steer a terminal or begin a command of a CI runner.</summary>
    public static string Line(string text) => VisibleText.Of(Clean(text));

    // user:password@host without a scheme; an image may have a tag and a digest.
    [GeneratedRegex("""(?<![\w./:@-])[\w.-]+:[^\s"'@/<>:]+@(?=\w)(?!sha(?:256|512):)""", RegexOptions.CultureInvariant)]
    private static partial Regex BareUserInfo();

    // The query of a path such as that of a probe or a request.
    [GeneratedRegex("""(?<=/[^\s"'?<>/]*)\?[^\s"'<>=]+=[^\s"'<>]+""", RegexOptions.CultureInvariant)]
    private static partial Regex PathQuery();

    // Of a connection string; with spaces around the sign it is code.
    [GeneratedRegex("""\b((?:user[ _-]?(?:name|id)|uid)=)[^\s;,"'&)]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex User();

    // No border before the word: POSTGRES_PASSWORD, Db__Password. The quotes may be those of JSON in a text; a map or list is no value.
    [GeneratedRegex("""((?:password|passwd|pwd|passphrase|secret|(?<!cancellation)token|api[-_]?key|account[-_]?key|access[-_]?key|client[-_]?secret|shared[-_]?access[-_]?key|signature)\\?["']?\s*[=:]\s*\\?["']?)(?!\s|nameof|[{[](?:[\s"'{[]|\w+:|$))(?:(?<=\\")[^"\\]+|(?<=")[^"]+|(?<=')[^']+|[^\s;,"'&)]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assigned();
}
