namespace MeshReady.Analyzers.Facts.Tokens;

/// <summary>Settings files in which a section <c>TokenValidationParameters</c> fills the options of that name.</summary>
internal static class TokenSettingKeys
{
    private const string Section = "TokenValidationParameters:";

    private static readonly (string Name, TokenGap Gap)[] Flags =
    [
        ("ValidateIssuer", TokenGap.Issuer), ("ValidateAudience", TokenGap.Audience), ("ValidateLifetime", TokenGap.Lifetime),
        ("RequireSignedTokens", TokenGap.Signature), ("RequireExpirationTime", TokenGap.Lifetime), ("RequireAudience", TokenGap.Audience),
    ];

    /// <summary>Whether the key is a check of tokens, and its value false.</summary>
    public static bool IsSwitchedOff(string key, string? value)
        => string.Equals(value, "false", StringComparison.OrdinalIgnoreCase) && key.IndexOf(Section, StringComparison.OrdinalIgnoreCase) is var at && at >= 0 && (at == 0 || key[at - 1] == ':')
            && key.IndexOf(':', at + Section.Length) < 0 && GapOf(key) != TokenGap.None;

    /// <summary>What the check of a key keeps out.</summary>
    public static TokenGap GapOf(string key)
    {
        var name = key.Substring(key.LastIndexOf(':') + 1);
        return Array.Find(Flags, flag => string.Equals(flag.Name, name, StringComparison.OrdinalIgnoreCase)).Gap;
    }
}
