using MeshReady.Model.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Resilience;

/// <summary>Retries on several hops of a chain multiply, and a service that fails gets more requests than one that works.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Which hop keeps its retry is a decision about the chain")]
public sealed class MSA0216RetryMultiplicationAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA0216RetryMultiplicationRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0216",
        title: "Repeat requests on one hop of a chain",
        messageFormat: "{0} = {1} requests at '{2}' for one that '{3}' gets, as long as '{2}' fails (at most {4} are allowed): leave the repeating to one hop",
        category: Category.Resilience,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);
}
