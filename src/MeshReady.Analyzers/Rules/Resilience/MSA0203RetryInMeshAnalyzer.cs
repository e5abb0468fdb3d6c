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
        messageFormat: "'{0}': code {1}, {2}; {3}",
        category: Category.Resilience,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (context.Mesh is not { State: MeshState.Meshed } mesh || site.Node is not InvocationExpressionSyntax call)
            return;

        if ((site.Kinds & SiteKinds.ClientRegistration) != 0)
            AnalyzeRegistration(context, site, mesh);
        else if (ResilienceNames.Retries.Contains(site.Name) && !PollyReader.IsInsideHandler(call))
            AnalyzePolly(context, call, mesh);
        else if (site.Name == "ConfigureHttpClientDefaults")
            AnalyzeDefaults(context, call, mesh);
    }

    private static void AnalyzeRegistration(RuleContext context, Site site, MeshVerdict mesh)
    {
        if (new ClientReader(context.Facts, context.CancellationToken).At(site) is not { Coverage.Retries.Count: > 0 } client || !context.Project.IsService(client.Address))
            return;
        if (client.Coverage.Retries.FirstOrDefault(static r => (r.Triggers & RetryTriggers.Failures) != 0) is { } retry)
            Report(context, mesh, retry, client);
    }

    private static void AnalyzePolly(RuleContext context, InvocationExpressionSyntax call, MeshVerdict mesh)
    {
        var triggers = RetryTriggerReader.Of(call);
        if ((triggers & RetryTriggers.Failures) == 0 || new PollyReader(context.Facts, context.CancellationToken).At(call) is not { IsHandler: false } strategy)
            return;

        // Next to a store, the retry has work that no sidecar takes over, unless it names what only requests throw.
        if (strategy.Handled == PayloadKind.Other || (strategy.Handled == PayloadKind.Unknown && strategy.Executed.Any(static p => p.Kind == PayloadKind.Other)))
            return;

        // Only a client that is known to lead to a service is the sidecar's business, and only if none leads elsewhere.
        ClientRegistration? target = null;
        foreach (var payload in strategy.Executed)
        {
            if (payload.Kind != PayloadKind.Request || context.Facts.Clients.TargetOf(payload, context.CancellationToken) is not { } client)
                continue;
            if (context.Project.IsService(client.Address))
                target ??= client;
            else if (client.Address.Kind != AddressKind.Unknown)
                return;
        }

        if (target is not null)
            Report(context, mesh, new RetryCall(call, strategy.Retries, triggers), target);
    }

    private static void AnalyzeDefaults(RuleContext context, InvocationExpressionSyntax call, MeshVerdict mesh)
    {
        var coverage = new ChainReader(context.Facts, context.CancellationToken).ReadBody(call.ArgumentList);
        foreach (var retry in coverage.Retries)
        {
            if ((retry.Triggers & RetryTriggers.Failures) == 0 || !call.Span.Contains(retry.Call.Span) || retry.Call.SyntaxTree != call.SyntaxTree)
                continue;
            var served = context.Facts.Clients.All(context.CancellationToken).FirstOrDefault(c => c is { Origin: ClientOrigin.Factory, ClientType: not ITypeParameterSymbol } && context.Project.IsService(c.Address));
            if (served is not null)
                Report(context, mesh, retry, served);
        }
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
            client.Origin == ClientOrigin.Created ? client.ClientType?.Name ?? client.Label : client.Label,
            RetryArithmetic.OfCode(retry.Retries),
            RetryArithmetic.OfMesh(retry.Retries, route, mesh.Mesh),
            covers ? "remove the retry here, keep time-out and fallback" : "move the retry to the mesh, then remove it here"));
    }
}
