using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Resilience;

/// <summary>A retry in code multiplies with the one in the sidecar, and only the sidecar sees how the peer is doing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("removing the retry is right only where the mesh is proved to repeat what the code repeats")]
public sealed class MSA0203RetryInMeshAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Resilience | SiteKinds.ClientRegistration)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0203",
        title: "Leave retries between services to the mesh",
        messageFormat: "'{0}': code {1}, {2}; {3}",
        category: Category.Resilience,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (RetryInMesh.At(context, site) is not { Retry: var retry } found || !context.IsFirst(retry.Call) || (!found.IsCovered && ResilienceOrder.IsMistake(context, found)))
            return;

        context.Report(Diagnostic.Create(
            Descriptor,
            CallChain.LocationOf(retry.Call),
            found.IsCovered ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            context.Project.LocationOf(found.Route),
            null,
            RetryAmplification.NameOf(found.Client),
            RetryArithmetic.OfCode(retry.Retries),
            RetryArithmetic.OfMesh(retry.Retries, found.Route, context.Mesh.Mesh),
            found.IsCovered ? "remove the retry here, keep time-out and fallback" : "move the retry to the mesh, then remove it here"));
    }
}
