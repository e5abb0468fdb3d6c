using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Tests;

/// <summary>Analyzers of other packages, as restored beside the tests.</summary>
internal static class OtherAnalyzers
{
    private static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> Sonars = new(static () => Load("MeshReady.SonarAnalyzer"));

    /// <summary>SonarAnalyzer's analyzer of an id.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Sonar(string id)
        => [Assert.Single(Sonars.Value, analyzer => analyzer.SupportedDiagnostics.Any(d => d.Id == id))];

    private static ImmutableArray<DiagnosticAnalyzer> Load(string key)
    {
        var path = typeof(OtherAnalyzers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
        return [.. Assembly.LoadFrom(path).GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && type.GetConstructor(Type.EmptyTypes) is not null
                && type.GetCustomAttributes<DiagnosticAnalyzerAttribute>().Any(static mark => mark.Languages.Contains(LanguageNames.CSharp)))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];
    }
}
