using MeshReady.Model.Rules.Addressing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Addressing;

/// <summary>A host that is a slip away from a service's name, and that nothing bears, does not resolve.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Whether the call or the name is wrong cannot be known")]
public sealed class MSA0110UnknownServiceAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA0110UnknownServiceRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0110",
        title: "Call services by their names",
        messageFormat: "'{0}', which {1} calls, is the name of nothing that was read; did you mean '{2}' ({3})?",
        category: Category.Addressing,
        defaultSeverity: DiagnosticSeverity.Warning);
}
