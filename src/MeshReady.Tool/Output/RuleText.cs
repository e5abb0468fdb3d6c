using System.Globalization;
using System.Text.RegularExpressions;
using MeshReady.Tool.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Tool.Output;

/// <summary>What reports say of a rule.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">A name without spaces.</param>
/// <param name="Title">One line.</param>
/// <param name="Summary">The harm in a paragraph.</param>
/// <param name="Page">Its page in Markdown, with links that lead somewhere from anywhere.</param>
/// <param name="HelpUri">Where the page lies; empty where it has none.</param>
/// <param name="Category">Its group.</param>
/// <param name="Severity">The gravest it has by default.</param>
/// <param name="IsEnabled">Whether it runs unasked.</param>
public sealed record RuleText(string Id, string Name, string Title, string Summary, string Page, string HelpUri, string Category, DiagnosticSeverity Severity, bool IsEnabled);

/// <summary>Reads the texts of rules from their descriptors and pages.</summary>
public static partial class RuleTexts
{
    /// <summary>The texts of all rules, in the order of their ids.</summary>
    public static IReadOnlyList<RuleText> Of(Rules rules)
        => [.. rules.Analyzers
            .SelectMany(static a => a.SupportedDiagnostics.Select(d => (Analyzer: a, Descriptor: d)))
            .GroupBy(static p => p.Descriptor.Id, StringComparer.Ordinal)
            .OrderBy(static g => g.Key, StringComparer.Ordinal)
            .Select(static g => Read(g.First().Analyzer, [.. g.Select(static p => p.Descriptor)]))];

    /// <summary>The same by id.</summary>
    public static IReadOnlyDictionary<string, RuleText> ById(Rules rules) => Of(rules).ToDictionary(static r => r.Id, StringComparer.Ordinal);

    private static RuleText Read(DiagnosticAnalyzer analyzer, DiagnosticDescriptor[] descriptors)
    {
        var first = descriptors[0];
        var title = first.Title.ToString(CultureInfo.InvariantCulture);
        string[] body = [.. Explanation.Page(first.Id).SkipWhile(static line => !line.StartsWith("## ", StringComparison.Ordinal))];
        var description = first.Description.ToString(CultureInfo.InvariantCulture);
        return new RuleText(
            first.Id,
            Name(analyzer, first.Id),
            title,
            FirstParagraph(body) is { Length: > 0 } harm ? harm : description.Length > 0 ? description : title,
            body.Length == 0 ? title : Target().Replace(string.Join('\n', body).TrimEnd(), link => $"]({Resolved(first.HelpLinkUri, link.Groups[1].Value)})"),
            first.HelpLinkUri,
            first.Category,
            descriptors.Max(static d => d.DefaultSeverity),
            descriptors.Any(static d => d.IsEnabledByDefault));
    }

    // MSA0101HardCodedEndpointAnalyzer: HardCodedEndpoint. One analyzer of several ids names none of them.
    private static string Name(DiagnosticAnalyzer analyzer, string id)
    {
        var name = analyzer.GetType().Name;
        return name.StartsWith(id, StringComparison.Ordinal) ? name[id.Length..].Replace("Analyzer", "", StringComparison.Ordinal) : id;
    }

    // Up to the last whole sentence: what leads to a list says nothing without it.
    private static string FirstParagraph(string[] body)
    {
        var lines = body.Skip(1).SkipWhile(string.IsNullOrWhiteSpace).TakeWhile(static line => !string.IsNullOrWhiteSpace(line) && !line.StartsWith("- ", StringComparison.Ordinal));
        var text = Link().Replace(string.Join(' ', lines), "$1").Replace("`", "", StringComparison.Ordinal);
        var end = text.EndsWith('.') ? text.Length : text.LastIndexOf(". ", StringComparison.Ordinal) + 1;
        return end > 0 ? text[..end] : text;
    }

    private static string Resolved(string page, string link)
        => Uri.TryCreate(page, UriKind.Absolute, out var from) && Uri.TryCreate(from, link, out var to) ? to.AbsoluteUri : link;

    [GeneratedRegex("""\]\(((?:MSA\d{4}\.md|\.\./|#)[^)\s]*)\)""", RegexOptions.CultureInvariant)]
    private static partial Regex Target();

    [GeneratedRegex("""\[([^\]]+)\]\([^)]+\)""", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
