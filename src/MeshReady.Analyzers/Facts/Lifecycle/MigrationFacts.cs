using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>What the start of a service changes in the schema of its database.</summary>
internal sealed class MigrationFacts
{
    private static readonly ConditionalWeakTable<CodeFacts, MigrationFacts> Cache = new();

    /// <summary>Providers whose database is a file or lives in the process: no other replica meets it.</summary>
    private static readonly string[] OwnDatabases = ["UseSqlite", "UseInMemoryDatabase"];
    private static readonly string[] SharedDatabases =
    [
        "UseSqlServer", "UseAzureSql", "UseNpgsql", "UseMySql", "UseMySQL", "UseOracle", "UseFirebird", "UseDb2", "UseCosmos", "UseYugabyte",
        "AddSqlServerDbContext", "AddNpgsqlDbContext", "AddMySqlDbContext", "AddOracleDatabaseDbContext", "AddSqlServer", "AddNpgsql", "ConfigureDbContext",
    ];

    private readonly CodeFacts _facts;
    private readonly object _gate = new();
    private bool? _isService;
    private bool? _isShared;
    private IReadOnlyList<(Migration Migration, StartUpPath Path)>? _referenced;

    private MigrationFacts(CodeFacts facts) => _facts = facts;

    public static MigrationFacts For(CodeFacts facts) => Cache.GetValue(facts, static f => new MigrationFacts(f));

    /// <summary>Whether the program is a host that goes on running, and not one that exists in order to migrate.</summary>
    public bool IsService(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _isService ??= !IsNamedLikeMigrator(_facts.Compilation.AssemblyName ?? "")
                && HostFacts.For(_facts).Kind(cancellationToken) != HostKind.None
                && _facts.Indexes(cancellationToken).Any(index => new[] { "Run", "RunAsync", "Start", "StartAsync", "RunConsoleAsync", "RunOaktonCommands", "RunJasperFxCommands" }.Any(name => index.Identifiers(name, cancellationToken).Any()));
        }
    }

    /// <summary>Whether other replicas meet the same database.</summary>
    public bool IsShared(Migration migration, CancellationToken cancellationToken)
    {
        if (!migration.Name.StartsWith("Migrate", StringComparison.Ordinal) && !migration.Name.StartsWith("EnsureCreated", StringComparison.Ordinal))
            return true;
        lock (_gate)
            return _isShared ??= Mentions(SharedDatabases) || !Mentions(OwnDatabases);

        bool Mentions(string[] names)
            => _facts.AllTrees().Any(tree => SyntaxIndex.For(tree, cancellationToken) is { IsTestFile: false } index && Array.Exists(names, name => index.Identifiers(name, cancellationToken).Any()));
    }

    /// <summary>Migrations in the source of referenced projects that this program's start reaches, each with the way there.</summary>
    public IReadOnlyList<(Migration Migration, StartUpPath Path)> Referenced(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _referenced ??= Find(cancellationToken);
    }

    private List<(Migration, StartUpPath)> Find(CancellationToken cancellationToken)
    {
        var found = new List<(Migration, StartUpPath)>();
        if (!IsService(cancellationToken))
            return found;
        var paths = new StartUpPaths(_facts, cancellationToken);
        foreach (var site in ReferencedProjects.Sites(_facts.Compilation, SiteKinds.Migration, cancellationToken))
        {
            if (_facts.ModelAnywhere(site.Node.SyntaxTree) is { } model
                && MigrationNames.At(site, model, cancellationToken) is { } migration
                && IsShared(migration, cancellationToken)
                && paths.To(site.Node) is { Way: not StartUpWay.Never, Entry: not null } path)
            {
                found.Add((migration, path));
            }
        }

        return found;
    }

    private static bool IsNamedLikeMigrator(string name)
        => name.IndexOf("Migrat", StringComparison.OrdinalIgnoreCase) >= 0 || name.EndsWith("DbUp", StringComparison.OrdinalIgnoreCase)
            || name.IndexOf("Seeder", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("DbSetup", StringComparison.OrdinalIgnoreCase) >= 0;
}
