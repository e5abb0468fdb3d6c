using System.Globalization;

namespace MeshReady.Dev.Evaluation;

/// <summary>Prints scores for people.</summary>
public static class EvaluationReport
{
    /// <summary>One line for each repository and rule, one for each rule over all, and below them what to look at.</summary>
    public static void Write(TextWriter output, IReadOnlyList<Score> scores)
    {
        Line(output, "repository", "rule", "positives", "found", "missed", "near-miss", "debatable", "unlabelled");
        foreach (var score in scores)
            Line(output, score.Repo, score.Rule, [score.Positives, score.Found, score.Missed.Count, score.OnNearMiss.Count, score.OnDebatable.Count, score.Unlabelled.Count]);
        foreach (var rule in scores.GroupBy(s => s.Rule).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Line(output, "all", rule.Key,
                [rule.Sum(s => s.Positives), rule.Sum(s => s.Found), rule.Sum(s => s.Missed.Count), rule.Sum(s => s.OnNearMiss.Count), rule.Sum(s => s.OnDebatable.Count), rule.Sum(s => s.Unlabelled.Count)]);
        }

        foreach (var score in scores)
        {
            foreach (var label in score.Missed)
                output.WriteLine($"missed      {score.Repo} {label.File}({label.Line}) {label.Rule}");
            foreach (var finding in score.OnNearMiss)
                output.WriteLine($"near-miss   {score.Repo} {finding.File}({finding.Line}) {finding.Id} {finding.Message}");
            foreach (var finding in score.Unlabelled)
                output.WriteLine($"unlabelled  {score.Repo} {finding.File}({finding.Line}) {finding.Id} {finding.Message}");
        }
    }

    private static void Line(TextWriter output, string repository, string rule, int[] numbers)
        => Line(output, repository, rule, [.. numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))]);

    private static void Line(TextWriter output, string repository, string rule, params string[] cells)
        => output.WriteLine($"{repository,-38} {rule,-8}" + string.Concat(cells.Select(c => $" {c,10}")));
}
