namespace MeshReady.Analyzers.Facts.Callers;

/// <summary>Names of headers and query values, and of what takes them, by the words of which they are made.</summary>
internal static class HeaderNames
{
    private static readonly HashSet<string> Identities = new(StringComparer.OrdinalIgnoreCase) { "user", "userid", "username", "login", "role", "roles", "principal", "subject", "groups", "caller", "impersonate" };

    /// <summary>Words beside which an identity is still one; X-User-Timezone is none.</summary>
    private static readonly HashSet<string> Companions = new(StringComparer.OrdinalIgnoreCase)
    {
        "x", "forwarded", "auth", "request", "authenticated", "remote", "current", "ms", "goog", "client", "id", "name", "email", "agent", "preferred", "identity", "sub", "as", "acting", "service", "internal", "customer", "admin",
    };

    private static readonly string[] Choices = ["tenant", "connection", "database", "schema", "shard"];

    /// <summary>Whether a header of this name says who calls: <c>X-User-Id</c>, <c>X-Forwarded-Client-Cert</c>.</summary>
    public static bool IsIdentity(string name)
    {
        var words = WordsOf(name);
        return words.Exists(Identities.Contains) && words.TrueForAll(static w => Identities.Contains(w) || Companions.Contains(w)) && !name.EndsWith("user-agent", StringComparison.OrdinalIgnoreCase)
            || words.Contains("client", StringComparer.OrdinalIgnoreCase) && words.Exists(static w => w.StartsWith("cert", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a header or query value of this name says for which tenant a request is.</summary>
    public static bool IsTenant(string name) => name.IndexOf("tenant", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Whether something of this name takes an identity: a parameter <c>userId</c>, a property <c>CreatedByUser</c>.</summary>
    public static bool TakesIdentity(string name) => WordsOf(name).Exists(Identities.Contains);

    /// <summary>Whether something of this name takes a tenant, or makes its data reachable.</summary>
    public static bool TakesTenant(string name) => Array.Exists(Choices, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static List<string> WordsOf(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isBreak = i == name.Length || !char.IsLetterOrDigit(name[i]);
            if (isBreak || i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1]))
            {
                if (i > start)
                    words.Add(name.Substring(start, i - start));
                start = isBreak ? i + 1 : i;
            }
        }

        return words;
    }
}
