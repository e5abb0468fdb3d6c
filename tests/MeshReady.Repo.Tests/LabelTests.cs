using MeshReady.Dev.Evaluation;

namespace MeshReady.Repo.Tests;

/// <summary>The readers' labels can be read by the evaluation.</summary>
public sealed class LabelTests
{
    [Fact]
    public void Labels_are_readable_and_name_relative_files()
    {
        foreach (var file in Checkout.Repository.Files("tests/Corpus/labels", "*.jsonl"))
        {
            var labels = Label.Read(file).ToArray();
            Assert.NotEmpty(labels);
            Assert.Single(labels.Select(l => l.Repo).Distinct());
            Assert.All(labels, l => Assert.Matches(@"^MSA\d{4}$", l.Rule));
            Assert.All(labels, l => Assert.False(Path.IsPathRooted(l.File) || l.File.Contains('\\'), l.File));
        }
    }

    [Fact]
    public void System_descriptions_are_json_objects()
    {
        foreach (var file in Checkout.Repository.Files("tests/Corpus/labels", "*.system.json"))
        {
            using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(file));
            Assert.True(document.RootElement.TryGetProperty("services", out _), file);
        }
    }
}
