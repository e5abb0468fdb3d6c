using System.Text.Json;
using MeshReady.Tool.Analysis;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Output;

/// <summary>The part of a SARIF run that tells of the tool and its rules.</summary>
internal static class SarifDriver
{
    private const string Home = "https://github.com/meshready/meshready";

    // Code scanning shows no more of either.
    private const int MostCharacters = 1024;

    /// <summary>Writes the tool with all of its rules, and any other that a finding names.</summary>
    /// <returns>The index of each rule.</returns>
    public static Dictionary<string, int> Write(Utf8JsonWriter writer, Rendering rendering, IEnumerable<Finding> findings)
    {
        var known = RuleTexts.ById(rendering.Rules);
        var others = findings.Where(f => !known.ContainsKey(f.Id))
            .GroupBy(static f => f.Id, StringComparer.Ordinal)
            .Select(static g => new RuleText(g.Key, g.Key, g.Key, g.Key, g.Key, "", "MeshReady", g.Max(static f => f.Severity), true));
        RuleText[] rules = [.. known.Values.Concat(others).OrderBy(static r => r.Id, StringComparer.Ordinal)];

        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "MeshReady");
        writer.WriteString("organization", "MeshReady");
        writer.WriteString("version", Rendering.Version);
        writer.WriteString("semanticVersion", Rendering.Version);
        writer.WriteString("informationUri", Home);
        writer.WriteStartArray("rules");
        foreach (var rule in rules)
            WriteRule(writer, rule);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        return rules.Select(static (rule, index) => (rule.Id, index)).ToDictionary(static p => p.Id, static p => p.index, StringComparer.Ordinal);
    }

    private static void WriteRule(Utf8JsonWriter writer, RuleText rule)
    {
        writer.WriteStartObject();
        writer.WriteString("id", rule.Id);
        writer.WriteString("name", rule.Name);
        SarifReport.WriteMessage(writer, "shortDescription", Shortened(rule.Title));
        SarifReport.WriteMessage(writer, "fullDescription", Shortened(rule.Summary));
        SarifReport.WriteMessage(writer, "help", rule.HelpUri.Length == 0 ? rule.Summary : $"{rule.Summary}\n\n{rule.HelpUri}", rule.Page);
        if (rule.HelpUri.Length > 0)
            writer.WriteString("helpUri", rule.HelpUri);
        writer.WriteStartObject("defaultConfiguration");
        writer.WriteBoolean("enabled", rule.IsEnabled);
        writer.WriteString("level", SarifReport.Level(rule.Severity));
        writer.WriteEndObject();

        // A warning is what a reviewer would block a change for, an info what depends on things that are not in sight.
        writer.WriteStartObject("properties");
        writer.WriteStartArray("tags");
        foreach (var tag in new[] { rule.Category.ToLowerInvariant(), "microservices", "service-mesh" })
            writer.WriteStringValue(tag);
        writer.WriteEndArray();
        writer.WriteString("precision", rule.Severity >= DiagnosticSeverity.Warning ? "high" : "medium");
        writer.WriteString("problem.severity", rule.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "recommendation" });
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Shortened(string text) => text.Length <= MostCharacters ? text : text[..(MostCharacters - 1)] + "…";
}
