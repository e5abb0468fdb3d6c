using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Writes the namespace in which the Service stands.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1208HostNotInRegistryFix))]
public sealed class MSA1208HostNotInRegistryFix() : SingleSiteFix("MSA1208", "Call the Service in its namespace")
{
    private protected override Document? Mend(FixSite site) => AddressRewrite.Mend(site);
}
