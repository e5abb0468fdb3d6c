using MeshReady.Testing;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Output;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Tests.Output;

/// <summary>The job summary.</summary>
public sealed class MarkdownTests
{
    [Fact]
    public async Task Services_rules_and_findings_are_tables()
        => await Verifier.Verify(MarkdownReport.Write(Renderings.Of(
            ["Alien.csproj cannot be read: it is no XML"],
            Renderings.Finding,
            Renderings.Finding with { Line = 9, Also = ["deploy/istio/orders_v2.yaml:12"] },
            Renderings.Finding with { Id = "MSA0201", Severity = DiagnosticSeverity.Info, Project = "Back/Shop.Back.csproj" },
            Renderings.Finding with { Suppression = new(SuppressionKind.InSource, null) }) with { Rules = Rules.Product() }));

    [Fact]
    public void Nothing_found_has_no_table()
        => Assert.Equal("## MeshReady\n\nNo findings in 1 project, 1 file.\n", MarkdownReport.Write(Renderings.Of()));

    [Theory]
    [InlineData("a | b", "a &#124; b")]
    [InlineData("<img src=x> & 'List<T>'", "&lt;img src=x&gt; &amp; 'List&lt;T&gt;'")]
    [InlineData("`_a_` *b* [c](d) ~e~ ![f]", "\\`\\_a\\_\\` \\*b\\* \\[c\\](d) \\~e\\~ \\!\\[f\\]")]
    [InlineData("ask @team, see #12", "ask &#64;team, see &#35;12")]
    [InlineData("http://orders", "http:&#47;/orders")]
    [InlineData("two\nlines", "two lines")]
    [InlineData("C:\\temp", "C:\\\\temp")]
    public void Message_stays_text(string message, string expected)
        => Assert.Contains($"| <code>Front/Program.cs:3</code> | {expected} |\n", MarkdownReport.Write(Renderings.Of(Renderings.Finding with { Message = message })), StringComparison.Ordinal);

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public void Many_findings_are_folded(int count, bool isFolded)
    {
        var text = MarkdownReport.Write(Renderings.Of([.. Enumerable.Range(1, count).Select(static i => Renderings.Finding with { Line = i })]));
        Assert.Equal(isFolded, text.Contains($"<details><summary>Findings: {count}</summary>\n\n| Severity", StringComparison.Ordinal));
        Assert.Equal(isFolded, text.EndsWith("\n</details>\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_fits_into_a_comment_and_counts_what_does_not()
    {
        var text = MarkdownReport.Write(Renderings.Of([.. Enumerable.Range(1, 3_000).Select(static i => Renderings.Finding with { Line = i })]));
        Assert.InRange(text.Length, 50_000, 65_536);
        var shown = text.Split("<code>Front/Program.cs:").Length - 1;
        Assert.Contains($"… and {3_000 - shown} more, for which there is no room here.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_services_fit_too()
    {
        var text = MarkdownReport.Write(Renderings.Of([.. Enumerable.Range(1, 2_500).Select(static i => Renderings.Finding with { Project = $"Services/Shop.Service{i}/Shop.Service{i}.csproj" })]));
        Assert.InRange(text.Length, 50_000, 65_536);
        Assert.Contains("| Shop.Service100 | 0 | 1 | 0 |\n\n… and 2400 more.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Gravest_come_first()
    {
        var text = MarkdownReport.Write(Renderings.Of(Renderings.Finding with { Severity = DiagnosticSeverity.Info }, Renderings.Finding with { Severity = DiagnosticSeverity.Error, Line = 8 }));
        Assert.True(text.IndexOf("Program.cs:8", StringComparison.Ordinal) < text.IndexOf("Program.cs:3", StringComparison.Ordinal));
    }
}
