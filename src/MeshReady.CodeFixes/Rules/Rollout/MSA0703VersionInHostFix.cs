using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Rollout;

/// <summary>Writes the name of the Service that stands before all versions, where the manifests show which one that is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0703VersionInHostFix))]
public sealed class MSA0703VersionInHostFix() : SingleSiteFix("MSA0703", "Call the Service of all versions")
{
    private protected override Document? Mend(FixSite site) => AddressRewrite.Mend(site);
}
