using MeshReady.Tool.Analysis;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Tests;

/// <summary>meshready explain.</summary>
public sealed class ExplainTests
{
    public static TheoryData<string> Ids => [.. Explanation.Ids(Rules.Product())];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Every_rule_is_explained(string id)
    {
        var (code, text, _) = await Meshready.Run(Rules.Product(), "explain", id);
        Assert.Equal(0, code);
        Assert.StartsWith(id + ": ", text, StringComparison.Ordinal);
        foreach (var part in (string[])["Severity  ", "Fix  ", "Message  ", $"Page                https://github.com/meshready/meshready/blob/main/docs/rules/{id}.md", "\nWHAT HARMS\n", "\nWRONG\n", "\nRIGHT\n", "\nWHEN TO SILENCE\n"])
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.DoesNotContain("<!-- header", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_does_not_matter() => Assert.Equal(await Meshready.Run(Rules.Product(), "explain", "MSA0201"), await Meshready.Run(Rules.Product(), "explain", "msa0201"));

    [Fact]
    public async Task Unknown_id_is_said_with_those_that_exist()
    {
        var (code, _, error) = await Meshready.Run(Rules.Product(), "explain", "CA1822");
        Assert.Equal(2, code);
        Assert.Contains("no rule has the id CA1822; there are MSA0001, ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_without_a_page_shows_its_message()
    {
        var (code, text, _) = await Meshready.Run("explain", "TST0001");
        Assert.Equal(0, code);
        Assert.Contains("'{0}' is written into the code of {1}", text, StringComparison.Ordinal);
    }
}
