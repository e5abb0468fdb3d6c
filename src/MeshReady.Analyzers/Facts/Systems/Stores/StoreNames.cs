namespace MeshReady.Analyzers.Facts.Systems.Stores;

/// <summary>Calls and creations that say where data is kept, with what keeps it.</summary>
internal static class StoreNames
{
    /// <summary>Calls whose first text is a connection string: providers of Entity Framework, of job schedulers, of outboxes, and clients that are registered.</summary>
    public static readonly IReadOnlyDictionary<string, string> ByConnection = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["UseSqlServer"] = "sqlserver", ["UseAzureSql"] = "sqlserver", ["UseNpgsql"] = "postgres", ["UsePostgres"] = "postgres", ["UsePostgreSql"] = "postgres", ["UseYugabyte"] = "postgres",
        ["UseMySql"] = "mysql", ["UseMySQL"] = "mysql", ["UseSqlite"] = "sqlite", ["UseSQLite"] = "sqlite", ["UseOracle"] = "oracle", ["UseFirebird"] = "firebird", ["UseCosmos"] = "cosmosdb", ["UseMongoDB"] = "mongodb",
        ["UseSqlServerStorage"] = "sqlserver", ["UsePostgreSqlStorage"] = "postgres", ["UseRedisStorage"] = "redis", ["UseMongoStorage"] = "mongodb", ["UseNpgsqlConnection"] = "postgres",
        ["AddStackExchangeRedisCache"] = "redis", ["AddDistributedRedisCache"] = "redis", ["AddEventStoreClient"] = "eventstore", ["AddKurrentDBClient"] = "eventstore", ["AddMarten"] = "postgres",
        ["AddDistributedSqlServerCache"] = "sqlserver",
    };

    /// <summary>Short forms of Entity Framework, which name the context: <c>AddNpgsql&lt;Orders&gt;(connection)</c>. Without a context they check health.</summary>
    public static readonly IReadOnlyDictionary<string, string> WithContext = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AddSqlServer"] = "sqlserver", ["AddNpgsql"] = "postgres", ["AddMySql"] = "mysql", ["AddSqlite"] = "sqlite", ["AddCosmos"] = "cosmosdb",
    };

    /// <summary>Aspire's client integrations: their first text is the name of a connection.</summary>
    public static readonly IReadOnlyDictionary<string, string> ByConnectionName = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AddNpgsqlDbContext"] = "postgres", ["AddAzureNpgsqlDbContext"] = "postgres", ["AddNpgsqlDataSource"] = "postgres", ["AddKeyedNpgsqlDataSource"] = "postgres", ["AddAzureNpgsqlDataSource"] = "postgres",
        ["AddSqlServerDbContext"] = "sqlserver", ["AddSqlServerClient"] = "sqlserver", ["AddKeyedSqlServerClient"] = "sqlserver", ["AddMySqlDbContext"] = "mysql", ["AddMySqlDataSource"] = "mysql", ["AddKeyedMySqlDataSource"] = "mysql",
        ["AddOracleDatabaseDbContext"] = "oracle", ["AddMongoDBClient"] = "mongodb", ["AddKeyedMongoDBClient"] = "mongodb", ["AddRedisClient"] = "redis", ["AddKeyedRedisClient"] = "redis",
        ["AddRedisDistributedCache"] = "redis", ["AddRedisOutputCache"] = "redis", ["AddValkeyClient"] = "redis", ["AddGarnetClient"] = "redis", ["AddElasticsearchClient"] = "elasticsearch", ["AddElasticClientsElasticsearch"] = "elasticsearch",
        ["AddCosmosDbContext"] = "cosmosdb", ["AddAzureCosmosClient"] = "cosmosdb", ["AddAzureCosmosContainer"] = "cosmosdb", ["AddAzureCosmosDatabase"] = "cosmosdb", ["AddAzureTableClient"] = "azuretables", ["AddAzureTableServiceClient"] = "azuretables", ["AddAzureBlobClient"] = "azureblobs", ["AddAzureBlobServiceClient"] = "azureblobs",
        ["AddQdrantClient"] = "qdrant", ["AddMilvusClient"] = "milvus", ["AddRavenDBClient"] = "ravendb", ["AddCassandraClient"] = "cassandra",
    };

    /// <summary>Static methods that connect, by their class.</summary>
    public static readonly IReadOnlyDictionary<string, (string Class, string System)[]> Factories = new Dictionary<string, (string, string)[]>(StringComparer.Ordinal)
    {
        ["Connect"] = [("ConnectionMultiplexer", "redis")],
        ["ConnectAsync"] = [("ConnectionMultiplexer", "redis")],
        ["Create"] = [("EventStoreClientSettings", "eventstore"), ("KurrentDBClientSettings", "eventstore"), ("NpgsqlDataSource", "postgres")],
        ["For"] = [("DocumentStore", "postgres")],
        ["Driver"] = [("GraphDatabase", "neo4j")],
    };

    /// <summary>Types whose constructor takes the connection.</summary>
    public static readonly IReadOnlyDictionary<string, string> Connections = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["SqlConnection"] = "sqlserver", ["NpgsqlConnection"] = "postgres", ["NpgsqlDataSourceBuilder"] = "postgres", ["MySqlConnection"] = "mysql", ["SqliteConnection"] = "sqlite", ["OracleConnection"] = "oracle",
        ["MongoClient"] = "mongodb", ["ElasticClient"] = "elasticsearch", ["ElasticsearchClientSettings"] = "elasticsearch", ["ConnectionSettings"] = "elasticsearch", ["OpenSearchClient"] = "opensearch", ["CosmosClient"] = "cosmosdb",
        ["AmazonDynamoDBClient"] = "dynamodb", ["TableServiceClient"] = "azuretables", ["TableClient"] = "azuretables", ["BlobServiceClient"] = "azureblobs", ["BlobContainerClient"] = "azureblobs", ["LiteDatabase"] = "litedb",
    };

    /// <summary>What of Dapr's client works on a state store, which its first argument names.</summary>
    public static readonly string[] DaprState =
    [
        "GetStateAsync", "SaveStateAsync", "TrySaveStateAsync", "DeleteStateAsync", "TryDeleteStateAsync", "GetStateEntryAsync", "GetStateAndETagAsync", "GetBulkStateAsync", "SaveBulkStateAsync", "DeleteBulkStateAsync", "ExecuteStateTransactionAsync", "QueryStateAsync",
    ];

    /// <summary>Calls that name the context whose provider is chosen within.</summary>
    public static readonly string[] ContextRegistrations = ["AddDbContext", "AddDbContextPool", "AddDbContextFactory", "AddPooledDbContextFactory", "AddDbContextWithWolverineIntegration", "ConfigureDbContext"];

    /// <summary>Whether a table is a library's, kept beside the service's own.</summary>
    public static bool IsOfLibrary(string name)
        => name.StartsWith("AspNet", StringComparison.OrdinalIgnoreCase) || name.StartsWith("__", StringComparison.Ordinal) || name.StartsWith("Hangfire", StringComparison.OrdinalIgnoreCase) || name.StartsWith("QRTZ_", StringComparison.OrdinalIgnoreCase)
            || Array.Exists(LibraryTables, part => name.Replace("_", "").IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0);

    private static readonly string[] LibraryTables = ["outbox", "inbox", "DataProtectionKeys", "EventLog", "PersistMessage", "StoreMessage", "MessagePersist"];
}
