using MeshReady.Dev.Catalog;
using Microsoft.CodeAnalysis;

namespace MeshReady.Repo.Tests;

/// <summary>All rules together on small but whole services.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Valid => CorpusFile.Names("Valid");

    public static TheoryData<string> Flawed => CorpusFile.Names("Flawed");

    [Theory, MemberData(nameof(Valid)), MemberData(nameof(Flawed))]
    public void Service_compiles(string path)
    {
        var file = CorpusFile.Open(path);
        var errors = AnalyzerRun.Compile([file.Tree], AnalyzerRun.References).GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error);
        Assert.Empty(errors);
    }

    [Theory, MemberData(nameof(Valid))]
    public async Task Valid_service_is_silent(string path)
    {
        var file = CorpusFile.Open(path);
        Assert.Empty(file.Expected);
        Assert.Empty(await AnalyzerRun.Findings(AnalyzerRun.Compile([file.Tree], AnalyzerRun.References), file.Settings, TestContext.Current.CancellationToken, file.Files));
    }

    [Theory, MemberData(nameof(Flawed))]
    public async Task Flawed_service_has_the_findings_that_its_comments_name(string path)
    {
        var file = CorpusFile.Open(path);
        var findings = await AnalyzerRun.Findings(AnalyzerRun.Compile([file.Tree], AnalyzerRun.References), file.Settings, TestContext.Current.CancellationToken, file.Files);

        // A corpus may run ahead of the rules: an expectation binds from the day its rule exists.
        var known = RuleCatalog.Rules.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var expected = file.Expected.Where(e => known.Contains(e.Id)).Select(e => $"{e.Path}:{e.Line}: {e.Id}").Order(StringComparer.Ordinal);
        Assert.Equal(expected, findings.Select(f => $"{f.Location.GetLineSpan().Path}:{f.Location.GetLineSpan().StartLinePosition.Line + 1}: {f.Id}").Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Flawed))]
    public async Task Every_finding_shows_while_typing(string path)
    {
        var file = CorpusFile.Open(path);
        var tree = file.Tree;
        var compilation = AnalyzerRun.Compile([tree], AnalyzerRun.References);
        var all = await AnalyzerRun.Findings(compilation, file.Settings, TestContext.Current.CancellationToken, file.Files);
        var live = await AnalyzerRun.LiveFindings(compilation, tree, file.Settings, TestContext.Current.CancellationToken, file.Files);
        Assert.Equal(Texts(all), Texts(live));

        static IEnumerable<string> Texts(IEnumerable<Diagnostic> findings) => findings.Select(f => f.ToString()).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Expectations_name_one_possible_id_a_line()
    {
        var ranges = IdRanges.Read(Checkout.Repository);
        var expected = CorpusFile.In("Flawed").SelectMany(f => f.Expected).ToArray();
        Assert.NotEmpty(expected);
        Assert.All(expected, e => Assert.NotNull(ranges.GroupOf(e.Id)));
        Assert.Equal(expected.Length, expected.DistinctBy(e => (e.Path, e.Line)).Count());
    }
}
