using MeshReady.Model.Rules.Agreement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>Weights move requests; what comes from a queue comes to the new version at once.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Whether consumers wait for their role, or are rolled out by themselves, is a decision")]
public sealed class MSA1237CanaryOfConsumerAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA1237CanaryOfConsumerRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1237",
        title: "Hold consumers back during a canary",
        messageFormat: "{0} ({1}) move requests alone: the new version of '{2}' takes from {3} {4}; start consumers by a role label, pause them in the new version, or move them to a workload of their own",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);
}
