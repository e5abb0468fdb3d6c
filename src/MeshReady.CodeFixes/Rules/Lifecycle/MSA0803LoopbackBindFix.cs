using MeshReady.Analyzers.Rules.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Lifecycle;

/// <summary>Listens on all addresses at the same port.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0803LoopbackBindFix))]
public sealed class MSA0803LoopbackBindFix() : SingleSiteFix("MSA0803", "Listen on all addresses at this port")
{
    private protected override Document? Mend(FixSite site) => ListenEverywhere.Mend(site, MSA0803LoopbackBindAnalyzer.Port);
}
