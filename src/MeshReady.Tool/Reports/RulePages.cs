using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MeshReady.Tool.Reports;

/// <summary>What the page of a rule says.</summary>
/// <param name="Id">The id.</param>
/// <param name="Title">The title.</param>
/// <param name="Group">The group: <c>Resilience</c>.</param>
/// <param name="Body">What harms, wrong, right, …</param>
public sealed record RuleHelp(string Id, string Title, string Group, Html Body);

/// <summary>The pages of the rules, which are part of this program.</summary>
public static partial class RulePages
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <summary>The help of a rule; the id alone where it has no page.</summary>
    /// <param name="id">The id.</param>
    /// <param name="shown">The rules whose help stands on the same page, for links among them.</param>
    public static RuleHelp Of(string id, IReadOnlySet<string> shown)
    {
        using var stream = typeof(RulePages).Assembly.GetManifestResourceStream("rules/" + id);
        if (stream is null)
            return new RuleHelp(id, id, "Other", Html.Empty);
        var page = new StreamReader(stream, Encoding.UTF8).ReadToEnd().ReplaceLineEndings("\n");
        var heading = page.AsSpan(0, Math.Max(0, page.IndexOf('\n'))).TrimStart("# ").ToString();
        var start = page.IndexOf("\n## ", StringComparison.Ordinal);
        return new RuleHelp(
            id,
            heading.StartsWith(id + ": ", StringComparison.Ordinal) ? heading[(id.Length + 2)..] : heading,
            Category().Match(page) is { Success: true } match ? match.Groups[1].Value : "Other",
            start < 0 ? Html.Empty : Body(page[(start + 1)..], shown));
    }

    private static Html Body(string markdown, IReadOnlySet<string> shown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
            heading.Level = Math.Min(6, heading.Level + 2);
        foreach (var link in document.Descendants<LinkInline>().ToArray())
        {
            var rule = PageName().Match(link.Url ?? "");
            if (rule.Success && shown.Contains(rule.Groups[1].Value))
                link.Url = "#rule-" + rule.Groups[1].Value;
            else if (link.Url?.StartsWith("https://", StringComparison.Ordinal) != true)
                // What is beside the page in the repository is not beside the report.
                link.ReplaceBy(new ContainerInline().AppendChild(new LiteralInline(string.Concat(link.Descendants<LiteralInline>().Select(static l => l.Content.ToString())))));
        }

        using var text = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(text);
        Pipeline.Setup(renderer);
        renderer.Render(document);
        return new Html(text.ToString().Replace("<pre>", "<pre tabindex=\"0\">", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\| Category \| ([^|]+?) \|", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Category();

    [GeneratedRegex(@"^(?:\./)?(MSA\d{4})\.md(?:#.*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex PageName();
}
