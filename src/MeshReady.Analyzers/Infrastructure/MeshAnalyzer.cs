using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers;

/// <summary>
/// Base of every C# rule. A rule names the kinds of site it looks at; the syntax index finds them, and only they are
/// bound, so that a keystroke in a file without such a site costs one look-up.
/// </summary>
public abstract class MeshAnalyzer : DiagnosticAnalyzer
{
    private readonly SiteKinds _sites;

    private protected MeshAnalyzer(DiagnosticDescriptor descriptor, SiteKinds sites)
        : this(ImmutableArray.Create(descriptor), sites)
    {
    }

    // One id at two severities needs two descriptors (0201: Warning where nothing speaks of a deployment, else Info).
    private protected MeshAnalyzer(ImmutableArray<DiagnosticDescriptor> descriptors, SiteKinds sites)
    {
        SupportedDiagnostics = descriptors;
        _sites = sites;
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
#pragma warning disable RS0030 // The one place that may
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
#pragma warning restore RS0030
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(context =>
        {
            var facts = CodeFacts.For(context.Compilation);
            if (!ShouldAnalyze(facts.Symbols) || ProjectScope.IsOutOfScope(context.Compilation, context.Options))
                return;

            context.RegisterSemanticModelAction(context =>
            {
                var sites = SyntaxIndex.For(context.SemanticModel.SyntaxTree, context.CancellationToken).Of(_sites);
                if (sites.Length == 0)
                    return;

                var rule = new RuleContext(context, facts);
                foreach (var site in sites)
                {
                    context.CancellationToken.ThrowIfCancellationRequested();
                    if ((site.Kinds & _sites) != 0)
                        Analyze(rule, site);
                }
            });
        });
    }

    /// <summary>Whether the compilation knows the types without which the rule can have no finding.</summary>
    private protected virtual bool ShouldAnalyze(KnownSymbols symbols) => true;

    /// <summary>Looks at one candidate site of the document at hand.</summary>
    private protected abstract void Analyze(RuleContext context, Site site);
}

/// <summary>What a rule sees of the document at hand.</summary>
internal readonly struct RuleContext(SemanticModelAnalysisContext context, CodeFacts facts)
{
    public SemanticModel Model => context.SemanticModel;

    public CodeFacts Facts => facts;

    public CancellationToken CancellationToken => context.CancellationToken;

    public AnalyzerOptions Options => context.Options;

    /// <summary>The settings of the document's section of .editorconfig.</summary>
    public AnalyzerConfigOptions DocumentOptions => context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.SemanticModel.SyntaxTree);

    public void Report(Diagnostic diagnostic) => context.ReportDiagnostic(diagnostic);

    public void Report(DiagnosticDescriptor descriptor, SyntaxNode node, params object?[] arguments)
        => context.ReportDiagnostic(Diagnostic.Create(descriptor, node.GetLocation(), arguments));
}
