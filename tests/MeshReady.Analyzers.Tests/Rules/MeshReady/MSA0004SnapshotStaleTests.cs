using System.Globalization;
using MeshReady.Analyzers.Facts.Systems;
using MeshReady.Analyzers.Rules.MeshReady;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Tests.Rules.MeshReady;

/// <summary>A project whose code says something else than the snapshot that is committed beside it.</summary>
public sealed class MSA0004SnapshotStaleTests
{
    private const string Root = "/repo";

    private const string Usings = """
        global using System;
        global using System.Net.Http;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.Extensions.DependencyInjection;
        """;

    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("stock", c => { c.BaseAddress = new Uri("http://stock"); c.Timeout = TimeSpan.FromSeconds(5); });
        var app = builder.Build();
        app.MapGet("/orders", () => "none");
        app.Run();
        """;

    private const string Other = """{ "meshready": 1, "project": "src/stock/stock.csproj", "name": "stock", "kind": "service" }""";

    private static readonly string[] Libraries = ["MassTransit.Abstractions", "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational", "Microsoft.EntityFrameworkCore.SqlServer"];

    /// <summary>The facts of the program, as <c>meshready snapshot</c> writes them.</summary>
    private static ProjectFacts Facts()
        => ProjectFactsReader.Read(Compile(Program), Inputs([]), new ProjectOrigin(Root, "src/web/web.csproj", ProjectKind.Service, []), TestContext.Current.CancellationToken);

    private static CSharpCompilation Compile(string program)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp12);
        var compilation = CSharpCompilation.Create(
            "web",
            [CSharpSyntaxTree.ParseText(program, options, $"{Root}/src/web/Program.cs"), CSharpSyntaxTree.ParseText(Usings, options, $"{Root}/src/web/Usings.cs")],
            [.. TestReferences.All, .. PackageReferences.Of(Libraries)],
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        return compilation;
    }

    private static AnalyzerOptions Inputs((string Name, string Content)[] files) => InMemoryInputs.Of(
        [.. files.Select(static file => ($"{Root}/{file.Name}", file.Content))],
        [("build_property.MSBuildProjectName", "web"), ("build_property.MSBuildProjectDirectory", $"{Root}/src/web"), ("build_property.MeshReadyRootFolder", Root)]);

    private static (string Name, string Content) FactsFile(ProjectFacts facts) => ($"{SnapshotFiles.Folder}/{SnapshotFiles.NameOf(facts.Project)}", FactsWriter.Write(facts));

    private static async Task<string> Find(string program, (string Name, string Content)[] files)
    {
        var compilation = Compile(program);
        var analysis = compilation.WithAnalyzers([new MSA0004SnapshotStaleAnalyzer()], Inputs(files));
        var found = await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        // An editor that asks for the first document alone shows the same.
        var live = await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(compilation.SyntaxTrees[0]), null, TestContext.Current.CancellationToken);
        Assert.Equal(found.Length, live.Length);
        return string.Join("\n", found.Select(static d => string.Create(CultureInfo.InvariantCulture, $"{d.Severity} {d.Location.GetLineSpan().Path[(Root.Length + 1)..]}:{d.Location.GetLineSpan().StartLinePosition.Line + 1} {d.GetMessage(CultureInfo.InvariantCulture)}")));
    }

    private static Task<string> FindWith(ProjectFacts written, string program = Program) => Find(program, [FactsFile(written)]);

    private static string Says(string difference)
        => $"Info src/web/Program.cs:1 the snapshot says otherwise of 'web': {difference}; run meshready snapshot and commit what it writes";

    [Fact]
    public async Task Call_is_new()
        => Assert.Equal(Says("its calls lack 'stock'"), await FindWith(Facts() with { Calls = [] }));

    [Fact]
    public async Task Call_is_gone()
        => Assert.Equal(Says("its calls still hold 'bank'"), await FindWith(Facts() with { Calls = [.. Facts().Calls, new(CallProtocol.Http, new("src/web/Program.cs", 9)) { Scheme = "http", Host = "bank" }] }));

    [Fact]
    public async Task Callee_is_another()
        => Assert.Equal(Says("its calls lack 'warehouse'"), await FindWith(Facts(), Program.Replace("http://stock", "http://warehouse", StringComparison.Ordinal)));

    [Fact]
    public async Task Endpoint_is_new()
        => Assert.Equal(Says("its endpoints lack '/bills'"), await FindWith(Facts(), Program.Replace("app.Run();", "app.MapGet(\"/bills\", () => \"none\");\napp.Run();", StringComparison.Ordinal)));

    [Fact]
    public async Task Endpoint_is_gone()
        => Assert.Equal(Says("its endpoints still hold '/orders'"), await FindWith(Facts(), Program.Replace("app.MapGet(\"/orders\", () => \"none\");\n", "", StringComparison.Ordinal)));

    [Fact]
    public async Task Message_is_new()
        => Assert.Equal(Says("its messages lack 'OrderPlaced'"), await FindWith(Facts(), Program + """

