using MeshReady.Analyzers.Rules.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Lifecycle;

public sealed class MSA0801MigrationAtStartUpTests : RuleTest<MSA0801MigrationAtStartUpAnalyzer>
{
    [Theory]
    [InlineData("app.Services.GetRequiredService<Shop>().Database.[|Migrate()|];")]
    [InlineData("using var scope = app.Services.CreateScope(); var shop = scope.ServiceProvider.GetRequiredService<Shop>(); await shop.Database.[|MigrateAsync()|];")]
    [InlineData("using (var scope = app.Services.CreateScope()) { scope.ServiceProvider.GetRequiredService<Shop>().Database.[|EnsureCreated()|]; }")]
    [InlineData("await app.Services.GetRequiredService<Shop>().Database.[|EnsureCreatedAsync()|];")]
    [InlineData("app.Services.GetRequiredService<IMigrationRunner>().[|MigrateUp()|];")]
    [InlineData("new UpgradeEngine().[|PerformUpgrade()|];")]
    [InlineData("Policy.Retry().Execute(() => app.Services.GetRequiredService<Shop>().Database.[|Migrate()|]);")]
    [InlineData("Policy.Retry().Execute([|new Shop().Database.Migrate|]);")]
    [InlineData("app.Lifetime.ApplicationStarted.Register(() => new Shop().Database.[|Migrate()|]);")]
    [InlineData("Apply(new Shop()); void Apply(Shop shop) => shop.Database.[|Migrate()|];")]
    [InlineData("RelationalDatabaseFacadeExtensions.[|Migrate(new Shop().Database)|];")]
    [InlineData("if (new Shop().Database.GetPendingMigrations().Any()) new Shop().Database.[|Migrate()|];")]
    [InlineData("try { new Shop().Database.[|Migrate()|]; } catch (Exception e) { Console.WriteLine(e); }")]
    [InlineData("if (app.Environment.IsProduction()) new Shop().Database.[|Migrate()|];")]
    [InlineData("""if (!app.Environment.IsEnvironment("Testing")) new Shop().Database.[|Migrate()|];""")]
    [InlineData("""if (app.Environment.IsDevelopment() || app.Environment.IsEnvironment("Docker")) new Shop().Database.[|Migrate()|];""")]
    [InlineData("new Shop()?.Database.[|Migrate()|];")]
    public Task Program_migrates_before_it_runs(string code) => VerifyProgram(Program(code));

    [Theory]
    [InlineData("services.AddScoped(p => { var shop = new Shop(); shop.Database.[|Migrate()|]; return shop; });")]
    [InlineData("services.AddMarten(options => { [|options.AutoCreateSchemaObjects = Weasel.Core.AutoCreate.All|]; });")]
    [InlineData("services.Configure<Db>(db => { [|db.SchemaAction = SchemaAutoAction.Update|]; });")]
    public Task Registration_migrates(string code) => VerifyProgram(Program("", code));

    [Theory]
    [InlineData("static class Seed { public static void Apply(Shop shop) { shop.Database.[|Migrate()|]; } }", "Seed.Apply(new Shop());")]
    [InlineData("public static class Seed { public static async Task Run(IServiceProvider services) { await Inner(services.GetRequiredService<Shop>()); } static async Task Inner(Shop shop) { await shop.Database.[|MigrateAsync()|]; } }", "await Seed.Run(app.Services);")]
    [InlineData("public static class Migrations { public static IApplicationBuilder UseMigration<T>(this IApplicationBuilder app) where T : DbContext { app.ApplicationServices.GetRequiredService<T>().Database.[|Migrate()|]; return app; } }", "app.UseMigration<Shop>();")]
    [InlineData("public interface IInitializer { void Start(); } public class Initializer : IInitializer { public void Start() => new Shop().Database.[|Migrate()|]; }", "app.Services.GetRequiredService<IInitializer>().Start();")]
    [InlineData("public abstract class Base { public abstract void Start(); } public class Initializer : Base { public override void Start() => new Shop().Database.[|Migrate()|]; }", "app.Services.GetRequiredService<Base>().Start();")]
    public Task Migration_is_some_calls_away(string type, string code) => VerifyProgram(Program(code, rest: type));

    [Theory]
    [InlineData("public class Migrate : IHostedService { public async Task StartAsync(CancellationToken token) => await new Shop().Database.[|MigrateAsync(token)|]; public Task StopAsync(CancellationToken token) => Task.CompletedTask; }")]
    [InlineData("public class Migrate : BackgroundService { protected override async Task ExecuteAsync(CancellationToken token) { await new Shop().Database.[|MigrateAsync(token)|]; } }")]
    [InlineData("public class Migrate : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) => Apply(); Task Apply() => new Shop().Database.[|EnsureCreatedAsync()|]; }")]
    [InlineData("public class Orders : DbContext { public Orders() { Database.[|EnsureCreated()|]; } }")]
    public Task Hosted_service_or_context_migrates(string type) => VerifyProgram(Program("", rest: type));

