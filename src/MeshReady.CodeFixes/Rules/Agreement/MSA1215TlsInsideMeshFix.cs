using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Leaves the encryption to the proxies.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1215TlsInsideMeshFix))]
public sealed class MSA1215TlsInsideMeshFix() : SingleSiteFix("MSA1215", "Call http:// and leave TLS to the mesh")
{
    private protected override Document? Mend(FixSite site) => AddressRewrite.Mend(site);
}
