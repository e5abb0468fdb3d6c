using MeshReady.Analyzers.Facts.Systems;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Systems;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Tests.Systems;

/// <summary>One finding of one mistake, where a rule of a project and one over the system speak of it.</summary>
public sealed class PrecedenceTests
{
    [Fact]
    public void Rule_over_the_system_speaks_in_place_of_that_of_the_project()
        => Assert.Equal(["src/Timer.cs:7 MSA1235"], Joined(Found("MSA0808", 7), Found("MSA1235", 7)));

    [Fact]
    public void Finding_on_another_line_or_in_another_file_stays()
    {
        Assert.Equal(["src/Timer.cs:7 MSA1235", "src/Timer.cs:8 MSA0808"], Joined(Found("MSA0808", 8), Found("MSA1235", 7)));
        Assert.Equal(["src/Other.cs:7 MSA0808", "src/Timer.cs:7 MSA1235"], Joined(Found("MSA0808", 7, "src/Other.cs"), Found("MSA1235", 7)));
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void Hosts_of_a_choice_stand_on_its_lines(int line, bool stays)
        => Assert.Equal(stays, Joined(Found("MSA0703", line), Found("MSA1236", 7)).Length == 2);

    [Fact]
    public void Another_mistake_on_the_line_stays()
        => Assert.Equal(["src/Timer.cs:7 MSA0101", "src/Timer.cs:7 MSA1238"], Joined(Found("MSA0101", 7), Found("MSA1238", 7)));

    [Fact]
    public void Every_pair_names_rules_that_exist()
    {
        var ids = Rules.Product().Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static d => d.Id).ToHashSet();
        Assert.All(SystemPrecedence.Pairs, pair => Assert.True(ids.Contains(pair.First) && ids.Contains(pair.Second), pair.ToString()));
    }

    private static string[] Joined(Finding ofProject, Finding ofSystem)
    {
        var report = new ProjectReport("src/web.csproj", [ofProject], 1, 1, TimeSpan.Zero, default, false, [], [], new(LoadMode.Source));
        return [.. SystemCheck.Add(new ScanResult([report], []), [ofSystem], [], []).Projects.SelectMany(static p => p.Findings).Select(static f => $"{f.Path}:{f.Line} {f.Id}")];
    }

    private static Finding Found(string id, int line, string path = "src/Timer.cs") => new("src/web.csproj", path, line, 1, DiagnosticSeverity.Warning, id, "message", []);
}
