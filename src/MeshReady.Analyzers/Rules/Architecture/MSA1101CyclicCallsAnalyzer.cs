using MeshReady.Model.Rules.Architecture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Architecture;

/// <summary>Services that wait for each other in a circle fail and scale as one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Which of the calls becomes a message, or moves, is a decision about the services")]
public sealed class MSA1101CyclicCallsAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA1101CyclicCallsRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1101",
        title: "Do not let services wait for each other in a circle",
        messageFormat: "{0}: each waits for the next, so one that is slow stops all, and none can be deployed or scaled by itself{1}",
        category: Category.Architecture,
        defaultSeverity: DiagnosticSeverity.Warning);
}
