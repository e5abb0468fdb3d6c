using System.Text.RegularExpressions;
using MeshReady.Tool.Output;

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
        var lines = text.ReplaceLineEndings("\n").Replace("\t", "    ", StringComparison.Ordinal).Split('\n');
        var isCode = path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);
        if (!isCode)
            WithholdSecrets(lines);
        MaskBlocks(lines, isCode);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] == Withheld)
                continue;
            var line = lines[i].Length > LongestLine ? lines[i][..LongestLine] + " …" : lines[i];
            line = isCode ? MaskCode(line) : OnlyName().IsMatch(line) ? line : NamedValue().Replace(line, "${name}" + Mask);
            lines[i] = Redaction.Clean(Token().Replace(line, Mask));
        }

        return lines;
    }

    private static void WithholdSecrets(string[] lines)
    {
        var start = 0;
        for (var i = 0; i <= lines.Length; i++)
        {
            if (i < lines.Length && !lines[i].StartsWith("---", StringComparison.Ordinal))
                continue;
            if (lines.AsSpan(start, i - start).ToArray().Any(static line => SecretKind().IsMatch(line)))
                Array.Fill(lines, Withheld, start, i - start);
            start = i + 1;
        }
    }

    // Blocks of more than one line: PEM, a scalar below a key that names a secret, the value of an environment variable.
    private static void MaskBlocks(string[] lines, bool isCode)
    {
        var isPem = false;
        var deeper = -1;
        var isNamed = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var indent = line.Length - line.TrimStart().Length;
            isPem |= line.Contains("-----BEGIN", StringComparison.Ordinal);
            if (isPem)
            {
                isPem = !line.Contains("-----END", StringComparison.Ordinal);
                lines[i] = Mask;
                continue;
            }

            if (isCode)
                continue;
            if (deeper >= 0 && (indent > deeper || line.AsSpan().Trim().IsEmpty))
            {
                lines[i] = line[..indent] + Mask;
                continue;
            }

            deeper = BlockBelow().IsMatch(line) && !OnlyName().IsMatch(line) ? indent : -1;
            if (isNamed && Value().Match(line) is { Success: true } value)
            {
                lines[i] = value.Groups[1].Value + Mask;
                deeper = indent;
            }

            isNamed = SecretName().IsMatch(line);
        }
    }

    // Only literals behind the word, but for those that name a setting: a name or a call is no secret.
    private static string MaskCode(string line)
        => Literal().Replace(line, m => Word().IsMatch(line[..m.Index]) && !SettingBefore().IsMatch(line[..m.Index]) ? "\"" + Mask + "\"" : m.Value);

    private const string Names = @"(?:password|passwd|pwd|secret|token|api[-_]?key|account[-_]?key|access[-_]?key|private[-_]?key|signing[-_]?key|credential|connection[-_]?string|passphrase)";

    [GeneratedRegex(@"(?:^|[\s{,""'-])kind[""']?\s*:\s*[""']?Secret[""']?\s*(?:[,}#]|$)|^\s*secretGenerator\s*:|^\s*(?:stringData|sops)\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex SecretKind();

    [GeneratedRegex(@"(?<name>[\w.:-]*" + Names + @"[\w.:-]*[""']?\s*[:=]\s*)(?=\S)(?![|>{[][-+0-9]*\s*$)[""']?.+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedValue();

    [GeneratedRegex(Names + @"[\w.:-]*[""']?\s*:\s*(?:[|>][-+0-9]*)?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BlockBelow();

    [GeneratedRegex(@"\bname[""']?\s*:\s*[""']?[\w.:-]*" + Names, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"^(.*?\bvalue[""']?\s*:\s*)\S", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Value();

    [GeneratedRegex(@"(?<!cancellation)" + Names, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    // What refers to a Secret by its name.
    [GeneratedRegex(@"^[\s-]*[""']?(?:secretName|secretKeyRef|secretRef|imagePullSecrets|automountServiceAccountToken|credentialName|secretStoreRef|secretProviderClass)[""']?\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex OnlyName();

    [GeneratedRegex(@"(?:\[|\b(?:GetConnectionString|GetSection|GetRequiredSection|GetEnvironmentVariable|GetValue(?:<[^>]*>)?)\()\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex SettingBefore();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"?
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Literal();

    // JSON Web Tokens, keys of well-known services, and long runs that no word or path is made of.
    [GeneratedRegex(@"eyJ[\w-]{8,}(?:\.[\w-]*){0,2}|\b(?:AKIA|ASIA)[0-9A-Z]{12,}|\bgh[pousr]_\w{16,}|\bxox[abprs]-[\w-]{8,}|\bsk_(?:live|test)_\w{8,}|\bAIza[\w-]{20,}|\b(?=[A-Za-z0-9+]*[0-9])(?=[A-Za-z0-9+]*[A-Z])(?=[A-Za-z0-9+]*[a-z])[A-Za-z0-9+]{24,}={0,2}|\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{32,}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
