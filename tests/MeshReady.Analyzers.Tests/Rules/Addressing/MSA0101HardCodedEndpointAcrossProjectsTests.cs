using System.Collections.Immutable;
using MeshReady.Analyzers.Rules.Addressing;
using MeshReady.Analyzers.Rules.Security;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

/// <summary>A project reference is a compilation in the IDE and in the tool: its source is in sight and cannot be bound.</summary>
public sealed class MSA0101HardCodedEndpointAcrossProjectsTests
{
    private const string Shared = """
        namespace Shared
        {
            public static class Defaults { public const string Orders = "http://" + Host; public const string Host = "orders:8080"; public static string Stock => "http://stock:8080"; public static readonly string Tax = "http://tax:8080"; }
            public static class Certificates { public static bool Any(object a, object b, object c, System.Net.Security.SslPolicyErrors d) => true; public static System.Func<object, object, object, System.Net.Security.SslPolicyErrors, bool> All => (_, _, _, _) => true; }
        }
        """;

    [Theory]
    [InlineData("client.BaseAddress = new Uri(Shared.Defaults.Orders);", "MSA0101")]
    [InlineData("""client.BaseAddress = new Uri(cfg["Orders"] ?? Shared.Defaults.Orders);""", "MSA0102")]
    [InlineData("""var url = cfg["Orders"] ?? Shared.Defaults.Orders + "/api";""", "MSA0102")]
    [InlineData("client.BaseAddress = new Uri(Shared.Defaults.Stock);")]
    [InlineData("client.BaseAddress = new Uri(Shared.Defaults.Tax);")]
    [InlineData("var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = Shared.Certificates.Any };")]
    [InlineData("var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = new(Shared.Certificates.All) };")]
    public async Task Value_of_a_referenced_project(string statement, params string[] expected)
    {
        var program = Compile("Shop", $$"""
            using System;
            using System.Net.Http;
            using Microsoft.Extensions.Configuration;
            class C { void M(IConfiguration cfg, HttpClient client) { {{statement}} } }
            """, [.. TestReferences.All, Compile("Shared", Shared, TestReferences.All).ToMetadataReference()]);
        Assert.Empty(program.GetDiagnostics(CancellationToken.None).Where(static d => d.Severity == DiagnosticSeverity.Error));

        DiagnosticAnalyzer[] analyzers = [new MSA0101HardCodedEndpointAnalyzer(), new MSA0102EndpointFallbackAnalyzer(), new MSA0301CertificateValidationDisabledAnalyzer()];
        var found = await program.WithAnalyzers(analyzers.ToImmutableArray()).GetAnalyzerDiagnosticsAsync(CancellationToken.None);

        Assert.Equal(expected, found.Select(static d => d.Id));
    }

    private static CSharpCompilation Compile(string name, string source, IEnumerable<MetadataReference> references)
        => CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp12))], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
