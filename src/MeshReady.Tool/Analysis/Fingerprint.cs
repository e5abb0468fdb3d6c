using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MeshReady.Tool.Output;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Tool.Analysis;

/// <summary>
/// Gives findings a name that outlives edits elsewhere: made of the rule, the path, what stands at the place, and the rank
/// among findings that are equal in all of that. Line numbers, messages, line ends, indentation and the checkout's own place on
/// disk have no part in it.
/// </summary>
public static class Fingerprint
{
    /// <summary>The findings in their own order, each with its fingerprint and, where it names a line only, the line's end.</summary>
    /// <param name="findings">Those of one whole run: ranks are counted over them, suppressed ones included.</param>
    /// <param name="textOf">The text of a file by its shown path; null where it was not read.</param>
    /// <param name="inCheckout">The path from the checkout's root by the shown one, so that it does not matter from where it was looked at.</param>
    public static ImmutableArray<Finding> Assign(IEnumerable<Finding> findings, Func<string, SourceText?> textOf, Func<string, string> inCheckout)
    {
        Finding[] all = [.. findings];
        var prints = new string[all.Length];
        var ranks = new Dictionary<(string, string, string), int>();
        foreach (var i in Enumerable.Range(0, all.Length).OrderBy(i => all[i].Suppression?.IsOnlyAsked ?? false).ThenBy(i => all[i].Line).ThenBy(i => all[i].Column).ThenBy(i => all[i].Message, StringComparer.Ordinal))
        {
            var finding = all[i];
            var key = (finding.Id, finding.Path, finding.Anchor ?? Anchor(finding, textOf(finding.Path)));
            ranks[key] = ranks.TryGetValue(key, out var rank) ? rank + 1 : 0;
            prints[i] = Hash(key.Id, inCheckout(key.Path), key.Item3, ranks[key].ToString(CultureInfo.InvariantCulture));
        }

        return [.. all.Select((finding, i) => WithEnd(finding, textOf(finding.Path)) with { Fingerprint = prints[i] })];
    }

    private static Finding WithEnd(Finding finding, SourceText? text)
        => finding.EndLine == 0 && text is not null && finding.Line <= text.Lines.Count && text.Lines[finding.Line - 1].Span.Length is var length && length >= finding.Column
            ? finding with { EndLine = finding.Line, EndColumn = length + 1 }
            : finding;

    // Passwords are taken out first: a hash of a short one could be guessed.
    private static string Anchor(Finding finding, SourceText? text)
    {
        if (text is null || finding.Line > text.Lines.Count)
            return "";
        return Redaction.Clean(finding.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)
            ? Collapsed(text.Lines[finding.Line - 1].ToString())
            : Outline.Of(text, finding.Line - 1));
    }

    private static string Collapsed(string line) => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Hash(params ReadOnlySpan<string> parts)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))).AsSpan(0, 16));
}
