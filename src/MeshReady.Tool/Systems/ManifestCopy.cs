using System.Text;
using System.Text.RegularExpressions;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Systems;

/// <summary>Copies a manifest without its secrets, line for line, so that a finding in the copy names the line of the original.</summary>
public static partial class ManifestCopy
{
    private const string Mask = "redacted";

    /// <summary>The text with Secrets blanked and credentials masked.</summary>
    public static string Of(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        BlankSecrets(lines);
        BlankGenerators(lines);
        MaskPairs(lines);
        MaskArguments(lines);
        MaskKeys(lines);
        for (var i = 0; i < lines.Length; i++)
            lines[i] = lines[i].Length == 0 ? "" : Redaction.Clean(CredentialShape.Mask(lines[i])).Replace("***", Mask, StringComparison.Ordinal);
        return string.Join('\n', lines);
    }

    // A document is a Secret whole: its values may stand under any key, in any style, over many lines.
    private static void BlankSecrets(string[] lines)
    {
        for (var start = 0; start < lines.Length;)
        {
            var end = start;
            while (end < lines.Length && (end == start || !lines[end].StartsWith("---", StringComparison.Ordinal)))
                end++;
            var document = string.Join('\n', lines[start..end]);
            if (SecretKind().IsMatch(document))
            {
                // A list may hold Secrets beside other objects; where it does, nothing of it is copied.
                for (var i = start; i < end; i++)
                    lines[i] = i == start && lines[i].StartsWith("---", StringComparison.Ordinal) ? "---" : "";
            }

            start = end;
        }
    }

    // What Kustomize makes Secrets of, under whatever key.
    private static void BlankGenerators(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (Generator().Match(lines[i]) is not { Success: true } generator)
                continue;
            lines[i] = lines[i][..(generator.Index + generator.Length)];
            var depth = Indentation(lines[i]).Length;
            while (i + 1 < lines.Length && (lines[i + 1].Trim().Length == 0 || Indentation(lines[i + 1]).Length is var deep && (deep > depth || deep == depth && lines[i + 1][deep] == '-' && !lines[i + 1].StartsWith("---", StringComparison.Ordinal))))
                lines[++i] = "";
        }
    }

    // --token and its value in one line, or as items of a list on two.
    private static void MaskArguments(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = ArgumentValue().Replace(lines[i], "$1" + Mask);
            if (i + 1 < lines.Length && LoneArgument().IsMatch(lines[i]) && ListItem().Match(lines[i + 1]) is { Success: true } item)
            {
                lines[i + 1] = lines[i + 1][..item.Groups["value"].Index] + Mask;
                BlankBlock(lines, i + 1, item.Groups["value"].Value);
            }
        }
    }

    // name: DB_PASSWORD, and its value on the next line or on the one before.
    private static void MaskPairs(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (NamedCredential().Match(lines[i]) is not { Success: true } name)
                continue;
            lines[i] = InlineValue().Replace(lines[i], "$1" + Mask);
            foreach (var next in new[] { i + 1, i - 1 })
            {
                if (next >= 0 && next < lines.Length && ValueLine().Match(lines[next]) is { Success: true } value)
                {
                    lines[next] = lines[next][..value.Groups["value"].Index] + Mask;
                    BlankBlock(lines, next, value.Groups["value"].Value);
                }
            }
        }
    }

    private static void MaskKeys(string[] lines)
    {
        var isKey = false;
        for (var i = 0; i < lines.Length; i++)
        {
            isKey = PrivateKeyBegins().IsMatch(lines[i]) || isKey && !lines[i].Contains("-----END", StringComparison.Ordinal);
            if (PrivateKeyBegins().IsMatch(lines[i]))
                lines[i] = Indentation(lines[i]) + Mask;
            else if (isKey || lines[i].Contains("-----END", StringComparison.Ordinal) && lines[i].Contains("PRIVATE KEY", StringComparison.Ordinal))
                lines[i] = lines[i].Trim().Length == 0 ? "" : Indentation(lines[i]) + Mask;
            if (CredentialKey().Match(lines[i]) is { Success: true } key)
            {
                BlankBlock(lines, i, key.Groups["value"].Value);
                lines[i] = lines[i][..key.Groups["value"].Index] + Mask;
            }
        }
    }

    // A block scalar goes on below, deeper than the key.
    private static void BlankBlock(string[] lines, int at, string value)
    {
        if (value.Length == 0 || value[0] is not ('|' or '>'))
            return;
        var depth = Indentation(lines[at]).Length;
        for (var i = at + 1; i < lines.Length && (lines[i].Trim().Length == 0 || Indentation(lines[i]).Length > depth); i++)
            lines[i] = "";
    }

    private static string Indentation(string line) => line[..(line.Length - line.TrimStart().Length)];

    private const string Words = "password|passwd|pwd|passphrase|secret|token|api[-_.]?key|apikey|account[-_.]?key|access[-_.]?key|private[-_.]?key|credential|connection[-_.]?string|authorization|cookie|basic[-_.]?auth|sas";

    [GeneratedRegex("""(?m)["']?\bkind["']?\s*:\s*["']?Secret(?:List)?["']?\s*(?:[,}#]|$)""", RegexOptions.CultureInvariant)]
    private static partial Regex SecretKind();

    [GeneratedRegex("""\bname["']?\s*:\s*["']?[\w.\-:]*(?:""" + Words + """)[\w.\-:]*""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedCredential();

    [GeneratedRegex("""(\bvalue["']?\s*:\s*)(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^,}\s]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InlineValue();

    [GeneratedRegex("""^\s*(?:-\s+)?["']?value["']?\s*:\s*(?<value>\S.*)$""", RegexOptions.CultureInvariant)]
    private static partial Regex ValueLine();

    [GeneratedRegex("""^\s*(?:-\s+)?["']?[\w.\-]*(?:""" + Words + """)[\w.\-]*["']?\s*[:=]\s*(?:[&!]\S+\s+)*(?<value>[^\s{\[&*#].*)$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CredentialKey();

    [GeneratedRegex("""^\s*["']?secretGenerator["']?\s*:""", RegexOptions.CultureInvariant)]
    private static partial Regex Generator();

    [GeneratedRegex("""((?<![\w-])--?[\w-]*(?:""" + Words + """)[\w-]*(?:["']\s*,\s*["']?|\s+["']?))(?![\s-])[^"',\]\s]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ArgumentValue();

    [GeneratedRegex("""^\s*-\s+["']?--?[\w-]*(?:""" + Words + """)[\w-]*["']?\s*$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LoneArgument();

    [GeneratedRegex("""^\s*-\s+(?<value>[^\s].*)$""", RegexOptions.CultureInvariant)]
    private static partial Regex ListItem();

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY", RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKeyBegins();
}
