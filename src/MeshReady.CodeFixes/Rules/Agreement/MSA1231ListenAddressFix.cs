using MeshReady.Analyzers.Rules.Agreement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Listens on all addresses, where only localhost was listened to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1231ListenAddressFix))]
public sealed class MSA1231ListenAddressFix() : SingleSiteFix("MSA1231", "Listen on all addresses at the port that is called")
{
    private protected override Document? Mend(FixSite site) => ListenEverywhere.Mend(site, MSA1231ListenAddressAnalyzer.Port);
}
