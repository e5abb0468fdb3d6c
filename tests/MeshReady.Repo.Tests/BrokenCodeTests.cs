using MeshReady.Dev.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Repo.Tests;

/// <summary>People type: most of the code that a rule sees in an editor is broken.</summary>
public sealed class BrokenCodeTests
{
    private const int DeletionsPerFile = 25;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Files => [.. CorpusFile.In("Valid").Concat(CorpusFile.In("Flawed")).Select(f => f.Path)];

    [Theory, MemberData(nameof(Files))]
    public async Task Source_cut_off_at_every_statement_breaks_no_rule(string path)
    {
        var file = CorpusFile.Open(path);
        var ends = file.Tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes()
            .Where(n => n is StatementSyntax or MemberDeclarationSyntax)
            .Select(n => n.Span.End).Distinct().ToArray();
        Assert.NotEmpty(ends);
        foreach (var end in ends)
            await AssertSurvives(file with { Source = file.Source[..end] }, $"cut off at {end}");
    }

    [Theory, MemberData(nameof(Files))]
    public async Task Source_with_tokens_missing_breaks_no_rule(string path)
    {
        var file = CorpusFile.Open(path);
        var tokens = file.Tree.GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Where(t => t.Span.Length > 0).ToArray();
        var random = new Random(20260101);
        for (var round = 0; round < DeletionsPerFile; round++)
        {
            var gone = random.GetItems(tokens, 1 + round % 4).DistinctBy(t => t.SpanStart).OrderByDescending(t => t.SpanStart).ToArray();
            var source = gone.Aggregate(file.Source, (text, token) => text.Remove(token.SpanStart, token.Span.Length));
            await AssertSurvives(file with { Source = source }, $"without {string.Join(", ", gone.Select(t => $"'{t}' at {t.SpanStart}"))}");
        }
    }

    private static async Task AssertSurvives(CorpusFile file, string how)
    {
        var compilation = AnalyzerRun.Compile([file.Tree], AnalyzerRun.References);
        var run = AnalyzerRun.Findings(compilation, file.Settings, TestContext.Current.CancellationToken, file.Files);
        Assert.True(await Task.WhenAny(run, Task.Delay(Bound, TestContext.Current.CancellationToken)) == run, $"{file.Path} {how}: no answer within {Bound}\n{file.Source}");
        var findings = await run;
        Assert.True(findings.All(f => RuleCatalog.Rules.Any(r => r.Id == f.Id)), $"{file.Path} {how}: {string.Join('\n', findings)}");
    }
}
