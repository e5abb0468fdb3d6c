using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment;

/// <summary>Which comments silence which lines.</summary>
public sealed class ManifestSilencesTests
{
    private static string Silenced(string text, string id = "MSA1226")
    {
        var silences = ManifestReader.Read("a.yaml", text.ReplaceLineEndings("\n")).Silences;
        return string.Join(",", Enumerable.Range(1, text.ReplaceLineEndings("\n").Split('\n').Length).Where(line => silences.IsSilenced(id, line)));
    }

    [Theory]
    [InlineData("a: 1\nb: 2 # meshready: disable MSA1226 stops within 3 s\nc: 3", "2")]
    [InlineData("a: 1\n# meshready: disable MSA1226 stops within 3 s\nb: 2\nc: 3", "3")]
    [InlineData("a: 1\n  # meshready: disable MSA1226 stops within 3 s\n\n  # more\nb: 2\nc: 3", "5")]
    [InlineData("a: 1\nb: 2 #meshready: disable MSA1229, MSA1226 stops within 3 s", "2")]
    [InlineData("a: 1\nb: 2 # meshready: disable MSA1226 - batch only", "2")]
    [InlineData("a: 1\r\nb: 2 # meshready: disable MSA1226 stops in time\r\nc: 3", "2")]
    [InlineData("a: 1\n---\n# meshready: disable-document MSA1226 stops in time\nb: 2\n---\nc: 3", "2,3,4")]
    [InlineData("a: 1\n---\nb: 2 # meshready: disable-file MSA1226 stops in time\n---\nc: 3", "1,2,3,4,5")]
    [InlineData("image: {{ .Values.image }}\ngrace: 5 # meshready: disable MSA1226 stops in time", "2")]
    public void Comment_with_a_reason(string text, string lines) => Assert.Equal(lines, Silenced(text));

    [Theory]
    [InlineData("b: 2 # meshready: disable MSA1226")]
    [InlineData("b: 2 # meshready: disable MSA1226 .")]
    [InlineData("b: 2 # meshready: disable MSA1226 , MSA1229")]
    [InlineData("b: 2 # meshready: disable everything please")]
    [InlineData("b: 2 # meshready: disable MSA1229 stops in time")]
    [InlineData("b: 'x#meshready: disable MSA1226 stops in time'")]
    [InlineData("meshready: disable MSA1226 stops in time")]
    [InlineData("b: 2 # meshready.disable MSA1226 stops in time")]
    [InlineData("b: 2 # meshready: disabled MSA1226 stops in time")]
    [InlineData("")]
    public void Anything_else_silences_nothing(string text) => Assert.Equal("", Silenced(text));

    [Fact]
    public void Hostile_comment_costs_little()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Silenced("a: 1 # meshready: disable " + string.Concat(Enumerable.Repeat("MSA1226 , ", 20_000)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }
}
