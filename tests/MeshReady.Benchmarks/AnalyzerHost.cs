using System.Collections.Immutable;
using System.Reflection;
using MeshReady.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Benchmarks;

/// <summary>Runs analyzers over compilations as a build or an editor would, one thread, times recorded.</summary>
internal static class AnalyzerHost
{
    /// <summary>All analyzers of MeshReady, whichever there are.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> All { get; } = [..
        typeof(MeshAnalyzer).Assembly.GetTypes()
            .Where(static t => !t.IsAbstract && t.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
            .OrderBy(static t => t.Name, StringComparer.Ordinal)
            .Select(static t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!)];

    /// <summary>The rules that compare code with manifests.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Agreement { get; } = [.. All.Where(static a => a.SupportedDiagnostics is [{ Id: var id }, ..] && id.StartsWith("MSA12", StringComparison.Ordinal))];

    /// <summary>The measure of what looking at every operation costs by itself.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Empty { get; } = [new EmptyOperationAnalyzer()];

    public static CompilationWithAnalyzers Attach(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, ImmutableArray<AdditionalText> manifests)
        => new(compilation, analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(manifests, KindsOfFiles.Instance),
            onAnalyzerException: static (exception, analyzer, _) => throw new InvalidOperationException(analyzer + " failed", exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: true));

    /// <summary>Says of every additional file what the package's targets would say.</summary>
    private sealed class KindsOfFiles : AnalyzerConfigOptionsProvider
    {
        public static readonly KindsOfFiles Instance = new();

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
            => new Values(new() { ["build_metadata.AdditionalFiles.MeshReadyKind"] = textFile.Path.EndsWith(".json", StringComparison.Ordinal) ? "settings" : "manifest" });
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}

/// <summary>Registers one operation action that does nothing.</summary>
#pragma warning disable RS1001, RS1036 // Not an analyzer that a compiler loads
internal sealed class EmptyOperationAnalyzer : DiagnosticAnalyzer
#pragma warning restore RS1001, RS1036
{
    private static readonly DiagnosticDescriptor Descriptor = new("EMPTY", "Nothing", "Nothing", "Measure", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(static _ => { }, OperationKind.Invocation);
    }
}
