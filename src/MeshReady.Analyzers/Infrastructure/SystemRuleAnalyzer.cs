using System.Collections.Immutable;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers;

/// <summary>
/// Base of every rule over the whole system. The rule itself is written once, over the graph; this brings its findings to the
/// documents and manifests of the project at hand, where the snapshot of the others is among the additional files. The tool asks the
/// rule directly, once for the system.
/// </summary>
public abstract class SystemRuleAnalyzer : DiagnosticAnalyzer
{
    private protected SystemRuleAnalyzer(DiagnosticDescriptor descriptor, ISystemRule rule)
    {
        SupportedDiagnostics = ImmutableArray.Create(descriptor);
        SystemRule = rule;
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <summary>The rule.</summary>
    public ISystemRule SystemRule { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
#pragma warning disable RS0030 // As MeshAnalyzer does for all others
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
#pragma warning restore RS0030
        context.EnableConcurrentExecution();
    }
}
