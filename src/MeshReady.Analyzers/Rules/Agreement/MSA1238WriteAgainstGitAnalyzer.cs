using MeshReady.Model.Rules.Agreement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>What code changes in the cluster and Git or an autoscaler owns is changed back.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("The change moves to Git or to an autoscaler: no edit of the code alone does that")]
public sealed class MSA1238WriteAgainstGitAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA1238WriteAgainstGitRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1238",
        title: "Do not write what Git or an autoscaler owns",
        messageFormat: "This {0} of {1} does not last: {2}; {3}",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);
}
