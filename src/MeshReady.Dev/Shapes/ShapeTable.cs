using System.Text;

namespace MeshReady.Dev.Shapes;

/// <summary>The table of docs/comparison.md: who reports which shape.</summary>
public static class ShapeTable
{
    /// <summary>The page that holds the table.</summary>
    public const string Page = "docs/comparison.md";

    /// <summary>The marker of the table in its page.</summary>
    public const string Marker = "shapes";

    // Rules that fire wherever code stands; the page says so.
    private static readonly HashSet<string> NotAboutIt = new(StringComparer.Ordinal)
    {
        // naming, style and layout
        "CA1050", "CA1515", "CA1707", "CA1711", "CA1716", "CA1724", "CA1812", "CA1822", "CA1852", "MA0003", "MA0007", "MA0038", "MA0041", "MA0047", "MA0048", "MA0051", "MA0053", "MA0097",
        "RCS1021", "RCS1102", "RCS1110", "RCS1118", "RCS1163", "RCS1175", "RCS1213", "S1118", "S1144", "S1172", "S1450", "S2094", "S2325", "S3260", "S3903", "S125",
        // ConfigureAwait, the asynchronous twin, overloads that take an Uri
        "CA1849", "CA2007", "CA2234", "MA0004", "MA0042", "MA0045", "S6966",
        // cultures and comparers
        "CA1303", "CA1304", "CA1305", "CA1307", "CA1310", "CA1311", "MA0002", "MA0006", "MA0009", "MA0011", "MA0074", "MA0076",
        // disposal, null checks, exceptions, speed of logging, and where programs are searched
        "CA1031", "CA1062", "CA1848", "CA1873", "CA2000", "CA2213", "S2221", "S4036",
    };

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
                    page.Append($" | {string.Join(' ', reported[index].Where(id => owns(id) && !NotAboutIt.Contains(id)))}");
                page.Append(" |\n");
            }
        }

        return page.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    // Table cells know no code span with bars in it but by escape.
    private static string Code(string text)
    {
        const int Widest = 110;
        var line = text.Length > Widest ? text[..Widest] + "…" : text;
        return line.Contains('`', StringComparison.Ordinal) ? $"`` {Cell(line)} ``" : $"`{Cell(line)}`";
    }
}
