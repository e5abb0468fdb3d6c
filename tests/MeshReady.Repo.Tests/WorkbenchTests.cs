using MeshReady.Dev;
using MeshReady.Dev.Catalog;
using MeshReady.Dev.Docs;
using MeshReady.Dev.Evaluation;
using MeshReady.Dev.Scaffold;
using Microsoft.CodeAnalysis.CSharp;

namespace MeshReady.Repo.Tests;

/// <summary>The developers' own commands, on a checkout of nothing but the id ranges.</summary>
public sealed class WorkbenchTests : IDisposable
{
    private readonly Repository _repository = new(Directory.CreateTempSubdirectory("meshready-dev").FullName);

    public WorkbenchTests()
    {
        _repository.Write(IdRanges.FileName, "Addressing: MSA0100-MSA0199\nResilience: MSA0200-MSA0202\n");
        _repository.Write(ReleaseNotes.Unshipped, "");
    }

    public void Dispose() => Directory.Delete(_repository.Root, recursive: true);

    [Fact]
    public void Rule_takes_the_next_free_id_and_a_sorted_release_line()
    {
        Assert.Equal("MSA0101", NewRule.Create(_repository, "First", "Addressing", withFix: true, wantedId: null).Id);
        Assert.Equal("MSA0104", NewRule.Create(_repository, "Fourth", "Addressing", withFix: false, "MSA0104").Id);
        Assert.Equal("MSA0102", NewRule.Create(_repository, "Second", "Addressing", withFix: false, wantedId: null).Id);

        Assert.Equal("""
            ### New Rules

            Rule ID | Category | Severity | Notes
            --------|----------|----------|-------
            MSA0101 | Addressing | Warning | First
            MSA0102 | Addressing | Warning | Second
            MSA0104 | Addressing | Warning | Fourth

            """, _repository.TryRead(ReleaseNotes.Unshipped));
        Assert.All(_repository.Files("", "*.cs"), f => Assert.Empty(CSharpSyntaxTree.ParseText(File.ReadAllText(f), cancellationToken: TestContext.Current.CancellationToken).GetDiagnostics(TestContext.Current.CancellationToken)));
        Assert.NotNull(_repository.TryRead("src/MeshReady.CodeFixes/Rules/Addressing/MSA0101FirstFix.cs"));
        Assert.Contains("[NoCodeFix(", _repository.TryRead("src/MeshReady.Analyzers/Rules/Addressing/MSA0102SecondAnalyzer.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("first", "Addressing", null, "PascalCase")]
    [InlineData("FirstAnalyzer", "Addressing", null, "Leave 'Analyzer' off")]
    [InlineData("First", "Addressing", null, "exists")]
    [InlineData("Second", "Nowhere", null, "no group 'Nowhere'")]
    [InlineData("Second", "Addressing", "MSA0101", "MSA0101 is taken")]
    [InlineData("Second", "Addressing", "MSA0201", "belongs to Resilience")]
    [InlineData("Second", "Addressing", "MSA9", "is no id")]
    public void Clash_is_refused_and_nothing_is_written(string name, string group, string? id, string message)
    {
        NewRule.Create(_repository, "First", "Addressing", withFix: false, wantedId: null);
        var before = _repository.Files("", "*");
        Assert.Contains(message, Assert.Throws<DevException>(() => NewRule.Create(_repository, name, group, withFix: false, id)).Message, StringComparison.Ordinal);
        Assert.Equal(before, _repository.Files("", "*"));
    }

    [Fact]
    public void Full_block_is_refused()
    {
        NewRule.Create(_repository, "First", "Resilience", withFix: false, wantedId: null);
        NewRule.Create(_repository, "Second", "Resilience", withFix: false, wantedId: null);
        Assert.Contains("are taken", Assert.Throws<DevException>(() => NewRule.Create(_repository, "Third", "Resilience", withFix: false, wantedId: null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Release_moves_the_rules_and_leaves_an_empty_table()
    {
        var unshipped = ReleaseNotes.Add("", "MSA0101", "Addressing", "Warning", "First");
        var (shipped, rest) = ReleaseNotes.Release("## Release 0.1.0\n\nold\n", unshipped, "0.2.0");
        Assert.StartsWith("## Release 0.2.0\n\n### New Rules\n", shipped, StringComparison.Ordinal);
        Assert.EndsWith("MSA0101 | Addressing | Warning | First\n\n## Release 0.1.0\n\nold\n", shipped, StringComparison.Ordinal);
        Assert.Throws<DevException>(() => ReleaseNotes.Release(shipped, unshipped, "0.2.0"));
        Assert.Throws<DevException>(() => ReleaseNotes.Release(shipped, rest, "0.3.0"));
    }

    [Fact]
    public void Scaffolded_page_is_not_finished()
    {
        NewRule.Create(_repository, "First", "Addressing", withFix: false, wantedId: null);
        var page = _repository.TryRead("docs/rules/MSA0101.md")!;
        Assert.StartsWith("# MSA0101: First\n", page, StringComparison.Ordinal);
        Assert.All(RulePage.Sections, s => Assert.Contains($"## {s.Heading}\n", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a\n<!-- x -->\nold\n<!-- x -->\nb", "a\n<!-- x -->\n\nnew\n\n<!-- x -->\nb")]
    [InlineData("a\n<!-- x -->\nold\n<!-- /x -->\nb", "a\n<!-- x -->\n\nnew\n\n<!-- /x -->\nb")]
    [InlineData("a\n<!-- x -->\nb", "a\n<!-- x -->\n\nnew\n\n<!-- x -->\nb")]
    [InlineData("a\nb", null)]
    public void Text_between_markers_is_replaced(string page, string? expected)
    {
        var once = Markers.Replace(page, "x", "new");
        Assert.Equal(expected, once);
        Assert.Equal(once, once is null ? null : Markers.Replace(once, "x", "new"));
    }

    [Fact]
    public void Finding_counts_once_and_for_the_nearest_label()
    {
        Label[] labels =
        [
            new("o/shop", "MSA0101", "A.cs", 10, "positive"),
            new("o/shop", "MSA0101", "A.cs", 12, "positive"),
            new("o/shop", "MSA0101", "A.cs", 30, "near-miss"),
            new("o/shop", "MSA0101", "B.cs", 10, "debatable"),
        ];
        (string, Finding)[] findings =
        [
            ("o/shop", new("MSA0101", "A.cs", 11, "")),
            ("o/shop", new("MSA0101", "A.cs", 30, "")),
            ("o/shop", new("MSA0101", "A.cs", 33, "")),
            ("o/shop", new("MSA0101", "B.cs", 8, "")),
        ];
        var score = Assert.Single(Evaluator.Compare(labels, findings, _ => true));
        Assert.Equal((2, 1, 1, 1, 1), (score.Positives, score.Found, score.OnNearMiss.Count, score.OnDebatable.Count, score.Unlabelled.Count));
        Assert.Equal(12, Assert.Single(score.Missed).Line);
    }

    [Theory]
    [InlineData("/tmp/shop/src/A.cs", "x.json", "o/shop", "src/A.cs")]
    [InlineData("src/A.cs", "shop.json", "o/shop", "src/A.cs")]
    [InlineData("src/A.cs", "x.json", null, null)]
    public void Finding_is_located_by_its_path_or_by_its_file(string path, string source, string? repository, string? file)
        => Assert.Equal(repository is null ? null : (repository, file!), Evaluator.Locate(new("MSA0101", path, 1, ""), source, ["o/shop", "o/bank"]));

    [Fact]
    public void Cases_are_counted_in_facts_and_rows()
        => Assert.Equal(5, TestCases.CountIn("""
            class T
            {
                public static TheoryData<string> Rows => ["a", "b"];
                [Fact] void A() { }
                [Theory, InlineData(1), InlineData(2)] void B(int x) { }
                [Theory, MemberData(nameof(Rows))] void C(string x) { }
            }
            """));
}
