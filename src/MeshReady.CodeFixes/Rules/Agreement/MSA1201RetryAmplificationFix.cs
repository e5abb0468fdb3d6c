using MeshReady.Analyzers.Facts.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Takes the retry out of the code where the mesh repeats all that it repeats.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1201RetryAmplificationFix))]
public sealed class MSA1201RetryAmplificationFix() : SingleSiteFix("MSA1201", "Leave the retry to the mesh")
{
    private protected override Document? Mend(FixSite site)
        => site.Diagnostic.Properties.ContainsKey(RetryAmplification.Covered) ? new RetryRemoval(site).Change() : null;
}
