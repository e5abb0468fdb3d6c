using System.Text.RegularExpressions;
using MeshReady.Tool.Output;
using MeshReady.Tool.Systems;

namespace MeshReady.Tool.Reports;

/// <summary>
/// The lines of a file as they may be shown. A manifest document with a Secret shows nothing; elsewhere the values of what is called
/// a password, key or token, and what looks like one, are masked. It masks too much rather than too little.
/// </summary>
public static partial class SafeSource
{
    /// <summary>What stands for a line that is not shown.</summary>
    public const string Withheld = "··· not shown: part of a Secret ···";

    private const string Mask = "***";
    private const int LongestLine = 300;

    /// <summary>The lines of a text.</summary>
    /// <param name="path">Its path, whose ending tells what it is.</param>
    /// <param name="text">The whole text.</param>
    public static IReadOnlyList<string> Lines(string path, string text)
    {
        var isCode = path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);
        var lines = Split(text);
        var secret = isCode ? [] : Secrets(lines);
        if (!isCode)
            lines = Split(ManifestCopy.Of(text));
        MaskKeys(lines);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = isCode ? MaskCode(lines[i]) : NamedValue().Replace(lines[i], "${name}" + Mask);
            line = Redaction.Clean(Token().Replace(CredentialShape.Mask(line), Mask));
            lines[i] = secret.Contains(i) ? Withheld : line.Length > LongestLine ? line[..LongestLine] + " …" : line;
        }

        return lines;
    }

    private static string[] Split(string text) => text.ReplaceLineEndings("\n").Replace("\t", "    ", StringComparison.Ordinal).Split('\n');

    private static HashSet<int> Secrets(string[] lines)
    {
        var found = new HashSet<int>();
        var start = 0;
        for (var i = 0; i <= lines.Length; i++)
        {
            if (i < lines.Length && !lines[i].StartsWith("---", StringComparison.Ordinal))
                continue;
            if (Array.FindIndex(lines, start, i - start, static line => SecretKind().IsMatch(line)) >= 0)
                found.UnionWith(Enumerable.Range(start, i - start));
            start = i + 1;
        }

        return found;
    }

    private static void MaskKeys(string[] lines)
    {
        var isKey = false;
        for (var i = 0; i < lines.Length; i++)
        {
            isKey |= lines[i].Contains("-----BEGIN", StringComparison.Ordinal);
            if (!isKey)
                continue;
            isKey = !lines[i].Contains("-----END", StringComparison.Ordinal);
            lines[i] = Mask;
        }
    }

    // Only literals behind the word, but for those that name a setting: a name or a call is no secret.
    private static string MaskCode(string line)
        => Literal().Replace(line, m => Word().IsMatch(line[..m.Index]) && !SettingBefore().IsMatch(line[..m.Index]) ? "\"" + Mask + "\"" : m.Value);

    private const string Names = "(?:password|passwd|pwd|secret|token|api[-_]?key|account[-_]?key|access[-_]?key|private[-_]?key|signing[-_]?key|credential|connection[-_]?string|passphrase|authorization|cookie|\\b(?:pw|pass)\\b)";

    [GeneratedRegex(@"(?:^|[\s{,""'-])kind[""']?\s*:\s*[""']?Secret(?:List)?[""']?\s*(?:[,}#]|$)|^\s*secretGenerator\s*:|^\s*(?:stringData|sops)\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex SecretKind();

    [GeneratedRegex(@"(?<name>[\w.:-]*" + Names + @"[\w.:-]*[""']?\s*[:=]\s*)(?=\S)(?![|>{[][-+0-9]*\s*$)[""']?.+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedValue();

    [GeneratedRegex("(?<!cancellation)" + Names, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?:\[|\b(?:GetConnectionString|GetSection|GetRequiredSection|GetEnvironmentVariable|GetValue(?:<[^>]*>)?)\()\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex SettingBefore();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"?
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Literal();

    // Long runs that no word or path is made of.
    [GeneratedRegex(@"\b(?=[A-Za-z0-9+]*[0-9])(?=[A-Za-z0-9+]*[A-Z])(?=[A-Za-z0-9+]*[a-z])[A-Za-z0-9+]{24,}={0,2}|\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{32,}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
