using System.Globalization;
using System.Text;
using MeshReady.Tool.Analysis;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Output;

/// <summary>Tables for a job summary or a comment of a pull request: what was found, by service and by rule, then each finding.</summary>
public static class MarkdownReport
{
    // A comment may hold 65,536 characters.
    private const int MostCharacters = 60_000;
    private const int MostUnfolded = 20;
    private const int MostCounted = 100;

    /// <summary>The whole text; findings that a comment has no room for are counted.</summary>
    public static string Write(Rendering rendering)
    {
        Finding[] shown = [.. rendering.Shown];
        var text = new StringBuilder("## MeshReady\n\n").Append(Prose(Report.Summary(rendering.Result, rendering.Least))).Append('.');
        var suppressed = rendering.Result.All.Count(f => f.Suppression is not null && f.Severity >= rendering.Least);
        if (suppressed > 0)
            text.Append(CultureInfo.InvariantCulture, $" {suppressed} more {(suppressed == 1 ? "is" : "are")} suppressed.");
        text.Append('\n');

        if (shown.Length > 0)
        {
            Counts(text, "Service", shown.GroupBy(static f => f.Project, StringComparer.Ordinal).Select(static g => (Prose(Path.GetFileNameWithoutExtension(g.Key)), g.AsEnumerable())));
            var titles = RuleTexts.ById(rendering.Rules);
            Counts(text, "Rule", shown.GroupBy(static f => f.Id, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal).Select(g => (Rule(g.Key, titles, withTitle: true), g.AsEnumerable())));
            Findings(text, shown, titles);
        }

        string[] notes = [.. rendering.Notes];
        if (notes.Length > 0)
            Folded(text, $"Not read or not run: {notes.Length}", notes.Select(static n => $"- {Prose(n)}\n"), isFolded: true);
        return text.ToString();
    }

    private static void Counts(StringBuilder text, string head, IEnumerable<(string Name, IEnumerable<Finding> Findings)> groups)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n| {head} | Errors | Warnings | Infos |\n|---|---:|---:|---:|\n");
        var rows = 0;
        foreach (var (name, findings) in groups)
        {
            if (++rows > MostCounted)
                continue;
            text.Append("| ").Append(name);
            foreach (var severity in new[] { DiagnosticSeverity.Error, DiagnosticSeverity.Warning, DiagnosticSeverity.Info })
                text.Append(CultureInfo.InvariantCulture, $" | {findings.Count(f => f.Severity == severity)}");
            text.Append(" |\n");
        }

        if (rows > MostCounted)
            text.Append(CultureInfo.InvariantCulture, $"\n… and {rows - MostCounted} more.\n");
    }

    private static void Findings(StringBuilder text, Finding[] shown, IReadOnlyDictionary<string, RuleText> titles)
    {
        const string Head = "| Severity | Rule | Place | Message |\n|---|---|---|---|\n";
        var rows = shown.OrderByDescending(static f => f.Severity).Select(f =>
        {
            var also = Report.Unnamed(f) is { Length: > 0 } others ? $"<br>also {string.Join(", ", others.Select(Code))}" : "";
            var owners = f.Owners.IsEmpty ? "" : $"<br>owned by {string.Join(", ", f.Owners.Select(Code))}";
            return $"| {f.Severity.ToString().ToLowerInvariant()} | {Rule(f.Id, titles, withTitle: false)} | {Code($"{f.Path}:{f.Line.ToString(CultureInfo.InvariantCulture)}")} | {Prose(Redaction.Clean(f.Message))}{also}{owners} |\n";
        });
        Folded(text, $"Findings: {shown.Length.ToString(CultureInfo.InvariantCulture)}", rows, shown.Length > MostUnfolded, Head);
    }

    private static void Folded(StringBuilder text, string title, IEnumerable<string> rows, bool isFolded, string head = "")
    {
        text.Append(isFolded ? $"\n<details><summary>{title}</summary>\n\n" : "\n").Append(head);
        var left = 0;
        foreach (var row in rows)
        {
            if (left > 0 || text.Length + row.Length > MostCharacters)
                left++;
            else
                text.Append(row);
        }

        if (left > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n… and {left} more, for which there is no room here.\n");
        if (isFolded)
            text.Append("\n</details>\n");
    }

    private static string Rule(string id, IReadOnlyDictionary<string, RuleText> titles, bool withTitle)
        => titles.TryGetValue(id, out var rule)
            ? (rule.HelpUri.Length > 0 ? $"[{id}]({rule.HelpUri})" : id) + (withTitle ? $" {Prose(rule.Title)}" : "")
            : Prose(id);

    private static string Code(string text) => $"<code>{Prose(text)}</code>";

    /// <summary>Text that stays text: no table cell, tag, emphasis, link, mention or reference begins in it.</summary>
    private static string Prose(string text)
    {
        var safe = new StringBuilder(text.Length + 16);
        foreach (var c in Html(text))
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '~' or '!')
                safe.Append('\\');
            safe.Append(c);
        }

        return safe.ToString();
    }

    private static string Html(string text)
        => text.ReplaceLineEndings(" ")
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("#", "&#35;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("|", "&#124;", StringComparison.Ordinal)
            .Replace("@", "&#64;", StringComparison.Ordinal)
            .Replace("://", ":&#47;/", StringComparison.Ordinal);
}
