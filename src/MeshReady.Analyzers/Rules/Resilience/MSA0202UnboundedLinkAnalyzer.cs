using MeshReady.Model.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Resilience;

/// <summary>A call between services that neither the code nor the mesh ends makes the caller as slow as its slowest callee.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Whether code or mesh ends the call, and after how long, is a decision")]
public sealed class MSA0202UnboundedLinkAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA0202UnboundedLinkRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0202",
        title: "End calls between services in code or mesh",
        messageFormat: "'{0}' {2} when it waits for '{1}', and the mesh ends none either: {3}; set a timeout in the code or on the route",
        category: Category.Resilience,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);
}
