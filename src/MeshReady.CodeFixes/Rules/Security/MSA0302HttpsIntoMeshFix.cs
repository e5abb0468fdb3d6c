using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Security;

/// <summary>Leaves the encryption to the proxies.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0302HttpsIntoMeshFix))]
public sealed class MSA0302HttpsIntoMeshFix() : SingleSiteFix("MSA0302", "Call http:// and leave TLS to the mesh")
{
    private protected override Document? Mend(FixSite site) => AddressRewrite.Mend(site);
}
