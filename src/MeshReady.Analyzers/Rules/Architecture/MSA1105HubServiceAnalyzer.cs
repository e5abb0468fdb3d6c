using MeshReady.Model.Rules.Architecture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Architecture;

/// <summary>A service that very many wait for, or that waits for very many, is where the system breaks and where every change queues.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("How the service is parted is a decision about the business")]
public sealed class MSA1105HubServiceAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA1105HubServiceRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1105",
        title: "Do not let one service stand in the middle of all",
        messageFormat: "'{0}' is a hub: {1}; {2}",
        category: Category.Architecture,
        defaultSeverity: DiagnosticSeverity.Info);
}
