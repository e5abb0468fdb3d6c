using System.Text.RegularExpressions;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Keeps out of the facts what could be a credential: only text that is plainly a name, a path or a part of an address gets in.</summary>
internal static class PlainText
{
    private const int LongestName = 120;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly Regex NameShape = new(@"^[A-Za-z_][\w.\-/+:]*$", RegexOptions.CultureInvariant, Limit);
    private static readonly Regex PathShape = new(@"^[\w.\-/:*{}~$%()+,]*$", RegexOptions.CultureInvariant, Limit);
    private static readonly Regex Guid = new(@"^\{?[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\}?$", RegexOptions.CultureInvariant, Limit);

    /// <summary>A key with one of these words is a secret whatever follows.</summary>
    private static readonly HashSet<string> SecretWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passwd", "pwd", "secret", "secrets", "credential", "credentials", "apikey", "accesskey", "sharedkey", "thumbprint",
    };

    /// <summary>A key that ends with one of these is; TokenService names a service.</summary>
    private static readonly HashSet<string> LastWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "key", "keys", "token", "tokens", "pass", "signature", "sas", "salt", "pin", "login", "user", "username", "hash", "certificate",
    };

    /// <summary>The text where it is a name such as a queue, an app id or a database; otherwise null.</summary>
    public static string? Name(string? text)
        => text?.Trim() is { Length: > 0 and <= LongestName } name && NameShape.IsMatch(name) && !LooksSecret(name) ? name : null;

    /// <summary>A path without query, in which whatever looks like a credential is <c>*</c>.</summary>
    public static string Path(string path)
    {
        var end = path.IndexOfAny(['?', '#']);
        if (end >= 0)
            path = path.Substring(0, end);
        return string.Join("/", path.Split('/').Select(static segment => PathShape.IsMatch(segment) && !LooksSecret(segment) ? segment : "*"));
    }

    /// <summary>What stands before a configured host: scheme and the beginning of a name, without user information.</summary>
    public static string? Prefix(string? text)
    {
        if (text is not { Length: > 0 and <= LongestName })
            return null;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? text : text.Substring(scheme + 3);
        rest = rest.Substring(rest.LastIndexOf('@') + 1);
        var whole = (scheme < 0 ? "" : text.Substring(0, scheme + 3)) + rest;
        return whole.Length > 0 && PathShape.IsMatch(whole) && !LooksSecret(rest) ? whole : null;
    }

    /// <summary>What stands behind a configured host: a port and a path.</summary>
    public static string? Suffix(string? text)
        => text is { Length: > 0 and <= 1024 } && text.IndexOf('@') < 0 && Path(text) is { Length: > 0 } plain ? plain : null;

    /// <summary>Whether a configuration key says that its value is a secret, or half of one.</summary>
    public static bool NamesSecret(string key)
    {
        var last = key.Substring(key.LastIndexOf(':') + 1);
        var words = Addresses.NameWords.Of(last);
        return words.Exists(SecretWords.Contains) || words.Count > 0 && LastWords.Contains(words[words.Count - 1]) || words.Count > 1 && words[words.Count - 2] + words[words.Count - 1] is var both && (SecretWords.Contains(both) || LastWords.Contains(both));
    }

    /// <summary>Whether a word reads like a key, a token or a hash: long, without the breaks of a name, with letters and digits in disorder; or an id that may be one.</summary>
    public static bool LooksSecret(string text)
    {
        if (Guid.IsMatch(text))
            return true;
        foreach (var word in text.Split('/', '.', '-', ':', '{', '}', '*', '(', ')'))
        {
            if (IsDisordered(word))
                return true;
        }

        return false;
    }

    private static bool IsDisordered(string word)
    {
        if (word.Length < 14)
            return false;
        var (digits, changes) = (0, 0);
        for (var i = 0; i < word.Length; i++)
        {
            if (char.IsDigit(word[i]))
                digits++;
            if (i > 0 && char.IsDigit(word[i]) != char.IsDigit(word[i - 1]))
                changes++;
        }

        return digits >= 2 && changes >= 3 || word.Length >= 32 && digits > 0;
    }
}
