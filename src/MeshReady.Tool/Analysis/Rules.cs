using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Tool.Analysis;

/// <summary>The rules to run and the fixes to offer.</summary>
/// <param name="Analyzers">One instance of each analyzer.</param>
/// <param name="Fixes">One instance of each fix.</param>
public sealed record Rules(ImmutableArray<DiagnosticAnalyzer> Analyzers, ImmutableArray<CodeFixProvider> Fixes)
{
    /// <summary>All rules of this product, in the order of their names.</summary>
    public static Rules Product()
        => From(Assembly.Load("MeshReady.Analyzers"), Assembly.Load("MeshReady.CodeFixes"));

    /// <summary>All sealed analyzers and fixes of some assemblies. Suppressors are left out: no other analyzer runs beside them here.</summary>
    public static Rules From(params Assembly[] assemblies)
        => new(Instances<DiagnosticAnalyzer>(assemblies), Instances<CodeFixProvider>(assemblies));

    /// <summary>The fix for an id; the first by name where there are several.</summary>
    public IEnumerable<CodeFixProvider> FixesFor(string id) => Fixes.Where(f => f.FixableDiagnosticIds.Contains(id));

    private static ImmutableArray<T> Instances<T>(IEnumerable<Assembly> assemblies)
        => [.. assemblies
            .SelectMany(a => a.GetTypes())
            .Where(t => !t.IsSubclassOf(typeof(DiagnosticSuppressor)) && t is { IsSealed: true, IsAbstract: false } && t.IsAssignableTo(typeof(T)) && t.GetConstructor(Type.EmptyTypes) is not null)
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => (T)Activator.CreateInstance(t)!)];
}
