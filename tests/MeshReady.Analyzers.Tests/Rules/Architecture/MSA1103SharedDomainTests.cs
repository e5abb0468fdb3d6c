using MeshReady.Analyzers.Rules.Architecture;
using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Rules.Architecture;

/// <summary>A library of business rules as the editor of the library shows it.</summary>
public sealed class MSA1103SharedDomainTests : SystemRuleTest<MSA1103SharedDomainAnalyzer>
{
    [Fact]
    public async Task Library_is_shown_at_its_first_type()
    {
        ProjectFacts library = new("src/rules/rules.csproj", "Shop.Rules", ProjectKind.Library) { Domain = [new("Shop.Order", "aggregate", new("src/web/Program.cs", 2))] };

        Assert.Equal(
            "Info src/web/Program.cs:2 'Shop.Rules' holds business rules and data (Order) and runs in 3 services (bank, stock, zoo): they change together, or each by another version of the rules",
            await Find("_ = 1;\n_ = 2;", [library, User("zoo"), User("bank"), User("stock")]));
    }

    [Fact]
    public async Task Without_a_snapshot_nothing_is_known_of_others() => Assert.Empty(await Find("_ = 1;", []));

    private static ProjectFacts User(string name) => Other(name) with { References = ["src/rules/rules.csproj"] };
}
