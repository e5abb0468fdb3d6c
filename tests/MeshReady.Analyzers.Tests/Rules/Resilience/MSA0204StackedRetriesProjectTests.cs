using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Analyzers.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

/// <summary>Defaults that the source of a referenced project sets.</summary>
public sealed class MSA0204StackedRetriesProjectTests
{
    private const string Defaults = """
        public static class Extensions
        {
            public static IServiceCollection AddServiceDefaults(this IServiceCollection services) => services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
            public static IServiceCollection AddEverything(this IServiceCollection services) => services.AddServiceDefaults();
        }
        """;

    [Theory]
    [InlineData("services.AddServiceDefaults();", 1)]
    [InlineData("services.AddEverything();", 1)]
    [InlineData("", 0)]
    public async Task Defaults_count_where_their_method_is_called(string call, int expected)
    {
        var found = await Findings($$"""
            var services = new ServiceCollection();
            {{call}}
            services.AddHttpClient<Orders>().AddStandardResilienceHandler();
            public class Orders(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/x"); }
            """);

        Assert.Equal(expected, found.Count(static d => d.GetMessage(CultureInfo.InvariantCulture) == "'Orders' is retried by AddStandardResilienceHandler (4 tries) of all clients (Extensions.cs:3) and again by AddStandardResilienceHandler (4 tries): up to 16 requests for one call; keep one of them"));
        Assert.Equal(expected, found.Length);
    }

    private static async Task<ImmutableArray<Diagnostic>> Findings(string source)
    {
        var program = Compile("Shop", source, "Program.cs", OutputKind.ConsoleApplication, Compile("Defaults", Defaults, "Extensions.cs", OutputKind.DynamicallyLinkedLibrary).ToMetadataReference(aliases: ["defaults", "global"]));
        return await program.WithAnalyzers([new MSA0204StackedRetriesAnalyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
    }

    private static CSharpCompilation Compile(string name, string source, string path, OutputKind kind, params MetadataReference[] references)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp12);
        var sources = references.Length == 0 ? ResilienceLibraries.All : [ResilienceLibraries.Usings];
        return CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source, options, path), .. sources.Select(text => CSharpSyntaxTree.ParseText(text, options))],
            [.. TestReferences.All, .. references],
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
    }
}
