using System.Collections.Immutable;
using MeshReady.Analyzers;
using MeshReady.Dev.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Repo.Tests;

/// <summary>What a keystroke may cost. The counters belong to the process, so these tests run alone.</summary>
[Collection(nameof(Alone))]
public sealed class TypingTests
{
    private const string Client = """
        using Microsoft.Extensions.DependencyInjection;
        public static class Clients
        {
            public static void Add(IServiceCollection services) => services.AddHttpClient("orders", c => c.BaseAddress = new System.Uri("http://orders:8080"));
        }
        """;

    [Fact]
    public async Task Edit_rebuilds_the_index_of_its_own_file_and_no_other()
    {
        var trees = Enumerable.Range(0, 40).Select(i => AnalyzerRun.Tree(Client.Replace("Clients", "Clients" + i), $"Clients{i}.cs")).ToArray();
        Compilation compilation = AnalyzerRun.Compile(trees, AnalyzerRun.References);
        await AnalyzerRun.Findings(compilation, null, TestContext.Current.CancellationToken);

        var before = AnalyzerWork.IndexesBuilt;
        var edited = trees[7];
        for (var stroke = 0; stroke < 10; stroke++)
        {
            var next = edited.WithChangedText(edited.GetText(TestContext.Current.CancellationToken).WithChanges(new TextChange(new TextSpan(0, 0), " ")));
            compilation = compilation.ReplaceSyntaxTree(edited, next);
            edited = next;
            var live = await AnalyzerRun.LiveFindings(compilation, edited, null, TestContext.Current.CancellationToken);
            Assert.Contains(live, f => f.Id == "MSA0101");
        }

        Assert.Equal(10, AnalyzerWork.IndexesBuilt - before);
    }

    [Fact]
    public async Task Every_rule_has_a_finding_in_the_corpus_that_shows_while_typing()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in CorpusFile.In("Flawed"))
        {
            var tree = file.Tree;
            var compilation = AnalyzerRun.Compile([tree], AnalyzerRun.References);
            foreach (var finding in await AnalyzerRun.LiveFindings(compilation, tree, file.Settings, TestContext.Current.CancellationToken, file.Files))
                seen.Add(finding.Id);
        }

        // The corpus holds single projects without a snapshot. Rules over the system all speak through one base, whose findings in an editor
        // its own tests show, as those of MSA0004 show that it speaks while somebody types.
        Assert.Empty(RuleCatalog.Rules.Where(r => !r.Analyzer.IsSubclassOf(typeof(SystemRuleAnalyzer))).Select(r => r.Id).Except(["MSA0004"]).Except(seen));
    }

    [Fact]
    public async Task Manifests_are_parsed_once_and_parted_once_for_all_edits_and_projects()
    {
        const int Projects = 3, Edits = 100, Files = 500;
        (string, string)[] texts =
        [
            .. Enumerable.Range(0, Files - 3).Select(i => ($"/deploy/{i}.yaml", $"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: typing{i}\n")),
            ("/deploy/kustomization.yaml", "resources: [0.yaml, 1.yaml]\nnamespace: shop\n"),
            ("/deploy/overlays/prod/kustomization.yaml", "resources: [../..]\ncommonLabels: { a: b }\n"),
            ("/meshready.json", """{ "environments": [ { "name": "prod", "source": { "kustomize": "deploy/overlays/prod" } } ] }"""),
        ];
        var (parses, models) = (AnalyzerWork.ManifestsParsed, AnalyzerWork.DeploymentsBuilt);

        for (var project = 0; project < Projects; project++)
        {
            // Each project lists the files by instances of its own, as an editor does.
            ImmutableArray<AdditionalText> files = [.. texts.Select(t => new Text(t.Item1, t.Item2))];
            var tree = AnalyzerRun.Tree(Client, "Clients.cs");
            Compilation compilation = AnalyzerRun.Compile([tree], AnalyzerRun.References, "Project" + project);
            for (var edit = 0; edit < Edits; edit++)
            {
                var options = new AnalyzerOptions(files);
                var analysis = compilation.WithAnalyzers([.. RuleCatalog.Analyzers], options);
                var found = await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), null, TestContext.Current.CancellationToken);
                Assert.Contains(found, f => f.Id == "MSA0201");
                var next = tree.WithChangedText(tree.GetText(TestContext.Current.CancellationToken).WithChanges(new TextChange(new TextSpan(0, 0), " ")));
                compilation = compilation.ReplaceSyntaxTree(tree, next);
                tree = next;
            }
        }

        Assert.Equal(Files, AnalyzerWork.ManifestsParsed - parses);
        Assert.Equal(1, AnalyzerWork.DeploymentsBuilt - models);
    }

    private sealed class Text(string path, string content) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(content);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }
}

/// <summary>Tests that nothing else may run beside.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
