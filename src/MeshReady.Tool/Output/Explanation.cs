using System.Text;
using MeshReady.Tool.Analysis;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Output;

/// <summary>What a rule finds and why, from its descriptor and its page.</summary>
public static class Explanation
{
    /// <summary>The ids of all rules, in order.</summary>
    public static IEnumerable<string> Ids(Rules rules) => Descriptors(rules).Select(static d => d.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The text for people; null where no rule has the id.</summary>
    public static string? Of(string id, Rules rules)
    {
        DiagnosticDescriptor[] descriptors = [.. Descriptors(rules).Where(d => d.Id.Equals(id, StringComparison.OrdinalIgnoreCase))];
        if (descriptors.Length == 0)
            return null;

        var first = descriptors[0];
        var page = Page(first.Id);
        var text = new StringBuilder().Append(first.Id).Append(": ").Append(first.Title).Append("\n\n");
        foreach (var (name, value) in Table(page))
            text.Append($"{name,-20}").Append(value).Append('\n');
        text.Append("Message".PadRight(20)).AppendJoin('\n' + new string(' ', 20), descriptors.Select(static d => d.MessageFormat.ToString()).Distinct()).Append('\n');
        text.Append("Page".PadRight(20)).Append(first.HelpLinkUri).Append('\n');
        return text.Append(Sections(page)).ToString();
    }

    /// <summary>What the head of a rule's page says, such as Severity and Fix; nothing for a rule without a page.</summary>
    public static IReadOnlyDictionary<string, string> Header(string id) => Table(Page(id)).DistinctBy(static row => row.Name).ToDictionary(static row => row.Name, static row => row.Value, StringComparer.Ordinal);

    private static IEnumerable<DiagnosticDescriptor> Descriptors(Rules rules) => rules.Analyzers.SelectMany(static a => a.SupportedDiagnostics);

    /// <summary>The lines of a rule's page; none where it has no page.</summary>
    public static string[] Page(string id)
    {
        using var stream = typeof(Explanation).Assembly.GetManifestResourceStream("rules/" + id);
        return stream is null ? [] : new StreamReader(stream, Encoding.UTF8).ReadToEnd().ReplaceLineEndings("\n").Split('\n');
    }

    // The header is a table of two columns, whose first row is the id.
    private static IEnumerable<(string Name, string Value)> Table(IEnumerable<string> page)
        => page.TakeWhile(static line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(static cells => cells.Length == 4 && cells[1].Length > 0 && cells[1] is not ("Id" or "---"))
            .Select(static cells => (cells[1], cells[2]));

    private static string Sections(IEnumerable<string> page)
        => string.Join('\n', page.SkipWhile(static line => !line.StartsWith("## ", StringComparison.Ordinal)).Select(static line => line.StartsWith("## ", StringComparison.Ordinal) ? line[3..].ToUpperInvariant() : line)) is { Length: > 0 } sections
            ? "\n" + sections.TrimEnd() + "\n"
            : "";
}
