using System.Text.RegularExpressions;
using MeshReady.Dev.Catalog;

namespace MeshReady.Dev.Docs;

/// <summary>The page of one rule: written by hand but for its header.</summary>
public static partial class RulePage
{
    /// <summary>The sections that every page has, in this order, each with a prompt for its author.</summary>
    public static readonly IReadOnlyList<(string Heading, string Prompt)> Sections =
    [
        ("What harms", "What goes wrong in production, for whom, and when."),
        ("Wrong", "The code as people write it."),
        ("Right", "The same code mended."),
        ("When to silence", "Where a finding is no mistake, and how to say so: pragma, .editorconfig, setting."),
        ("What the mesh offers instead", "Which mesh resource does the job, with its YAML; or that no mesh can."),
    ];

    /// <summary>The sections of the page of a suppressor, in this order.</summary>
    public static readonly IReadOnlyList<string> SuppressorSections = ["What it takes back", "What must be proved", "How to switch it on", "What the mesh does instead"];

    /// <summary>Where the page of an id lies.</summary>
    public static string PathOf(string id) => $"docs/rules/{id}.md";

    /// <summary>The first line of the page.</summary>
    public static string Heading(string id, string title) => $"# {id}: {title}";

    /// <summary>A page to fill in. Its prompts are comments, and a section that holds nothing else counts as empty.</summary>
    public static string Stub(string id, string title, string header = "")
        => $"{Heading(id, title)}\n\n<!-- header -->\n{(header.Length == 0 ? "" : $"\n{header}\n\n")}<!-- header -->\n"
            + string.Concat(Sections.Select(s => $"\n## {s.Heading}\n\n<!-- {s.Prompt} -->\n"));

    /// <summary>The page with the header that the descriptors ask for; a page without markers gets them below its first line.</summary>
    public static string WithHeader(string page, RuleInfo rule)
    {
        var header = RuleTables.Header(rule);
        if (Markers.Replace(page, "header", header) is { } replaced)
            return replaced;

        var end = page.IndexOf('\n', StringComparison.Ordinal);
        var (first, rest) = end < 0 ? (page, "") : (page[..end], page[(end + 1)..].TrimStart('\n'));
        return $"{first}\n\n<!-- header -->\n\n{header}\n\n<!-- header -->\n\n{rest}";
    }

    /// <summary>What is wrong with a page, in words; empty where nothing is.</summary>
    public static IEnumerable<string> Problems(string page, RuleInfo rule)
    {
        return Problems(page, Heading(rule.Id, rule.Title), Sections.Select(static s => s.Heading));
    }

    /// <summary>As above, for the page of a suppressor.</summary>
    public static IEnumerable<string> Problems(string page, SuppressorInfo suppressor) => Problems(page, suppressor.Heading, SuppressorSections);

    private static IEnumerable<string> Problems(string page, string heading, IEnumerable<string> sections)
    {
        if (page.Split('\n')[0].TrimEnd() != heading)
            yield return $"the first line is not '{heading}'";

        foreach (var name in sections)
        {
            var body = SectionBody(page, name);
            if (body is null)
                yield return $"there is no section '## {name}'";
            else if (body.Length == 0)
                yield return $"the section '## {name}' is empty";
        }
    }

    private static string? SectionBody(string page, string heading)
    {
        var match = Regex.Match(page, $@"^## {Regex.Escape(heading)}\s*$(?<body>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.IgnoreCase);
        return match.Success ? Comment().Replace(match.Groups["body"].Value, "").Trim() : null;
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
