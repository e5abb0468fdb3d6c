using MeshReady.Tool.Output;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Tests.Output;

/// <summary>Workflow commands, as the runner of GitHub Actions reads them.</summary>
public sealed class GitHubTests
{
    [Fact]
    public void Finding_is_a_command()
        => Assert.Equal(
            "::warning file=src/Front/Program.cs,line=3,endLine=3,col=5,endColumn=17,title=TST0001::'http://orders' is written into the code\n",
            GitHubReport.Write(Renderings.Of(Renderings.Finding)));

    [Theory]
    [InlineData(DiagnosticSeverity.Error, "::error ")]
    [InlineData(DiagnosticSeverity.Warning, "::warning ")]
    [InlineData(DiagnosticSeverity.Info, "::notice ")]
    public void Severity_is_the_command(DiagnosticSeverity severity, string start)
        => Assert.StartsWith(start, GitHubReport.Write(Renderings.Of(Renderings.Finding with { Severity = severity })), StringComparison.Ordinal);

    [Fact]
    public void What_has_a_meaning_is_escaped()
    {
        var text = GitHubReport.Write(Renderings.Of(Renderings.Finding with
        {
            Path = "a,b:c%d/e::f.cs",
            Message = "100% of it\r\n::error::not a command, but text: yes",
            Also = ["deploy/a.yaml:3"],
        }));
        Assert.Equal("::warning file=src/a%2Cb%3Ac%25d/e%3A%3Af.cs,line=3,endLine=3,col=5,endColumn=17,title=TST0001::100%25 of it%0D%0A::error::not a command, but text: yes (also deploy/a.yaml:3)\n", text);
    }

    [Fact]
    public void Place_that_the_message_names_is_not_told_again()
        => Assert.EndsWith("::tries 4x (istio/a.yaml:3) (also src/b.yaml:4)\n", GitHubReport.Write(Renderings.Of(Renderings.Finding with
        {
            Message = "tries 4x (istio/a.yaml:3)",
            Also = ["deploy/istio/a.yaml:3", "src/b.yaml:4"],
        })), StringComparison.Ordinal);

    [Fact]
    public void Columns_are_left_out_where_the_lines_differ()
        => Assert.StartsWith("::warning file=src/Front/Program.cs,line=3,endLine=5,title=", GitHubReport.Write(Renderings.Of(Renderings.Finding with { EndLine = 5 })), StringComparison.Ordinal);

    [Fact]
    public void Line_alone_has_no_end()
        => Assert.StartsWith("::warning file=src/Front/Program.cs,line=3,col=5,title=", GitHubReport.Write(Renderings.Of(Renderings.Finding with { EndLine = 0, EndColumn = 0 })), StringComparison.Ordinal);

    [Fact]
    public void Secrets_and_suppressed_findings_stay_out()
    {
        var text = GitHubReport.Write(Renderings.Of(
            Renderings.Finding with { Message = "'http://user:hunter2@orders'" },
            Renderings.Finding with { Id = "TST0002", Suppression = new(Analysis.SuppressionKind.External, null) }));
        Assert.Contains("'http://***@orders'", text, StringComparison.Ordinal);
        Assert.DoesNotContain("TST0002", text, StringComparison.Ordinal);
    }
}
