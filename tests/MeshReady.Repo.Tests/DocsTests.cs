using MeshReady.Dev.Catalog;
using MeshReady.Dev.Docs;

namespace MeshReady.Repo.Tests;

/// <summary>What is written about the rules is what the rules say of themselves.</summary>
public sealed class DocsTests
{
    [Fact]
    public void Generated_files_are_up_to_date()
        => Assert.Empty(DocsGenerator.Drift(Checkout.Repository, RuleCatalog.Rules));

    [Fact]
    public void Every_rule_has_its_page()
    {
        List<string> problems = [];
        foreach (var rule in RuleCatalog.Rules)
        {
            var path = RulePage.PathOf(rule.Id);
            if (Checkout.Repository.TryRead(path) is { } page)
            {
                problems.AddRange(RulePage.Problems(page, rule).Select(p => $"{path}: {p}"));
                continue;
            }

            Checkout.Repository.Write(path + ".generated", RulePage.Stub(rule.Id, rule.Title, RuleTables.Header(rule)));
            problems.Add($"{path} is missing: fill in {path}.generated and rename it");
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void Every_suppressor_has_its_page()
        => Assert.Empty(RuleCatalog.Suppressors.SelectMany(s => Checkout.Repository.TryRead(RulePage.PathOf(s.Id)) is { } page
            ? RulePage.Problems(page, s).Select(p => $"{RulePage.PathOf(s.Id)}: {p}")
            : [$"{RulePage.PathOf(s.Id)} is missing"]));

    [Fact]
    public void Every_page_has_its_rule()
        => Assert.Empty(Checkout.Repository.Files("docs/rules", "MSA*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Except(RuleCatalog.Rules.Select(r => r.Id)).Except(RuleCatalog.Suppressors.Select(s => s.Id)));

    [Fact]
    public void Help_links_lead_to_the_pages()
        => Assert.All(
            RuleCatalog.Rules.SelectMany(r => r.Descriptors),
            d => Assert.Equal($"https://github.com/meshready/meshready/blob/main/{RulePage.PathOf(d.Id)}", d.HelpLinkUri));

    [Fact]
    public void Rules_that_the_library_profile_switches_off_exist_or_are_yet_to_come()
        => Assert.All(Profiles.ServiceOnly, id => Assert.NotNull(IdRanges.Read(Checkout.Repository).GroupOf(id)));
}
