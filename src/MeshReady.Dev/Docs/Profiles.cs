using System.Text;
using MeshReady.Dev.Catalog;
using Microsoft.CodeAnalysis;

namespace MeshReady.Dev.Docs;

/// <summary>The severity profiles of the package, as .globalconfig files that any file of a user outranks.</summary>
public static class Profiles
{
    /// <summary>
    /// Rules about what only a deployed service can get wrong. A library's host decides on its resilience and its number
    /// of replicas, so the library profile switches them off. Add an id here, and nowhere else.
    /// </summary>
    public static readonly IReadOnlySet<string> ServiceOnly = new HashSet<string>(StringComparer.Ordinal) { "MSA0201", "MSA0501", "MSA0503", "MSA0504", "MSA0505", "MSA0506", "MSA0508", "MSA0509" };

    private static readonly (string Name, string Summary)[] All =
    [
        ("default", "severities as the rules' pages name them"),
        ("strict", "warnings become errors, and suggestions warnings"),
        ("brownfield", "warnings become suggestions, so that a grown system can adopt the package without a wall of warnings"),
        ("library", "as default, without the rules that make sense in a deployed service only"),
    ];

    /// <summary>Path and content of each profile.</summary>
    public static IEnumerable<(string Path, string Content)> Files(IReadOnlyList<RuleInfo> rules)
        => All.Select(p => ($"src/MeshReady.Package/profiles/{p.Name}.globalconfig", Content(p.Name, p.Summary, rules)));

    private static string Content(string name, string summary, IReadOnlyList<RuleInfo> rules)
    {
        var text = new StringBuilder($"""
            # MeshReadyProfile={name}: {summary}.
            # Written by `dotnet run --project src/MeshReady.Dev -- docs`; edits by hand are lost.
            is_global = true
            global_level = -100

            """);
        foreach (var rule in rules)
        {
            text.Append($"\n# {rule.Id}: {rule.Title}\n");
            text.Append(Severity(name, rule) is { } severity
                ? $"dotnet_diagnostic.{rule.Id}.severity = {severity}\n"
                : $"# {rule.SeverityText}, as the facts of the site decide: one line here would make it the same everywhere\n");
        }

        return text.ToString();
    }

    // A severity is set for an id as a whole. Where one id has two, default leaves both alone and strict takes the milder
    // of the raised ones: no build breaks over a question that the manifests leave open.
    private static string? Severity(string profile, RuleInfo rule)
    {
        if (!rule.IsEnabled || (profile == "library" && ServiceOnly.Contains(rule.Id)))
            return "none";

        var severities = rule.Severities.ToArray();
        return profile switch
        {
            "strict" => Text((DiagnosticSeverity)Math.Min((int)severities[^1] + 1, (int)DiagnosticSeverity.Error)),
            "brownfield" => Text((DiagnosticSeverity)Math.Min((int)severities[0], (int)DiagnosticSeverity.Info)),
            _ => severities.Length == 1 ? Text(severities[0]) : null,
        };
    }

    private static string Text(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "suggestion",
        _ => "silent",
    };
}
