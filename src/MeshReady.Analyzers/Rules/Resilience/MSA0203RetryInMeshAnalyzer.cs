using System.Globalization;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        messageFormat: "'{0}' {1}, and the {2} sidecar of this workload retries too{3}; {4}",
        category: Category.Resilience,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (context.Mesh is not { State: MeshState.Meshed } mesh || site.Node is not InvocationExpressionSyntax call)
            return;

        if ((site.Kinds & SiteKinds.ClientRegistration) != 0)
            AnalyzeRegistration(context, site, mesh);
        else if (ResilienceNames.Retries.Contains(site.Name) && !IsInsideHandler(call))
            AnalyzePolly(context, call, mesh);
        else if (site.Name == "ConfigureHttpClientDefaults")
            AnalyzeDefaults(context, call, mesh);
    }

    private static void AnalyzeRegistration(RuleContext context, Site site, MeshVerdict mesh)
    {
        if (new ClientReader(context.Facts, context.CancellationToken).At(site) is not { Coverage.Retries: [var first, ..] } client || !context.Project.IsService(client.Address))
            return;
        Report(context, mesh, first, RetryCount.OfHandler(first, context.Model, context.CancellationToken), client);
    }

    private static void AnalyzePolly(RuleContext context, InvocationExpressionSyntax call, MeshVerdict mesh)
    {
        if (new PollyReader(context.Facts, context.CancellationToken).At(call) is not { Payload: { Kind: PayloadKind.Request } payload } retry)
            return;

        // Only a client that is known to lead to a service is the sidecar's business.
        var target = context.Facts.Clients.TargetOf(payload.Client, call, context.CancellationToken);
        if (target is not null && context.Project.IsService(target.Address))
            Report(context, mesh, call, retry.Retries, target);
    }

    private static void AnalyzeDefaults(RuleContext context, InvocationExpressionSyntax call, MeshVerdict mesh)
    {
        foreach (var inner in call.ArgumentList.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (CallChain.NameOf(inner)?.Identifier.ValueText is not { } name || !ResilienceNames.OnBuilder.ContainsKey(name))
                continue;
            var retries = RetryCount.OfHandler(inner, context.Model, context.CancellationToken);
            if (name == "AddStandardResilienceHandler" || retries is not null)
            {
                var served = context.Facts.Clients.All(context.CancellationToken).FirstOrDefault(c => c.Family != SinkFamily.Infrastructure && context.Project.IsService(c.Address));
                if (served is not null)
                    Report(context, mesh, inner, retries, served);
            }
        }
    }

    private static void Report(RuleContext context, MeshVerdict mesh, InvocationExpressionSyntax call, int? retries, ClientRegistration client)
    {
        if (!context.IsFirst(call) || DevelopmentGuard.IsDevelopmentOnly(call, context.Model, context.CancellationToken))
            return;

        var name = CallChain.NameOf(call)?.Identifier.ValueText ?? "";
        var route = context.Project.RouteTo(client.Address);
        var tries = retries switch
        {
            null => $"repeats calls of '{client.Label}'",
            int.MaxValue => $"repeats calls of '{client.Label}' without end",
            var n => string.Format(CultureInfo.InvariantCulture, "tries calls of '{0}' up to {1} times", client.Label, n + 1),
        };
        var covers = route is not null && RetryCover.Covers(route, client.Family);
        var arithmetic = (route, retries) switch
        {
            (null, _) => mesh.Mesh == "istio" ? ", by default after connect failures" : ", where a policy says so",
            ({ Attempts: { IsKnown: true, Value: var attempts } }, not null and not int.MaxValue) => string.Format(CultureInfo.InvariantCulture, ": {0} allows {1} tries, up to {2} requests in all", RetryCover.Display(route), attempts + 1, (retries.Value + 1) * (attempts + 1)),
            _ => $": see {RetryCover.Display(route)}",
        };
        var advice = covers ? "remove the retry here and keep time-out and fallback" : "move the retry to the route's policy, then remove it here";
        var severity = covers ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info;
        context.Report(Diagnostic.Create(Descriptor, CallChain.LocationOf(call), severity, context.Project.LocationOf(route), null, name, tries, mesh.Mesh ?? "mesh", arithmetic, advice));
    }

    /// <summary>The retry belongs to a handler on a client's builder, which is looked at with its registration.</summary>
    private static bool IsInsideHandler(InvocationExpressionSyntax call)
        => call.Ancestors().OfType<InvocationExpressionSyntax>().Any(static outer => CallChain.NameOf(outer)?.Identifier.ValueText is { } name && ResilienceNames.OnBuilder.ContainsKey(name));
}
