using System.Text;
using MeshReady.Dev.Catalog;

namespace MeshReady.Dev.Docs;

/// <summary>The tables that pages show of rules.</summary>
public static class RuleTables
{
    /// <summary>The table at the head of a rule's own page.</summary>
    public static string Header(RuleInfo rule)
    {
        var fix = rule.Fixes.Count > 0 ? rule.FixClass : rule.NoFixReason is { } reason ? "none: " + reason.TrimEnd('.') : "none";
        return $"""
            | Id | {rule.Id} |
            |---|---|
            | Severity | {rule.SeverityText} |
            | Category | {rule.Category} |
            | Fix | {Cell(fix)} |
            | Live in the editor | {(rule.IsLive ? "yes" : "no, build and tool only")} |
            """;
    }

    /// <summary>docs/rules/README.md: all rules by system and by group, and the suppressors.</summary>
    public static string Index(IReadOnlyList<RuleInfo> rules, IReadOnlyList<SuppressorInfo> suppressors, IdRanges ranges)
    {
        var page = new StringBuilder("""
            # Rules

            Written by `dotnet run --project src/MeshReady.Dev -- docs`; edits by hand are lost.

            An *equivalent* fix leaves behaviour as it is and is applied by `dotnet format`; a *behavioural* one changes it, and is applied one at a time in the editor or by `meshready fix --behavioural` ([adopting](../adopting.md)). What other analyzers report of the same code is measured in [comparison](../comparison.md).

            ## By system

            | System | Rules |
            |---|---|

            """);
        foreach (var (name, about, ids) in Systems.All)
        {
            var links = ids.Where(id => rules.Any(r => r.Id == id)).Order(StringComparer.Ordinal).Select(static id => $"[{id[3..]}]({id}.md)").ToArray();
            if (links.Length > 0)
                page.Append($"| **{name}**: {about} | {string.Join(' ', links)} |\n");
        }

        page.Append("\n## By group\n");
        foreach (var group in ranges.Groups)
        {
            var members = rules.Where(r => r.Category == group).ToArray();
            if (members.Length == 0)
                continue;
            page.Append($"\n### {group}\n\n").Append(Table(members, "")).Append('\n');
        }

        page.Append("\n## Suppressions\n\nFindings of other analyzers that the mesh has answered. Off unless `meshready.suppress` names them ([configuration](../configuration.md#findings-of-other-analyzers)).\n\n| Id | Takes back | Why |\n|---|---|---|\n");
        foreach (var suppressor in suppressors)
            page.Append($"| [{suppressor.Id}]({suppressor.Id}.md) | {suppressor.SuppressedId} | {Cell(suppressor.Justification)} |\n");
        return page.ToString();
    }

    /// <summary>All rules in one table; <paramref name="folder"/> leads from the page to the rules' pages.</summary>
    public static string Table(IReadOnlyList<RuleInfo> rules, string folder)
    {
        var table = new StringBuilder("| Id | Rule | Severity | Fix |\n|---|---|---|---|");
        foreach (var rule in rules)
            table.Append($"\n| [{rule.Id}]({folder}{rule.Id}.md) | {Cell(rule.Title)} | {rule.SeverityText} | {Cell(rule.FixClass)} |");
        return table.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
