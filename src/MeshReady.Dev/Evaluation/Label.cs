using System.Text.Json;

namespace MeshReady.Dev.Evaluation;

/// <summary>One judgement of a reader about one line of a real repository.</summary>
/// <param name="Repo">owner/name of the repository.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="File">Path relative to the repository's root.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Verdict">positive, near-miss or debatable.</param>
public sealed record Label(string Repo, string Rule, string File, int Line, string Verdict)
{
    /// <summary>The verdicts that a reader may give.</summary>
    public static readonly IReadOnlyList<string> Verdicts = ["positive", "near-miss", "debatable"];

    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Reads a file of one JSON object a line.</summary>
    /// <exception cref="DevException">A line is no label; the message names it.</exception>
    public static IEnumerable<Label> Read(string path)
    {
        var number = 0;
        foreach (var line in System.IO.File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            yield return Parse(line, $"{Path.GetFileName(path)}({number})");
        }
    }

    private static Label Parse(string line, string place)
    {
        Label? label;
        try
        {
            label = JsonSerializer.Deserialize<Label>(line, Options);
        }
        catch (JsonException exception)
        {
            throw new DevException($"{place}: {exception.Message}");
        }

        if (label is not { Repo.Length: > 0, Rule.Length: > 0, File.Length: > 0, Line: > 0 } || !Verdicts.Contains(label.Verdict))
            throw new DevException($"{place}: a label has repo, rule, file, line (from 1) and a verdict out of {string.Join(", ", Verdicts)}.");
        return label;
    }
}
