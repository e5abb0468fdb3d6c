using MeshReady.Model.Systems;
using MeshReady.Tool.Analysis;

namespace MeshReady.Tool.Reports;

/// <summary>What a report is about.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Graph">The system.</param>
/// <param name="Findings">What is wrong with it, in the order in which it is printed; paths are from the root of the repository, as in the graph.</param>
public sealed record ReportInput(string Title, SystemGraph Graph, IReadOnlyList<Finding> Findings)
{
    /// <summary>The text of a file by its path from the root; null where it cannot be read.</summary>
    public Func<string, string?> ReadSource { get; init; } = static _ => null;

    /// <summary>Who owns a finding.</summary>
    public Func<Finding, IReadOnlyList<string>> OwnersOf { get; init; } = static _ => [];

    /// <summary>What has changed; null where nothing is compared.</summary>
    public ReportTrend? Trend { get; init; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>The findings against a baseline.</summary>
/// <param name="Against">What they are compared with, as it is shown: a file's name.</param>
/// <param name="New">The findings that the baseline has not.</param>
/// <param name="Gone">Those of the baseline that are no more, each as it is shown: <c>MSA0201 src/Shop/Program.cs</c>.</param>
public sealed record ReportTrend(string Against, IReadOnlySet<Finding> New, IReadOnlyList<string> Gone);