    [Fact]
    public Task Startup_class_migrates() => Verify(DatabaseCode.Usings + """
        class Program { static void Main(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run(); }
        class Startup { public void Configure(IApplicationBuilder app, Shop shop) { shop.Database.[|Migrate()|]; } }
        """ + DatabaseCode.Libraries, outputKind: OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("""if (app.Configuration.GetValue<bool>("Database:Migrate")) new Shop().Database.{|#0:Migrate()|};""", "Migrate", " and a setting says so", "replicas that start together race for it")]
    [InlineData("""var runMigrations = app.Configuration["Migrate"] == "true"; if (runMigrations) new Shop().Database.{|#0:Migrate()|};""", "Migrate", " and a setting says so", "replicas that start together race for it")]
    [InlineData("""Apply(); void Apply() { if (!app.Configuration.GetValue<bool>("Migrate")) return; new Shop().Database.{|#0:Migrate()|}; }""", "Migrate", " and a setting says so", "replicas that start together race for it")]
    [InlineData("""if (Environment.GetEnvironmentVariable("MIGRATE") == "1") Apply(); void Apply() => new Shop().Database.{|#0:Migrate()|};""", "Migrate", " and a setting says so", "replicas that start together race for it")]
    [InlineData("new Evolve().{|#0:Migrate()|};", "Migrate", "", "each of them waits for the others before it is ready")]
    [InlineData("await app.Services.GetRequiredService<IMartenStorage>().{|#0:ApplyAllConfiguredChangesToDatabaseAsync()|};", "ApplyAllConfiguredChangesToDatabaseAsync", "", "each of them waits for the others before it is ready")]
    public Task Setting_or_lock_makes_it_a_remark(string code, string name, string when, string harm)
        => VerifyRemark(Program(code), name, when, harm);

    [Fact]
    public Task Marten_applies_its_changes_under_a_lock()
        => VerifyRemark(Program("", "services.AddMarten(options => { }).{|#0:ApplyAllDatabaseChangesOnStartup()|};"), "ApplyAllDatabaseChangesOnStartup", "", "each of them waits for the others before it is ready");

    [Fact]
    public Task Two_contexts_are_one_decision() => VerifyProgram(Program("new Shop().Database.[|Migrate()|]; new Shop().Database.EnsureCreated();"));

    [Theory]
    [InlineData("if (app.Environment.IsDevelopment()) new Shop().Database.Migrate();")]
    [InlineData("if (app.Environment.IsDevelopment()) { Apply(); } void Apply() => new Shop().Database.Migrate();")]
    [InlineData("if (!app.Environment.IsProduction()) new Shop().Database.Migrate();")]
    [InlineData("""if (args.Contains("--migrate")) { new Shop().Database.Migrate(); return; }""")]
    [InlineData("if (args.Length > 0) new Shop().Database.Migrate();")]
    [InlineData("""switch (args[0]) { case "migrate": new Shop().Database.Migrate(); break; }""")]
    [InlineData("""app.MapPost("/migrate", () => new Shop().Database.Migrate());""")]
    [InlineData("_ = new Shop().Database.GetPendingMigrations();")]
    [InlineData("_ = new Shop().Database.CanConnect();")]
    [InlineData("Seed(new Shop()); void Seed(Shop shop) { if (shop.Database.GetPendingMigrations().Any()) throw new InvalidOperationException(); }")]
    [InlineData("void Unused() => new Shop().Database.Migrate();")]
    public Task Start_in_production_does_not_migrate(string code) => VerifyProgram(Program(code));

    [Theory]
    [InlineData("services.AddMarten(options => { options.AutoCreateSchemaObjects = Weasel.Core.AutoCreate.None; });")]
    [InlineData("services.AddMarten(options => { options.AutoCreateSchemaObjects = Weasel.Core.AutoCreate.CreateOrUpdate; });")]
    [InlineData("services.Configure<Db>(db => { db.SchemaAction = SchemaAutoAction.Validate; });")]
    public Task Store_keeps_to_its_default_or_does_less(string code) => VerifyProgram(Program("", code));

    [Fact]
    public Task Database_in_a_file_of_its_own_is_met_by_no_other_replica() => VerifyProgram(Program("new Shop().Database.Migrate();", """services.AddDbContext<Shop>(options => options.UseSqlite("Data Source=shop.db"));""").Replace("UseNpgsql", "UseFiles"));

    [Fact]
    public Task File_in_development_and_server_in_production() => VerifyProgram(Program("new Shop().Database.[|Migrate()|];", """services.AddDbContext<Shop>(options => { if (builder.Environment.IsDevelopment()) options.UseSqlite("x"); else options.UseNpgsql("y"); });"""));

    [Fact]
    public Task Worker_that_ends_when_it_is_done_is_a_job() => VerifyProgram(Program("", rest: """
        public class Work(IHostApplicationLifetime lifetime) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken token) { await new Shop().Database.MigrateAsync(token); lifetime.StopApplication(); }
        }
        """));

    [Fact]
    public Task Program_without_a_host_is_a_tool() => VerifyProgram(DatabaseCode.Usings + "new Shop().Database.Migrate();" + DatabaseCode.Libraries);

