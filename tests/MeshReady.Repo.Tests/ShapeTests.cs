using MeshReady.Analyzers;
using MeshReady.Dev;
using MeshReady.Dev.Catalog;
using MeshReady.Dev.Docs;
using MeshReady.Dev.Shapes;

namespace MeshReady.Repo.Tests;

/// <summary>The table of shapes: what its pages may hold, and that it is the table of these pages.</summary>
public sealed class ShapeTests
{
    private const string Page = """
        # Addressing

        ## a base address

        ```csharp
        var http = new HttpClient { BaseAddress = new Uri("http://orders") }; // here
        ```

        ```yaml k8s/orders.yaml
        kind: Service
        ```

        ## right: a licence

        ```csharp
        _ = 1;
        var licence = new Uri("https://opensource.org"); // here
        ```
        """;

    [Fact]
    public void Page_is_read()
    {
        var shapes = ShapeReader.Read("Addressing", Page).ToArray();
        Assert.Equal([("a base address", false, 1), ("a licence", true, 2)], shapes.Select(s => (s.Title, s.IsRight, s.Line)));
        Assert.Equal("var licence = new Uri(\"https://opensource.org\");", shapes[1].Text);
        Assert.Equal([new ShapeFile("k8s/orders.yaml", "kind: Service\n")], shapes[0].Files);
    }

    [Theory]
    [InlineData("## a\n", "has no program")]
    [InlineData("## a\n```csharp\nx();\n```\n", "exactly one line")]
    [InlineData("## a\n```csharp\nx(); // here\ny(); // here\n```\n", "exactly one line")]
    [InlineData("## a\n```csharp\nx(); // here\n", "has no end")]
    [InlineData("## a\n```csharp\nx(); // here\n```\n```csharp\n```\n", "two programs")]
    [InlineData("## a\n```csharp\nx(); // here\n```\n```yaml\n```\n", "has a path")]
    public void Page_that_says_too_little_is_refused(string page, string message)
        => Assert.Contains(message, Assert.Throws<DevException>(() => ShapeReader.Read("A", page).ToArray()).Message, StringComparison.Ordinal);

    [Fact]
    public void Only_what_a_person_sees_on_the_line_counts()
    {
        const string Sarif = """
            { "runs": [ { "results": [
              { "ruleId": "S5332", "level": "warning", "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "file:///x/Program.cs" }, "region": { "startLine": 3 } } } ] },
              { "ruleId": "S1075", "level": "warning", "suppressions": [ { "kind": "inSource" } ], "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "file:///x/Program.cs" }, "region": { "startLine": 3 } } } ] },
              { "ruleId": "CA1", "level": "none", "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "file:///x/Program.cs" }, "region": { "startLine": 3 } } } ] },
              { "ruleId": "CS0", "level": "warning" } ] } ] }
            """;
        Assert.Equal([new ShapeFinding("S5332", "Program.cs", 3)], ShapeFinding.Read(Sarif));
    }

    [Fact]
    public void Table_has_a_cell_for_each_family_and_leaves_style_out()
    {
        var table = ShapeTable.Render([.. ShapeReader.Read("Addressing", Page)], [["CA1234", "CA2007", "MA0039", "MSA0101", "RCS9999", "S5332"], []]);
        Assert.Contains("| a base address<br>`var http = new HttpClient { BaseAddress = new Uri(\"http://orders\") };` | MSA0101 | S5332 | MA0039 | RCS9999 | CA1234 |", table, StringComparison.Ordinal);
        Assert.Contains("| *right:* a licence<br>", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Committed_table_has_a_row_for_every_shape_and_no_other()
    {
        var rows = Checkout.Repository.TryRead(ShapeTable.Page)!.Split('\n').Where(static l => l.Contains("<br>", StringComparison.Ordinal)).Select(static l => l.Split("<br>")[0]).ToArray();
        Assert.Equal(ShapeReader.ReadAll(Checkout.Repository).Select(static s => $"| {(s.IsRight ? "*right:* " : "")}{s.Title}"), rows);
    }

    [Fact]
    public void Every_rule_has_a_shape_that_it_reports_or_needs_several_projects()
    {
        var rows = Checkout.Repository.TryRead(ShapeTable.Page)!.Split('\n').Where(static l => l.Contains("<br>", StringComparison.Ordinal)).ToArray();
        // Group 00 speaks of settings and group 12 of manifests, where nobody else looks; suppressors report nothing. A shape is one
        // project, and rules over the system need several with a snapshot between them, which no other analyzer reads.
        var missing = RuleCatalog.Rules.Where(static r => !r.Analyzer.IsSubclassOf(typeof(SystemRuleAnalyzer))).Select(static r => r.Id)
            .Where(static id => !id.StartsWith("MSA00", StringComparison.Ordinal) && !id.StartsWith("MSA12", StringComparison.Ordinal))
            .Where(id => !Array.Exists(rows, row => row.Contains($"{id} ", StringComparison.Ordinal)));
        Assert.Empty(missing);
    }

    [Fact]
    public void Right_shapes_leave_every_rule_silent()
        => Assert.DoesNotContain(Checkout.Repository.TryRead(ShapeTable.Page)!.Split('\n'), static l => l.StartsWith("| *right:*", StringComparison.Ordinal) && l.Contains(" MSA", StringComparison.Ordinal));

    [Fact]
    public void Every_rule_belongs_to_a_system_and_every_id_is_a_rule()
    {
        var ids = RuleCatalog.Rules.Select(static r => r.Id).ToHashSet(StringComparer.Ordinal);
        var listed = Systems.All.SelectMany(static s => s.Ids).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(ids.Except(listed));
        Assert.Empty(listed.Except(ids));
    }
}
