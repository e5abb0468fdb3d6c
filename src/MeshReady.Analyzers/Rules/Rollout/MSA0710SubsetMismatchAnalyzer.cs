using MeshReady.Model.Rules.Rollout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Rollout;

/// <summary>Routes, subsets, selectors and pods that contradict each other send requests to nobody.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Which of the manifests is wrong is a decision")]
public sealed class MSA0710SubsetMismatchAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA0710SubsetMismatchRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0710",
        title: "Let routes, subsets and pods agree",
        messageFormat: "{0}: {1}; {2}",
        category: Category.Rollout,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);
}
