using System.Reflection;
using MeshReady.Analyzers;
using MeshReady.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Dev.Catalog;

/// <summary>All rules that the built assemblies hold.</summary>
public static class RuleCatalog
{
    /// <summary>Every analyzer of MeshReady, made once.</summary>
    public static IReadOnlyList<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. Types<DiagnosticAnalyzer>(typeof(MeshAnalyzer).Assembly)
            .Where(t => t.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null && !t.IsSubclassOf(typeof(DiagnosticSuppressor)))
            .Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];

    /// <summary>Every suppressor of MeshReady, sorted by id.</summary>
    public static IReadOnlyList<SuppressorInfo> Suppressors { get; } =
    [
        .. Types<DiagnosticSuppressor>(typeof(MeshAnalyzer).Assembly)
            .Select(t => new SuppressorInfo(t, ((DiagnosticSuppressor)Activator.CreateInstance(t)!).SupportedSuppressions))
            .OrderBy(s => s.Id, StringComparer.Ordinal),
    ];

    /// <summary>Every code fix of MeshReady, made once.</summary>
    public static IReadOnlyList<CodeFixProvider> Fixes { get; } =
    [
        .. Types<CodeFixProvider>(typeof(FixClassAttribute).Assembly).Select(t => (CodeFixProvider)Activator.CreateInstance(t)!),
    ];

    /// <summary>The rules, sorted by id.</summary>
    public static IReadOnlyList<RuleInfo> Rules { get; } = [.. Analyzers.Select(Describe).OrderBy(r => r.Id, StringComparer.Ordinal)];

    private static RuleInfo Describe(DiagnosticAnalyzer analyzer)
    {
        var descriptors = analyzer.SupportedDiagnostics.OrderByDescending(d => d.DefaultSeverity).ToArray();
        var fixes = Fixes.Where(f => f.FixableDiagnosticIds.Contains(descriptors[0].Id))
            .OrderBy(f => f.GetType().Name.Length).ThenBy(f => f.GetType().Name, StringComparer.Ordinal)
            .ToArray();
        return new RuleInfo(
            analyzer.GetType(),
            descriptors,
            [.. fixes.Select(f => f.GetType())],
            analyzer.GetType().GetCustomAttribute<NoCodeFixAttribute>()?.Reason,
            fixes.Length == 0 ? "none" : string.Join("; ", fixes.Select(ClassOf).Distinct()));
    }

    private static string ClassOf(CodeFixProvider fix)
        => fix.GetType().GetCustomAttribute<FixClassAttribute>() is { } mark
            ? $"behavioural, equivalent where {mark.EquivalentWhere}"
            : fix.GetFixAllProvider() is null ? "behavioural" : "equivalent";

    private static IEnumerable<Type> Types<T>(Assembly assembly)
        => assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(T))).OrderBy(t => t.FullName, StringComparer.Ordinal);
}
