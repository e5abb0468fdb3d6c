using MeshReady.Analyzers.Facts.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Takes gRPC's retry policy out of the code where Istio repeats all of its codes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1203GrpcRetryFix))]
public sealed class MSA1203GrpcRetryFix() : SingleSiteFix("MSA1203", "Leave the retry to the mesh")
{
    private protected override Document? Mend(FixSite site)
        => site.Diagnostic.Properties.ContainsKey(RetryAmplification.Covered) ? new RetryRemoval(site).Change() : null;
}
