using MeshReady.Model.Rules.Architecture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Architecture;

/// <summary>A request that passes through many services, each waiting for the next, is as available as all of them together.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Which call of the chain becomes a message or a copy is a decision about the services")]
public sealed class MSA1104LongChainAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA1104LongChainRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1104",
        title: "Keep chains of calls short",
        messageFormat: "{0}: {1} calls in a row, each waiting for the next, are available {2} at best{3}",
        category: Category.Architecture,
        defaultSeverity: DiagnosticSeverity.Warning);
}