    [Fact]
    public Task Host_that_never_runs_is_a_tool() => VerifyProgram(DatabaseCode.Usings + "var host = Host.CreateApplicationBuilder(args).Build(); host.Services.GetRequiredService<Shop>().Database.Migrate();" + DatabaseCode.Libraries);

    [Fact]
    public Task Library_alone_starts_nothing() => Verify(DatabaseCode.Usings + "public static class Use { public static void Migration(this IApplicationBuilder app) => app.ApplicationServices.GetRequiredService<Shop>().Database.Migrate(); }" + DatabaseCode.Libraries);

    [Fact]
    public Task Controller_migrates_on_request() => VerifyProgram(Program("app.MapControllers();", "services.AddControllers();", "public class AdminController : Microsoft.AspNetCore.Mvc.ControllerBase { public void Post() => new Shop().Database.Migrate(); }"));

    [Fact]
    public Task Method_of_the_same_name() => VerifyProgram(Program("new My.Facade().Migrate();", rest: "namespace My { public class Facade { public void Migrate() { } } }"));

    [Fact]
    public Task Broken_code_is_read_without_failing() => VerifyProgram(Program("{|CS0103:shop|}.Database.Migrate(); {|CS0103:Migrate|}();"));

    [Fact]
    public Task Real_types_of_Entity_Framework() => VerifyRealProgram(
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<Shop>(options => options.UseSqlServer("Server=db"));
        var app = builder.Build();
        using (var scope = app.Services.CreateScope())
        {
            scope.ServiceProvider.GetRequiredService<Shop>().Database.[|EnsureCreated()|];
        }

        app.Run();

        class Shop(DbContextOptions<Shop> options) : DbContext(options);
        """,
        "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational", "Microsoft.EntityFrameworkCore.SqlServer");

    [Fact]
    public Task Real_types_of_Marten() => VerifyRealProgram(
        """
        using JasperFx;
        using Marten;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddMarten(options => { [|options.AutoCreateSchemaObjects = AutoCreate.All|]; });
        builder.Build().Run();
        """,
        "Marten", "JasperFx", "JasperFx.Events", "Weasel.Core", "Weasel.Postgresql");

    [Theory]
    [InlineData("public static class Data { public static void Seed(System.IServiceProvider services) => Inner(services); static void Inner(System.IServiceProvider services) => ((UpgradeEngine)services.GetService(typeof(UpgradeEngine))).PerformUpgrade(); }", "Data.Seed(app.Services);", "", 4)]
    [InlineData("public static class Data { public static void AddData(this IServiceCollection services) => services.AddHostedService<Work>(); } class Work : BackgroundService { protected override System.Threading.Tasks.Task ExecuteAsync(System.Threading.CancellationToken token) { new UpgradeEngine().PerformUpgrade(); return System.Threading.Tasks.Task.CompletedTask; } }", "", "builder.Services.AddData();", 2)]
    public async Task Migration_in_a_referenced_project_is_said_where_it_is_called(string library, string code, string services, int line)
        => Assert.Equal(
            $"Warning Program.cs:{line} 'PerformUpgrade', called from here in :1, changes the database's schema whenever a replica starts: replicas that start together race for it, and the service needs the right to change tables; run it once before the rollout, in a Job, an init container or a migration bundle",
            await Workload.Of(services.StartsWith("builder", StringComparison.Ordinal) ? services : "", code, library));

    [Theory]
    [InlineData("public static class Data { public static void Seed() => new UpgradeEngine().PerformUpgrade(); }", "if (app.Environment.IsDevelopment()) Data.Seed();")]
    [InlineData("public static class Data { public static void Seed() => new UpgradeEngine().PerformUpgrade(); public static void Other() { } }", "Data.Other();")]
    public async Task Migration_in_a_referenced_project_that_production_never_calls(string library, string code) => Assert.Empty(await Workload.Of("", code, library));

    [Fact]
    public async Task Job_in_the_cluster_may_migrate() => Assert.Empty(await Workload.InJob());

    private static Task VerifyRemark(string source, string name, string when, string harm)
        => VerifyResultsOfProgram(source, new DiagnosticResult("MSA0801", DiagnosticSeverity.Info).WithLocation(0).WithArguments(name, "", when, harm));

    private static string Program(string code, string services = "", string rest = "")
        => DatabaseCode.Usings + $"var builder = WebApplication.CreateBuilder(args); var services = builder.Services; {services}\nvar app = builder.Build();\n{code}\napp.Run();\n{rest}" + DatabaseCode.Libraries;

    private sealed class Workload : WorkloadTest<MSA0801MigrationAtStartUpAnalyzer>
    {
        private const string DbUp = "namespace DbUp.Engine { public class UpgradeEngine { public bool PerformUpgrade() => true; } }";

        public static Task<string> Of(string services, string code, string library)
            => Find(Program(services, code), [], library: "using DbUp.Engine; using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting; " + library + DbUp, showsSource: true);

        public static Task<string> InJob() => Find(Program("", "new DbUp.Engine.UpgradeEngine().PerformUpgrade();") + DbUp, [("k8s/web.yaml", """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: web
            spec:
              template:
                spec:
                  containers:
                    - name: web
                      image: registry/web:1
            """)]);
    }
}
