using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Data;

/// <summary>Names at which the syntax index looks for what retries a database, and for transactions.</summary>
internal static class DataNames
{
    public const string Retry = "EnableRetryOnFailure";

    /// <summary>Starts of a transaction by the caller.</summary>
    public static readonly string[] Transactions = ["BeginTransaction", "BeginTransactionAsync"];

    /// <summary>Aspire's registrations: they retry unless their settings say otherwise.</summary>
    public static readonly string[] Integrations =
    [
        "AddNpgsqlDbContext", "EnrichNpgsqlDbContext", "AddSqlServerDbContext", "EnrichSqlServerDbContext", "AddMySqlDbContext", "EnrichMySqlDbContext", "AddAzureNpgsqlDbContext", "EnrichAzureNpgsqlDbContext",
        "AddOracleDatabaseDbContext", "EnrichOracleDatabaseDbContext",
    ];

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var name in Transactions.Concat(Integrations))
                yield return new(name, Call, SiteKinds.DatabaseRetry);
            yield return new(Retry, Call, SiteKinds.DatabaseRetry);
        }
    }
}
