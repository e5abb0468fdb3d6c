using System.Collections.Immutable;

namespace MeshReady.Tool.Baselines;

/// <summary>Findings that a team knows of and lets be for now.</summary>
/// <param name="Entries">One for each finding.</param>
public sealed record Baseline(ImmutableArray<BaselineEntry> Entries)
{
    /// <summary>Lets nothing be.</summary>
    public static Baseline Empty { get; } = new([]);
}

/// <summary>One finding that is let be.</summary>
/// <param name="Fingerprint">Which finding: <see cref="Analysis.Finding.Fingerprint"/>.</param>
/// <param name="Id">The rule, for people.</param>
/// <param name="Path">The file, for people.</param>
/// <param name="Message">What was found when the entry was written, for people.</param>
/// <param name="Reason">Why it is let be.</param>
/// <param name="Owner">Who answers for that.</param>
/// <param name="Expires">The last day (UTC) on which the entry holds; for good where null.</param>
public sealed record BaselineEntry(string Fingerprint, string Id, string Path, string? Message = null, string? Reason = null, string? Owner = null, DateOnly? Expires = null)
{
    /// <summary>Whether the entry has had its time.</summary>
    public bool IsExpired(DateOnly today) => Expires < today;
}
