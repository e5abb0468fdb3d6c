using MeshReady.Analyzers.Facts.Systems;
using MeshReady.Model.Systems;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Loading;

namespace MeshReady.Tool.Systems;

/// <summary>Adds to what the rules say of each project what they say of all together.</summary>
public sealed class SystemCheck(Rules rules, Target target)
{
    /// <summary>The project under which findings stand that belong to none.</summary>
    public const string Nobody = "system";

    /// <summary>The result with the findings about the system, and the system.</summary>
    /// <param name="result">What the rules say of each project.</param>
    /// <param name="checkout">The projects.</param>
    /// <param name="others">Facts of projects that are not among them.</param>
    /// <param name="progress">Told what is at work.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<(ScanResult Result, ReadSystem System)> AddAsync(ScanResult result, Checkout checkout, IReadOnlyList<ProjectFacts> others, Action<string> progress, CancellationToken cancellationToken)
    {
        var system = await new SystemReading(target).ReadAsync(checkout, others, progress, cancellationToken);
        var (findings, failures) = await new SystemScan(rules, target).RunAsync(system, checkout, cancellationToken);
        return (Add(result, findings, failures, system.Notes), system);
    }

    /// <summary>The result with further findings, each with its project.</summary>
    public static ScanResult Add(ScanResult result, IReadOnlyList<Finding> findings, IReadOnlyList<string> failures, IReadOnlyList<string> notes)
    {
        var projects = result.Projects.Select(project => project with { All = [.. Sorted(project.All.Where(f => !IsTold(f, findings)).Concat(findings.Where(f => f.Project == project.Name)))] }).ToList();
        var known = projects.Select(static p => p.Name).ToHashSet(StringComparer.Ordinal);
        Finding[] rest = [.. findings.Where(f => !known.Contains(f.Project))];
        if (rest.Length + failures.Count > 0)
            projects.Add(new ProjectReport(Nobody, [.. Sorted(rest)], 0, 0, TimeSpan.Zero, default, true, [], failures, new LoadedFrom(LoadMode.Source)));
        return result with { Projects = projects, Notes = [.. result.Notes.Concat(notes).Distinct(StringComparer.Ordinal)] };
    }

    /// <summary>Whether a rule over the system says the same with its other half.</summary>
    private static bool IsTold(Finding finding, IReadOnlyList<Finding> findings)
        => SystemPrecedence.Pairs.Any(pair => pair.Second == finding.Id
            && findings.Any(first => first.Id == pair.First && first.Path == finding.Path && finding.Line >= first.Line && finding.Line <= first.Line + pair.Lines));

    private static IEnumerable<Finding> Sorted(IEnumerable<Finding> findings)
        => findings
            .OrderBy(static f => f.Path, StringComparer.Ordinal)
            .ThenBy(static f => f.Line)
            .ThenBy(static f => f.Column)
            .ThenBy(static f => f.Id, StringComparer.Ordinal)
            .ThenBy(static f => f.Message, StringComparer.Ordinal);
}