            public record OrderPlaced(int Id);
            public class Orders(MassTransit.IPublishEndpoint bus) { public System.Threading.Tasks.Task Place() => bus.Publish(new OrderPlaced(1)); }
            """));

    [Fact]
    public async Task Message_is_gone()
        => Assert.Equal(Says("its messages still hold 'orders'"), await FindWith(Facts() with { Messages = [new(true, new("src/web/Program.cs", 9)) { Channel = "orders" }] }));

    [Fact]
    public async Task Store_is_new()
        => Assert.Equal(Says("its stores lack 'orders'"), await FindWith(Facts(), "using Microsoft.EntityFrameworkCore;\n" + Program + """

            public class OrdersContext : DbContext
            {
                protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlServer("Server=sql;Database=orders");
            }
            """));

    [Fact]
    public async Task Store_is_gone()
        => Assert.Equal(Says("its stores still hold 'shop'"), await FindWith(Facts() with { Stores = [new("postgresql", new("src/web/Program.cs", 9)) { Database = "shop" }] }));

    [Fact]
    public async Task Timeout_is_another()
        => Assert.Equal(Says("its retries and time-outs lack 'stock'"), await FindWith(Facts(), Program.Replace("FromSeconds(5)", "FromSeconds(8)", StringComparison.Ordinal)));

    [Fact]
    public async Task Retry_is_gone()
        => Assert.Equal(Says("its retries and time-outs lack 'stock'"), await FindWith(Facts() with { Calls = [Facts().Calls.Single() with { Policy = Facts().Calls.Single().Policy with { Tries = 4 } }] }));

    [Fact]
    public async Task Snapshot_does_not_know_the_project()
        => Assert.Equal(Says("it does not know the project"), await Find(Program, [("meshready.system/src__stock__stock.json", Other)]));

    [Fact]
    public async Task Snapshot_says_the_same()
    {
        Assert.Equal("stock", Assert.Single(Facts().Calls).Host);
        Assert.Empty(await FindWith(Facts()));
    }

    [Fact]
    public async Task Lines_moved_and_nothing_else()
        => Assert.Empty(await FindWith(Facts(), "// Serves the orders.\n\n" + Program.Replace("app.MapGet", "\n// None yet.\napp.MapGet", StringComparison.Ordinal)));

    [Fact]
    public async Task Without_a_snapshot_there_is_nothing_to_compare() => Assert.Empty(await Find(Program, []));

    [Fact]
    public async Task Another_project_is_no_business_of_this_one()
        => Assert.Empty(await Find(Program, [FactsFile(Facts()), ("meshready.system/src__stock__stock.json", Other)]));

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{ "name": "web" }""")]
    public async Task File_that_holds_no_facts_is_none(string text) => Assert.Empty(await Find(Program, [("meshready.system/src__web__web.json", text)]));

    [Fact]
    public async Task Broken_file_of_another_project_hides_nothing()
        => Assert.Equal(Says("its calls lack 'stock'"), await Find(Program, [FactsFile(Facts() with { Calls = [] }), ("meshready.system/src__stock__stock.json", "{")]));

    [Fact]
    public async Task Json_beside_the_snapshot_is_none_of_it()
        => Assert.Empty(await Find(Program, [("appsettings.json", FactsWriter.Write(Facts() with { Calls = [] }))]));
}
