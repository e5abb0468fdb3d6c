using System.Text;

namespace MeshReady.Dev.Shapes;

/// <summary>The table of docs/comparison.md: who reports which shape.</summary>
public static class ShapeTable
{
    /// <summary>The page that holds the table.</summary>
    public const string Page = "docs/comparison.md";

    /// <summary>The marker of the table in its page.</summary>
    public const string Marker = "shapes";

    // Rules of style, of disposal, of globalisation and the like fire wherever code stands; the page lists them.
    private static readonly (string Family, string[] Ids)[] NotAboutIt =
    [
        ("naming, style and layout", ["S1104", "S125", "S1481", "S2325", "S3260", "S3903", "S1118", "S1144", "S1172", "S1186", "S2094", "S1450", "S1116", "S3400", "S3241", "S3878", "MA0047", "MA0048", "MA0053", "MA0097", "MA0007", "MA0051", "MA0003", "MA0038", "MA0041", "CA1050", "CA1515", "CA1822", "CA1852", "CA1812", "CA1801", "CA1823", "CA1707", "CA1716", "CA1724", "CA1034", "CA1051", "CA1002", "CA1819", "CA1040", "CA1052", "CA1711", "CA1720", "RCS1102", "RCS1213", "RCS1163", "RCS1175", "RCS1102", "RCS1110", "RCS1014", "RCS1021", "RCS1181"]),
    ];

    /// <summary>The columns, by the prefix of their ids.</summary>
    private static readonly (string Name, Func<string, bool> Owns)[] Columns =
    [
        ("MeshReady", static id => id.StartsWith("MSA", StringComparison.Ordinal)),
        ("Sonar", static id => id.Length > 1 && id[0] == 'S' && char.IsAsciiDigit(id[1])),
        ("Meziantou", static id => id.StartsWith("MA", StringComparison.Ordinal) && id.Length == 6),
        ("Roslynator", static id => id.StartsWith("RCS", StringComparison.Ordinal)),
        ("NetAnalyzers", static id => id.StartsWith("CA", StringComparison.Ordinal)),
    ];

    /// <summary>The table of all shapes, by group.</summary>
    /// <param name="shapes">The shapes.</param>
    /// <param name="reported">The ids reported on the line of each.</param>
    public static string Render(IReadOnlyList<Shape> shapes, IReadOnlyList<IReadOnlyList<string>> reported)
    {
        var page = new StringBuilder();
        foreach (var group in shapes.Index().GroupBy(static s => s.Item.Group))
        {
            page.Append($"\n### {group.Key}\n\n| Shape | {string.Join(" | ", Columns.Select(static c => c.Name))} |\n|---{string.Concat(Columns.Select(static _ => "|---"))}|\n");
            foreach (var (index, shape) in group)
            {
                page.Append($"| {(shape.IsRight ? "*right:* " : "")}{Cell(shape.Title)}<br>{Code(shape.Text)}");
                foreach (var (_, owns) in Columns)
                    page.Append($" | {string.Join(' ', reported[index].Where(id => owns(id) && !IsBeside(id)))}");
                page.Append(" |\n");
            }
        }

        return page.ToString();
    }

    /// <summary>Whether a rule says nothing of what the shapes are about.</summary>
    private static bool IsBeside(string id) => Array.Exists(NotAboutIt, family => Array.IndexOf(family.Ids, id) >= 0);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    // Table cells know no code span with bars in it but by escape.
    private static string Code(string text)
    {
        const int Widest = 110;
        var line = text.Length > Widest ? text[..Widest] + "…" : text;
        return line.Contains('`', StringComparison.Ordinal) ? $"`` {Cell(line)} ``" : $"`{Cell(line)}`";
    }
}
