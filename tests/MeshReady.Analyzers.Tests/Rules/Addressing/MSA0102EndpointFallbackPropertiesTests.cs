using MeshReady.Analyzers.Rules.Addressing;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

/// <summary>What the finding tells the tool, which writes the missing key to appsettings.json.</summary>
public sealed class MSA0102EndpointFallbackPropertiesTests
{
    [Theory]
    [InlineData("""cfg["Services:Orders"] ?? "http://orders:8080" """, "Services:Orders", "http://orders:8080")]
    [InlineData("""cfg["Services:Orders"] ?? "http://orders:8080/api" """, "Services:Orders", "http://orders:8080/api")]
    [InlineData("""cfg.GetSection("Services").GetValue("Orders", "http://orders:8080/")""", "Services:Orders", "http://orders:8080/")]
    [InlineData("""cfg["Rabbit:Host"] ?? "rabbitmq" """, "Rabbit:Host", "rabbitmq")]
    [InlineData("""cfg["Orders"] ?? "http://user:secret@orders:8080" """, "Orders", null)]
    [InlineData("""cfg["Orders"] ?? "http://orders:8080/?token=secret" """, "Orders", null)]
    [InlineData("""cfg.GetConnectionString("Db") ?? "Host=db;Password=secret" """, "ConnectionStrings:Db", null)]
    [InlineData("""System.Environment.GetEnvironmentVariable("ORDERS_URL") ?? "http://orders:8080" """, null, null)]
    [InlineData("""cfg["A" + cfg["B"]] ?? "http://orders:8080" """, null, null)]
    public async Task Key_and_value_are_given_where_a_settings_file_can_hold_them(string expression, string? key, string? value)
    {
        var source = $$"""
            using Microsoft.Extensions.Configuration;
            class C { string M(IConfiguration cfg) => {{expression}}; }
            """;
        var compilation = CSharpCompilation.Create(
            "Shop",
            [CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)],
            TestReferences.All,
            new CSharpCompilationOptions(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));

        var found = await compilation.WithAnalyzers([new MSA0102EndpointFallbackAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        var finding = Assert.Single(found);
        Assert.Equal(key, finding.Properties.GetValueOrDefault("MeshReady.SettingsKey"));
        Assert.Equal(value, finding.Properties.GetValueOrDefault("MeshReady.SettingsValue"));
        Assert.DoesNotContain(finding.Properties.Values, v => v!.Contains("secret", StringComparison.Ordinal));
    }
}
