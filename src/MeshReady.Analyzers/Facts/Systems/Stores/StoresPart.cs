using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Facts.Systems.Stores;

/// <summary>Where the project keeps data.</summary>
internal sealed class StoresPart : IFactsPart
{
    public ProjectFacts Add(ProjectFacts facts, FactsSource source, CancellationToken cancellationToken)
    {
        if (facts.Kind == ProjectKind.AppHost)
            return facts;
        var details = new StoreDetails(source, cancellationToken);
        var contexts = new ContextTables(source, cancellationToken);
        var found = Distinct([.. new StoreReader(source, cancellationToken).Read(), .. details.Others()]);
        return facts with
        {
            Stores = [.. Distinct([.. found.Select(f => WithContext(details.With(f, found.Count(o => o.System == f.System) == 1), contexts))])
                .OrderBy(static f => f.Place).ThenBy(static f => f.System, StringComparer.Ordinal).ThenBy(static f => f.Key, StringComparer.Ordinal)],
        };
    }

    private static StoreFact WithContext(StoreFact fact, ContextTables contexts)
        => fact.Context is { } name && contexts.Find(name) is { } context ? fact with { Schema = fact.Schema ?? contexts.Schema(context), Tables = contexts.Tables(context) } : fact;

    /// <summary>One fact for each store: the places that say less of one are left out.</summary>
    private static List<StoreFact> Distinct(IReadOnlyList<StoreFact> facts)
    {
        var kept = new List<StoreFact>();
        foreach (var fact in facts.OrderBy(static f => f.Place))
        {
            if (!kept.Exists(other => Covers(other, fact)))
            {
                kept.RemoveAll(other => Covers(fact, other));
                kept.Add(fact);
            }
        }

        return kept;
    }

    private static bool Covers(StoreFact more, StoreFact less)
        => more.System == less.System && (less.Key is null || less.Key == more.Key) && (less.Server is null || less.Server == more.Server) && (less.Database is null || less.Database == more.Database)
            && (less.Context is null || less.Context == more.Context) && (less.Schema is null || less.Schema == more.Schema) && less.Tables.All(more.Tables.Contains);
}
