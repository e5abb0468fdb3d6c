using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>What changes the schema of a database, by name.</summary>
internal static class MigrationNames
{
    private const string EntityFramework = "Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions";
    private const string Facade = "Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade";

    /// <summary>Calls, with the type or the root namespace that declares them. The flag: the library lets one process at a time do it.</summary>
    private static readonly (string Name, string Home, bool IsLocked)[] Calls =
    [
        ("Migrate", EntityFramework, false),
        ("MigrateAsync", EntityFramework, false),
        ("EnsureCreated", Facade, false),
        ("EnsureCreatedAsync", Facade, false),
        ("MigrateUp", "FluentMigrator.Runner", false),
        ("PerformUpgrade", "DbUp", false),
        ("Migrate", "EvolveDb", true),
        ("Migrate", "Evolve", true),
        ("ApplyAllDatabaseChangesOnStartup", "Marten", true),
        ("ApplyAllConfiguredChangesToDatabaseAsync", "Marten", true),
        ("ApplyAllConfiguredChangesToDatabaseAsync", "Weasel", true),
    ];

    /// <summary>Settings of a store that let it change the schema when it is first used, and the values that do.</summary>
    private static readonly (string Name, string Home, string[] Values)[] Settings =
    [
        ("AutoCreateSchemaObjects", "Marten", ["All"]),
        ("SchemaAction", "NHibernate", ["Update", "Create", "Recreate"]),
    ];

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var (name, _, _) in Calls)
                yield return new(name, Call | Mention, SiteKinds.Migration);
            foreach (var (name, _, _) in Settings)
                yield return new(name, Assigned, SiteKinds.Migration);
        }
    }

    /// <summary>What changes the schema at the site; null where nothing does.</summary>
    public static Migration? At(Site site, SemanticModel model, CancellationToken cancellationToken)
    {
        if (site.Node is AssignmentExpressionSyntax { Right: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var value } } assignment)
        {
            return Settings.Any(s => s.Name == site.Name && Array.IndexOf(s.Values, value) >= 0
                && model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is { } setting && IsAt(setting.ContainingType, s.Home))
                ? new Migration(assignment, site.Name + " = " + value, IsLocked: false)
                : null;
        }

        // The method itself may be handed to whoever calls it: retry.Execute(context.Database.Migrate).
        if (site.Node is not (InvocationExpressionSyntax or MemberAccessExpressionSyntax { Parent: ArgumentSyntax }) || site.Node is not ExpressionSyntax call)
            return null;
        var info = model.GetSymbolInfo(call, cancellationToken);
        if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not IMethodSymbol method)
            return null;
        foreach (var (name, home, isLocked) in Calls)
        {
            if (name == site.Name && IsAt(method.Home(), home))
                return new Migration(call, name, isLocked || home == EntityFramework && method.ContainingAssembly.Identity.Version.Major >= 9);
        }

        return null;
    }

    private static bool IsAt(INamedTypeSymbol? type, string home) => type is not null && (type.Is(home) || type.IsInNamespace(home));
}

/// <summary>A place that changes the schema of a database.</summary>
/// <param name="Node">The call or assignment.</param>
/// <param name="Name">What a message calls it.</param>
/// <param name="IsLocked">Whether the library lets one process at a time do it, while the others wait.</param>
internal sealed record Migration(ExpressionSyntax Node, string Name, bool IsLocked);
