using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using MeshReady.Model.Deployment;
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
        // What a filter makes of retries nobody can say.
        if (context.Mesh is not { State: MeshState.Meshed } mesh || context.Placements.Any(static placement => placement.MayBeFiltered))
            return;

        // What the manifests prove to multiply is said with its arithmetic elsewhere.
        ClientRetry? first = null;
        foreach (var retry in ClientRetries.At(context, site))
        {
            if (!context.Project.IsService(retry.Client.Address))
                continue;
            if (RetryAmplification.IsReported(context, retry) || RetryAmplification.IsLeftToCode(context, retry))
                return;
            first ??= retry;
        }

        if (first is not null)
            Report(context, mesh, first.Retry, first.Client);
    }

    private static void Report(RuleContext context, MeshVerdict mesh, RetryCall retry, ClientRegistration client)
    {
        if (retry.Call.SyntaxTree != context.Model.SyntaxTree || !context.IsFirst(retry.Call) || DevelopmentGuard.IsDevelopmentOnly(retry.Call, context.Model, context.CancellationToken))
            return;

        // Attempts of 0: whoever owns the route has left the retry to the code.
        var route = context.Project.RouteTo(client.Address);
        if (route?.Attempts is { IsKnown: true, Value: 0 })
            return;

        var covers = route is not null && (retry.Triggers & RetryTriggers.Answers) == 0 && RetryCover.Covers(route, client.Family);
        context.Report(Diagnostic.Create(
            Descriptor,
            CallChain.LocationOf(retry.Call),
            covers ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            context.Project.LocationOf(route),
            null,
            RetryAmplification.NameOf(client),
            RetryArithmetic.OfCode(retry.Retries),
            RetryArithmetic.OfMesh(retry.Retries, route, mesh.Mesh),
            covers ? "remove the retry here, keep time-out and fallback" : "move the retry to the mesh, then remove it here"));
    }
}
