using MeshReady.Dev.Catalog;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;

namespace MeshReady.Repo.Tests;

/// <summary>Every offer of every fix: it takes its finding away, brings no other, and has nothing left to do afterwards.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<string> Flawed => CorpusFile.Names("Flawed");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Flawed))]
    public async Task Each_offer_by_itself_mends_its_finding(string path)
    {
        using var bench = new MendingBench(CorpusFile.Open(path));
        foreach (var finding in await bench.Findings(bench.Start, Cancel))
        {
            foreach (var offer in await bench.Offers(bench.Start, finding, Cancel))
                await AssertMends(bench, bench.Start, offer);
        }
    }

    [Theory, MemberData(nameof(Flawed))]
    public async Task All_offers_one_after_the_other_come_to_an_end(string path)
    {
        using var bench = new MendingBench(CorpusFile.Open(path));
        var solution = bench.Start;
        var most = 2 * (await bench.Findings(solution, Cancel)).Count;
        for (var round = 0; await FirstOffer(bench, solution) is { } offer; round++)
        {
            Assert.True(round < most, $"{offer} is offered again and again");
            await AssertMends(bench, solution, offer);
            solution = offer.Result;
        }
    }

    [Fact]
    public async Task Every_fix_is_at_work_where_the_corpus_shows_its_flaw()
    {
        var shown = new HashSet<Type>();
        foreach (var file in CorpusFile.In("Flawed"))
        {
            using var bench = new MendingBench(file);
            foreach (var finding in await bench.Findings(bench.Start, Cancel))
                shown.UnionWith((await bench.Offers(bench.Start, finding, Cancel)).Select(o => o.Fix.GetType()));
        }

        var flaws = CorpusFile.In("Flawed").SelectMany(f => f.Expected).Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        Assert.Equal("", string.Join("\n", RuleCatalog.Fixes.Where(f => f.FixableDiagnosticIds.Any(flaws.Contains)).Select(f => f.GetType()).Except(shown).Select(t => t.Name)));
    }

    private static async Task<Offer?> FirstOffer(MendingBench bench, Solution solution)
    {
        foreach (var finding in await bench.Findings(solution, Cancel))
        {
            if (await bench.Offers(solution, finding, Cancel) is [var first, ..])
                return first;
        }

        return null;
    }

    private static async Task AssertMends(MendingBench bench, Solution before, Offer offer)
    {
        var (old, texts) = (await bench.Texts(before, Cancel), await bench.Texts(offer.Result, Cancel));
        Assert.Equal(old.Keys, texts.Keys);
        string[] changed = [.. texts.Where(t => t.Value != old[t.Key]).Select(t => t.Key)];
        Assert.True(changed.Length > 0, $"{offer} changes nothing");
        Assert.True(changed.All(c => c.EndsWith(".cs", StringComparison.Ordinal)) || changed.All(ManifestReader.IsManifestPath), $"{offer} changes code and manifests in one action: dotnet format would do half of it");
        Assert.All(changed.Where(ManifestReader.IsManifestPath), c => Assert.True(ManifestReader.Read(c, texts[c]).Notes.Count <= ManifestReader.Read(c, old[c]).Notes.Count, $"{offer} leaves {c} unreadable"));

        var errors = (await bench.Errors(offer.Result, Cancel)).Except(await bench.Errors(before, Cancel)).ToArray();
        Assert.True(errors.Length == 0, $"{offer}: {string.Join('\n', errors)}");

        // While code and mesh disagree about a place, the rules of other groups keep quiet there; afterwards they may speak.
        var findings = await bench.Findings(before, Cancel);
        var quiet = findings.Where(IsAgreement).Select(Place).ToHashSet();
        var (counts, left) = (Counts(findings), Counts((await bench.Findings(offer.Result, Cancel)).Where(f => IsAgreement(f) || !quiet.Contains(Place(f)))));
        Assert.True(left.GetValueOrDefault(offer.Finding.Id) < counts[offer.Finding.Id], $"{offer} leaves its finding");
        Assert.All(left, c => Assert.True(c.Value <= counts.GetValueOrDefault(c.Key), $"{offer} brings {c.Key}"));
    }

    private static bool IsAgreement(Diagnostic finding) => finding.Id.StartsWith("MSA12", StringComparison.Ordinal);

    private static (string, int) Place(Diagnostic finding) => (finding.Location.GetLineSpan().Path, finding.Location.GetLineSpan().StartLinePosition.Line);

    private static Dictionary<string, int> Counts(IEnumerable<Diagnostic> findings) => findings.CountBy(f => f.Id).ToDictionary();
}
