using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Output;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Commands;

/// <summary>How a list of rules is written.</summary>
public enum RuleListFormat
{
    /// <summary>For people, by group.</summary>
    Text,

    /// <summary>An array of objects.</summary>
    Json,

    /// <summary>One table for each group.</summary>
    Markdown,
}

/// <summary>One rule in a list.</summary>
/// <param name="Group">The first two digits of its id, as a word.</param>
/// <param name="Severity">As its page says: a severity, or "Warning or Info" where the site decides.</param>
/// <param name="Fix">equivalent, behavioural, both, or none.</param>
/// <param name="IsLive">Whether an editor shows it while somebody types; otherwise only build and tool do.</param>
public sealed record RuleLine(string Id, string Title, string Group, string Severity, string Fix, bool IsLive, string Page);

/// <summary>All rules in a few words each, from their descriptors and pages.</summary>
public static class RuleList
{
    private static readonly JsonWriterOptions Json = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rules in the order of their ids.</summary>
    public static IReadOnlyList<RuleLine> Of(Rules rules)
        => [.. rules.Analyzers
            .SelectMany(static a => a.SupportedDiagnostics)
            .GroupBy(static d => d.Id, StringComparer.Ordinal)
            .OrderBy(static g => g.Key, StringComparer.Ordinal)
            .Select(g => Line([.. g], rules))];

    /// <summary>The names of the groups, in the order of their rules.</summary>
    public static IEnumerable<string> Groups(IEnumerable<RuleLine> rules) => rules.Select(static r => r.Group).Distinct(StringComparer.Ordinal);

    /// <summary>The list as text.</summary>
    public static string Write(IReadOnlyList<RuleLine> rules, RuleListFormat format) => format switch
    {
        RuleListFormat.Json => JsonText(rules),
        RuleListFormat.Markdown => Markdown(rules),
        _ => Text(rules),
    };

    private static RuleLine Line(IReadOnlyList<DiagnosticDescriptor> descriptors, Rules rules)
    {
        var first = descriptors[0];
        var page = Explanation.Header(first.Id);
        return new RuleLine(
            first.Id,
            first.Title.ToString(),
            first.Category,
            page.GetValueOrDefault("Severity") ?? string.Join(" or ", descriptors.Select(static d => d.DefaultSeverity).Distinct().OrderDescending()),
            page.GetValueOrDefault("Fix")?.Split(':')[0] ?? (rules.FixesFor(first.Id).Any() ? "yes" : "none"),
            !descriptors.Any(static d => d.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd)),
            first.HelpLinkUri);
    }

    private static string Text(IReadOnlyList<RuleLine> rules)
    {
        var text = new StringBuilder();
        int Width(Func<RuleLine, string> column) => rules.Max(r => column(r).Length);
        var (id, severity, fix) = (Width(static r => r.Id), Width(static r => r.Severity), Width(static r => r.Fix));
        foreach (var group in rules.GroupBy(static r => r.Group, StringComparer.Ordinal))
        {
            text.Append(group.Key).Append('\n');
            foreach (var rule in group)
                text.Append($"  {rule.Id.PadRight(id)}  {rule.Severity.PadRight(severity)}  {rule.Fix.PadRight(fix)}  {(rule.IsLive ? "live" : "build"),-5}  {rule.Title}\n");
            text.Append('\n');
        }

        return text.Append(rules.Count == 1 ? "1 rule" : $"{rules.Count} rules").Append("; meshready explain ID tells more\n").ToString();
    }

    private static string Markdown(IReadOnlyList<RuleLine> rules)
        => string.Join('\n', rules.GroupBy(static r => r.Group, StringComparer.Ordinal).Select(static group =>
            $"## {group.Key}\n\n| Id | Rule | Severity | Fix | Live in the editor |\n|---|---|---|---|---|\n"
            + string.Concat(group.Select(static r => $"| [{r.Id}]({r.Page}) | {Cell(r.Title)} | {r.Severity} | {Cell(r.Fix)} | {(r.IsLive ? "yes" : "no")} |\n"))));

    private static string JsonText(IReadOnlyList<RuleLine> rules)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Json))
        {
            writer.WriteStartArray();
            foreach (var rule in rules)
            {
                writer.WriteStartObject();
                writer.WriteString("id", rule.Id);
                writer.WriteString("title", rule.Title);
                writer.WriteString("group", rule.Group);
                writer.WriteString("severity", rule.Severity);
                writer.WriteString("fix", rule.Fix);
                writer.WriteBoolean("live", rule.IsLive);
                writer.WriteString("page", rule.Page);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
