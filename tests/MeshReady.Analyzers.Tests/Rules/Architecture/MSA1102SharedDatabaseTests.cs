using MeshReady.Analyzers.Rules.Architecture;
using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Rules.Architecture;

/// <summary>A shared database as one of its services shows it.</summary>
public sealed class MSA1102SharedDatabaseTests : SystemRuleTest<MSA1102SharedDatabaseAnalyzer>
{
    private const string Program = """
        using Microsoft.EntityFrameworkCore;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<ShopContext>(o => o.UseNpgsql("Host=sql-1;Database=zoo;Username=u;Password=canary"));
        builder.Build().Run();
        public sealed class ShopContext : DbContext;
        """;

    [Fact]
    public async Task Guest_is_shown_where_it_names_the_database()
        => Assert.Equal(
            "Warning src/web/Program.cs:3 'postgres sql-1/zoo' is the database of several services (web, zoo): none can change or move its tables without the others",
            await Show(Zoo("sql-1")));

    [Fact]
    public async Task Other_server_is_another_database() => Assert.Empty(await Show(Zoo("sql-2")));

    [Fact]
    public async Task Without_a_snapshot_nothing_is_known_of_others() => Assert.Empty(await Show());

    private static Task<string> Show(params ProjectFacts[] others)
        => Find(Program, others, packages: ["Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational", "Npgsql", "Npgsql.EntityFrameworkCore.PostgreSQL"]);

    private static ProjectFacts Zoo(string server) => Other("zoo") with { Stores = [new StoreFact("postgres", new("src/zoo/Program.cs", 4)) { Server = server, Database = "zoo" }] };
}
