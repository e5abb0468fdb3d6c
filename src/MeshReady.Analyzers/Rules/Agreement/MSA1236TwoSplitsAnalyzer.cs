using MeshReady.Model.Rules.Agreement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>Two who split the same traffic by numbers of their own give shares that neither of them states.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("The share moves to the route, and the code calls one host: no edit of the code alone does that")]
public sealed class MSA1236TwoSplitsAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA1236TwoSplitsRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1236",
        title: "Split traffic in one place",
        messageFormat: "'{0}' {1} while {2} ({3}): two splits that know nothing of each other; call one host here and leave the share to the manifest",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);
}
