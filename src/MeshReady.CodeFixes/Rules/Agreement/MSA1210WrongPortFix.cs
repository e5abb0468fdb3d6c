using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Writes the port at which the Service listens.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1210WrongPortFix))]
public sealed class MSA1210WrongPortFix() : SingleSiteFix("MSA1210", "Call the port of the Service")
{
    private protected override Document? Mend(FixSite site) => AddressRewrite.Mend(site);
}
