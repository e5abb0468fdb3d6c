using System.Collections.Immutable;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Baselines;

/// <summary>What a baseline comes to on the findings of one run.</summary>
public sealed class BaselineMatch
{
    private readonly Dictionary<string, BaselineEntry> _entries;
    private readonly DateOnly _today;
    private readonly ImmutableArray<BaselineEntry> _unseen;

    private BaselineMatch(Baseline baseline, HashSet<string> found, DateOnly today, Func<BaselineEntry, bool> isInView)
    {
        _today = today;
        // Merges of branches may leave an entry twice: the one that holds longest counts.
        _entries = baseline.Entries
            .GroupBy(static e => e.Fingerprint, StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => g.MaxBy(static e => e.Expires ?? DateOnly.MaxValue)!, StringComparer.Ordinal);
        var missing = baseline.Entries.Where(e => !found.Contains(e.Fingerprint)).ToLookup(isInView);
        (Unused, _unseen) = ([.. missing[true]], [.. missing[false]]);
    }

    /// <summary>Entries whose finding is gone; not those of places that the run did not look at.</summary>
    public ImmutableArray<BaselineEntry> Unused { get; }

    /// <summary>Lays a baseline over findings.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="findings">All that count without it.</param>
    /// <param name="today">The day (UTC) by which entries expire.</param>
    /// <param name="isInView">Whether the run looked at the place of an entry, so that a missing finding is gone.</param>
    public static BaselineMatch Of(Baseline baseline, IEnumerable<Finding> findings, DateOnly today, Func<BaselineEntry, bool> isInView)
        => new(baseline, findings.Select(static f => f.Fingerprint).ToHashSet(StringComparer.Ordinal), today, isInView);

    /// <summary>The finding, suppressed where an entry lets it be. One that is suppressed already stays as it is.</summary>
    public Finding Apply(Finding finding)
        => finding.Suppression is null && _entries.TryGetValue(finding.Fingerprint, out var entry) && !entry.IsExpired(_today)
            ? finding with { Suppression = new Suppression(SuppressionKind.External, entry.Reason ?? "in the baseline") }
            : finding;

    /// <summary>The entry that no longer lets a finding be; null where there is none.</summary>
    public BaselineEntry? Expired(Finding finding)
        => finding.Suppression is null && _entries.TryGetValue(finding.Fingerprint, out var entry) && entry.IsExpired(_today) ? entry : null;

    /// <summary>The baseline that lets all these findings be, with what people wrote into the entries that still match.</summary>
    /// <param name="findings">All that count without a baseline.</param>
    /// <param name="keepsUnused">Whether entries stay whose finding was not seen, since not all could be analysed.</param>
    /// <param name="inCheckout">The path from the checkout's root by the shown one.</param>
    public Baseline Rewritten(IEnumerable<Finding> findings, bool keepsUnused, Func<string, string> inCheckout)
        => new([.. findings
            .DistinctBy(static f => f.Fingerprint)
            .Select(f => _entries.GetValueOrDefault(f.Fingerprint) ?? new BaselineEntry(f.Fingerprint, f.Id, inCheckout(f.Path), Redaction.Clean(f.Message)))
            .Concat((keepsUnused ? _unseen.Concat(Unused) : _unseen).DistinctBy(static e => e.Fingerprint))]);
}
