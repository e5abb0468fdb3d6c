using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>That a mistake holds in one set of manifests.</summary>
/// <param name="Set">The set; null where no manifest takes part in it.</param>
/// <param name="Manifest">The manifest that holds the other half; null where none does.</param>
/// <param name="Finding">The finding, as grave as it is in production.</param>
internal sealed record Judgement(FactSet? Set, string? Manifest, SystemFinding Finding)
{
    /// <summary>One finding for each place, however many sets it holds in: the gravest, with all environments and further places.</summary>
    public static IEnumerable<SystemFinding> Join(IEnumerable<Judgement> judgements)
        => judgements.GroupBy(static j => j.Finding.Place).OrderBy(static group => group.Key).Select(static group =>
        {
            var first = group.Aggregate(static (best, next) => next.Severity > best.Severity ? next : best);
            return first.Finding with
            {
                Severity = first.Severity,
                Also = [.. group.SelectMany(static j => j.Finding.Also).Prepend(group.Key).Distinct().Skip(1)],
                Environments = [.. group.Select(static j => j.Set?.Environment).OfType<string>().Distinct(StringComparer.Ordinal)],
            };
        });

    /// <summary>Outside production nothing is more than a remark; nor is a plain manifest in a folder such as <c>dev</c>, whose files are in one set with all others.</summary>
    private SystemSeverity Severity
        => Set is { IsProduction: false } || Set is { Kind: FactSetKind.Plain } && Manifest is not null && !ProductionName.IsOf(FilePath.NameOf(FilePath.FolderOf(FilePath.Normal(Manifest))))
            ? SystemSeverity.Info
            : Finding.Severity;
}
