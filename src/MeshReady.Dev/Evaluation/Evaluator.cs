using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshReady.Dev.Evaluation;

/// <summary>One finding as the tool writes it.</summary>
public sealed record Finding(string Id, [property: JsonPropertyName("path")] string File, int Line, string Message);

/// <summary>How one rule did in one repository.</summary>
/// <param name="Positives">Lines that a reader wants reported.</param>
/// <param name="Missed">Those without a finding.</param>
/// <param name="OnNearMiss">Findings on lines that should stay silent.</param>
/// <param name="OnDebatable">Findings on lines about which readers differ.</param>
/// <param name="Unlabelled">Findings that no reader spoke of.</param>
public sealed record Score(string Repo, string Rule, int Positives, IReadOnlyList<Label> Missed, IReadOnlyList<Finding> OnNearMiss, IReadOnlyList<Finding> OnDebatable, IReadOnlyList<Finding> Unlabelled)
{
    /// <summary>Positives with a finding.</summary>
    public int Found => Positives - Missed.Count;
}

/// <summary>Compares findings with labels: same rule, same file, at most two lines apart, each used once.</summary>
public static class Evaluator
{
    private const int Tolerance = 2;

    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Reads a JSON array of findings.</summary>
    /// <exception cref="DevException">The file is missing or no such array.</exception>
    public static IReadOnlyList<Finding> ReadFindings(string path)
    {
        try
        {
            var findings = JsonSerializer.Deserialize<List<Finding>>(File.ReadAllText(path), Options) ?? [];
            if (findings.Any(f => string.IsNullOrEmpty(f.Id) || string.IsNullOrEmpty(f.File)))
                throw new DevException($"{path}: each finding needs id, path, line and message.");
            return findings;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DevException($"{path} cannot be read as an array of findings: {exception.Message}");
        }
    }

    /// <summary>
    /// The repository a finding belongs to: the one named by a folder of its path, else by the findings file, else the
    /// only one there is; with its path inside that repository. Null where none fits.
    /// </summary>
    public static (string Repo, string File)? Locate(Finding finding, string source, IReadOnlyCollection<string> repositories)
    {
        var path = finding.File.Replace('\\', '/');
        foreach (var repository in repositories)
        {
            var folder = "/" + ShortName(repository) + "/";
            var at = ("/" + path).IndexOf(folder, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
                return (repository, ("/" + path)[(at + folder.Length)..]);
        }

        var named = repositories.FirstOrDefault(r => string.Equals(ShortName(r), Path.GetFileNameWithoutExtension(source), StringComparison.OrdinalIgnoreCase));
        named ??= repositories.Count == 1 ? repositories.First() : null;
        return named is null ? null : (named, path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path);
    }

    /// <summary>The score of each repository and rule, sorted by both.</summary>
    public static IReadOnlyList<Score> Compare(IReadOnlyList<Label> labels, IReadOnlyList<(string Repo, Finding Finding)> findings, Func<string, bool> wanted)
    {
        var keys = labels.Select(l => (l.Repo, l.Rule)).Concat(findings.Select(f => (f.Repo, Rule: f.Finding.Id)))
            .Distinct().Where(k => wanted(k.Rule))
            .OrderBy(k => k.Repo, StringComparer.Ordinal).ThenBy(k => k.Rule, StringComparer.Ordinal);
        return [.. keys.Select(key => CompareRule(
            key.Repo,
            key.Rule,
            labels.Where(l => (l.Repo, l.Rule) == key).ToArray(),
            findings.Where(f => (f.Repo, f.Finding.Id) == key).Select(f => f.Finding)))];
    }

    private static Score CompareRule(string repo, string rule, IReadOnlyList<Label> labels, IEnumerable<Finding> findings)
    {
        var rest = findings.ToList();
        var hits = Label.Verdicts.ToDictionary(v => v, _ => new List<(Label Label, Finding Finding)>());

        // The nearest pairs first, positives before the others: a positive two lines off never loses its finding to a near-miss.
        foreach (var verdict in Label.Verdicts)
        {
            var pairs = labels.Where(l => l.Verdict == verdict)
                .SelectMany(l => rest.Where(f => f.File == l.File && Math.Abs(f.Line - l.Line) <= Tolerance).Select(f => (Label: l, Finding: f)))
                .OrderBy(p => Math.Abs(p.Finding.Line - p.Label.Line)).ThenBy(p => p.Label.Line).ToArray();
            HashSet<Label> used = [];
            foreach (var pair in pairs)
            {
                if (used.Contains(pair.Label) || !rest.Remove(pair.Finding))
                    continue;
                used.Add(pair.Label);
                hits[verdict].Add(pair);
            }
        }

        var positives = labels.Where(l => l.Verdict == "positive").ToArray();
        return new Score(
            repo,
            rule,
            positives.Length,
            [.. positives.Except(hits["positive"].Select(h => h.Label))],
            [.. hits["near-miss"].Select(h => h.Finding)],
            [.. hits["debatable"].Select(h => h.Finding)],
            rest);
    }

    private static string ShortName(string repository) => repository[(repository.LastIndexOf('/') + 1)..];
}
