using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Changes;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Owners;

namespace MeshReady.Tool.Baselines;

/// <summary>Which findings of a run count, and whose they are.</summary>
/// <param name="Target">What is looked at.</param>
public sealed record Scope(Target Target)
{
    private const int MostNamed = 5;

    /// <summary>Who owns the files.</summary>
    public required CodeOwners Owners { get; init; }

    /// <summary>Remarks on what was read, one line each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>What is known already; null where nobody gave one.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>The day (UTC) by which its entries expire.</summary>
    public DateOnly Today { get; init; }

    /// <summary>The lines that count; null where all do.</summary>
    public ChangedLines? Changes { get; init; }

    /// <summary>The result with owners, without what the change does not touch, and with what the baseline lets be marked so.</summary>
    public ScanResult Apply(ScanResult result)
    {
        var touched = result.Findings.Count(IsTouched);
        var match = Match(result);
        var before = result.Findings.Count();
        result = result with
        {
            Projects = [.. result.Projects.Select(p => p with { All = [.. p.All.Where(IsTouched).Select(f => match.Apply(f) with { Owners = Owners.Of(Target.InCheckout(f.Path)) })] })],
        };

        List<string> notes = [.. result.Notes, .. Notes];
        if (Changes is not null)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"--since: the change touches {touched} of {before} findings"));
        if (Baseline is not null)
            notes.AddRange(Remarks(match, result));
        return result with { Notes = notes };
    }

    /// <summary>The baseline that lets all findings of a run be.</summary>
    /// <param name="result">As scanned, before <see cref="Apply"/>.</param>
    public Baseline Rewritten(ScanResult result)
        => Match(result).Rewritten(result.Findings, keepsUnused: result.Projects.Any(static p => p.Failures.Count > 0), Target.InCheckout);

    private static IEnumerable<string> Remarks(BaselineMatch match, ScanResult result)
    {
        foreach (var entry in result.All.Select(match.Expired).OfType<BaselineEntry>())
        {
            var who = (entry.Owner is null ? "" : $", {entry.Owner}") + (entry.Reason is null ? "" : $": {entry.Reason}");
            yield return string.Create(CultureInfo.InvariantCulture, $"--baseline: {entry.Id} in {entry.Path} was let be until {entry.Expires:yyyy-MM-dd} and counts again{who}");
        }

        if (match.Unused.IsEmpty)
            yield break;
        var named = string.Join(", ", match.Unused.Take(MostNamed).Select(static e => $"{e.Id} in {e.Path}")) + (match.Unused.Length > MostNamed ? ", …" : "");
        yield return match.Unused.Length == 1
            ? $"--baseline: nothing is found any more for 1 entry ({named}); --write-baseline takes it out"
            : $"--baseline: nothing is found any more for {match.Unused.Length} entries ({named}); --write-baseline takes them out";
    }

    private bool IsTouched(Finding finding)
        => Changes is null || Touches(finding.Path, finding.Line, Math.Max(finding.Line, finding.EndLine)) || finding.Also.Any(place =>
        {
            var colon = place.LastIndexOf(':');
            return colon > 0 && int.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line) && Touches(place[..colon], line, line);
        });

    private bool Touches(string path, int first, int last) => Changes!.Touches(Full(path), first, last);

    private string Full(string path) => Path.GetFullPath(Path.Combine(Target.Folder, path));

    private BaselineMatch Match(ScanResult result)
    {
        string[] folders = [.. result.Projects.Select(p => Target.InCheckout(Path.GetDirectoryName(p.Name) is { Length: > 0 } folder ? folder : "."))];
        var top = Target.InCheckout(".");
        return BaselineMatch.Of(Baseline ?? Baseline.Empty, result.Findings, Today, IsInView);

        // A run over one project says nothing about the files of another, unless they are gone.
        bool IsInView(BaselineEntry entry)
            => IsIn(entry.Path, top) && (!entry.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || folders.Any(f => IsIn(entry.Path, f)) || !File.Exists(Path.Combine(Target.Root, entry.Path)));

        static bool IsIn(string path, string folder) => folder == "." || path.StartsWith(folder + "/", StringComparison.Ordinal);
    }
}
