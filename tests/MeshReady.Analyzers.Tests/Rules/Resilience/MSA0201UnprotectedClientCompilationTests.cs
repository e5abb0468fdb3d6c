using System.Collections.Immutable;
using MeshReady.Analyzers.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

/// <summary>What depends on more than one compilation, on references, or on both rules at once.</summary>
public sealed class MSA0201UnprotectedClientCompilationTests
{
    private const string Client = """
        var services = new ServiceCollection();
        services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"));
        public class Orders(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/x"); }
        """;

    private const string Defaults = """
        public static class Extensions
        {
            public static IServiceCollection AddServiceDefaults(this IServiceCollection services) => services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
        }
        """;

    [Fact]
    public async Task Bare_client_is_reported() => Assert.Equal(["MSA0201"], await Ids(Program(Client)));

    [Fact]
    public async Task Class_library_that_knows_no_host()
        => Assert.Empty(await Ids(Compile(
            "Contoso.Client",
            """public static class Registration { public static void Add(IServiceCollection services) => services.AddHttpClient("orders", c => c.BaseAddress = new Uri("http://orders")); }""",
            TestReferences.All.Where(static r => !Path.GetFileName(r.Display!).StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal) && !Path.GetFileName(r.Display!).StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)),
            OutputKind.DynamicallyLinkedLibrary,
            withLibraries: false)));

    [Fact]
    public async Task Defaults_in_the_source_of_a_referenced_project()
        => Assert.Empty(await Ids(Program(Client, Library("ServiceDefaults", Defaults).ToMetadataReference())));

    [Fact]
    public async Task Referenced_project_that_sets_no_defaults()
        => Assert.Equal(["MSA0201"], await Ids(Program(Client, Library("Contracts", "public record Order(int Id);").ToMetadataReference())));

    [Fact]
    public async Task House_method_of_an_assembly_that_could_protect_clients()
        => Assert.Empty(await Ids(Program(Client.Replace("var services = new ServiceCollection();", "var services = new ServiceCollection(); services.AddServiceDefaults();"), Image(Library("Contoso.Defaults", Defaults)))));

    [Fact]
    public async Task House_method_of_an_assembly_that_cannot_reach_clients()
        => Assert.Equal(["MSA0201"], await Ids(Program(
            Client.Replace("var services = new ServiceCollection();", "var services = new ServiceCollection(); services.AddClockDefaults();"),
            Image(Library("Contoso.Clock", "public static class Extensions { public static IServiceCollection AddClockDefaults(this IServiceCollection services) => services; }")))));

    [Theory]
    [InlineData("Microsoft.AspNetCore.Components.WebAssembly")]
    [InlineData("Microsoft.Maui.Controls")]
    [InlineData("PresentationFramework")]
    public async Task Client_application_by_its_references(string assembly)
        => Assert.Empty(await Ids(Program(Client, [.. TestReferences.All.Where(static r => !r.Display!.Contains("Server.Kestrel.dll")), Empty(assembly)])));

    [Fact]
    public async Task Server_that_refers_to_its_browser_part()
        => Assert.Equal(["MSA0201"], await Ids(Program(Client, [.. TestReferences.All, Empty("Microsoft.AspNetCore.Components.WebAssembly")])));

    [Theory]
    [InlineData("none", "MSA0201")]
    [InlineData("istio", "MSA0203")]
    public async Task Never_both_rules_at_one_site(string mesh, string expected)
    {
        var program = Program("""
            var services = new ServiceCollection();
            services.AddHttpClient<Stock>(c => c.BaseAddress = new Uri("http://stock"));
            services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddStandardResilienceHandler();
            public class Stock(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/x"); }
            public class Orders(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/x"); }
            """);

        Assert.Equal([expected], await Ids(program, mesh));
    }

    private static async Task<string[]> Ids(CSharpCompilation compilation, string mesh = "")
    {
        Assert.Empty(compilation.GetDiagnostics(CancellationToken.None).Where(static d => d.Severity == DiagnosticSeverity.Error));
        DiagnosticAnalyzer[] analyzers = [new MSA0201UnprotectedClientAnalyzer(), new MSA0203RetryInMeshAnalyzer()];
        var found = await compilation.WithAnalyzers(analyzers.ToImmutableArray(), new AnalyzerOptions([], new Settings(mesh))).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        return [.. found.Select(static d => d.Id)];
    }

    private static CSharpCompilation Program(string source, params MetadataReference[] references)
        => Compile("Shop", source, references.Length > 1 ? references : [.. TestReferences.All, .. references], OutputKind.ConsoleApplication, withLibraries: source.Contains("Resilience"));

    private static CSharpCompilation Library(string name, string source) => Compile(name, source, TestReferences.All, OutputKind.DynamicallyLinkedLibrary, withLibraries: source.Contains("Resilience"));

    private static CSharpCompilation Compile(string name, string source, IEnumerable<MetadataReference> references, OutputKind kind, bool withLibraries)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp12);
        string[] sources = withLibraries ? [source, .. ResilienceLibraries.All] : [source, Usings(references)];
        return CSharpCompilation.Create(name, sources.Select(text => CSharpSyntaxTree.ParseText(text, options)), references, new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static string Usings(IEnumerable<MetadataReference> references)
        => string.Join("\n", ResilienceLibraries.Usings.Split('\n').Where(line => !line.Contains("Polly") && (references.Any(static r => r.Display!.Contains("Extensions.Hosting")) || !(line.Contains("Hosting") || line.Contains("AspNetCore")))));

    private static MetadataReference Image(CSharpCompilation compilation)
    {
        var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static MetadataReference Empty(string name)
        => Image(CSharpCompilation.Create(name, [], TestReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)));

    private sealed class Settings(string mesh) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(mesh);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(string mesh) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
            {
                value = key == "meshready.mesh" && mesh.Length > 0 ? mesh : null;
                return value is not null;
            }
        }
    }
}
