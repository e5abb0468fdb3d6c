using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Limits;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Resilience;

/// <summary>Who waits for ever keeps a request, its memory and its connection until somebody restarts the pod.</summary>
/// <remarks>
/// A client that has neither retry nor limit is MSA0201's, gRPC or not: it names the missing deadline already. This rule
/// speaks where 0201 does not, as in a mesh, and of limits that the code switches off.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0210EndlessTimeoutAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.TimeLimit | SiteKinds.ClientRegistration)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0210",
        title: "Give every remote call an end",
        messageFormat: "'{0}' {1}; {2}",
        category: Category.Resilience,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null && symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if ((site.Kinds & SiteKinds.TimeLimit) != 0)
            OfLimit(context, site);
        if ((site.Kinds & SiteKinds.ClientRegistration) != 0)
            OfClient(context, site);
    }

    private static void OfLimit(RuleContext context, Site site)
    {
        if (new EndlessLimitReader(context.Facts, context.Model, context.CancellationToken).At(site) is not { } limit || DevelopmentGuard.IsDevelopmentOnly(limit.Node, context.Model, context.CancellationToken))
            return;

        // A command without end is a choice that a job may make, and a request may not.
        var isWarning = limit.IsRequest
            || CodePlace.Of(limit.Node, context.Model, context.CancellationToken) is { } place && StateFacts.For(context.Facts).Requests.Reaches(place, context.CancellationToken);
        Report(
            context,
            limit.Node.GetLocation(),
            isWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            limit.Subject,
            "waits for ever",
            limit.IsRequest ? "a peer that hangs keeps this caller's requests until the pod is restarted; state a limit, or add a resilience handler" : "a lock in the database keeps the connection, and then the pool; state a limit");
    }

    private static void OfClient(RuleContext context, Site site)
    {
        if (new ClientReader(context.Facts, context.CancellationToken).At(site) is not { Family: SinkFamily.Grpc } client
            || !Deadlines.AreMissing(client, context.Facts, context.CancellationToken)
            || ThirdParties.IsOne(client) || !context.Project.IsService(client.Address)
            || DevelopmentGuard.IsDevelopmentOnly(client.Node, context.Model, context.CancellationToken)
            || context.IsEnabled("MSA0201") && MSA0201UnprotectedClientAnalyzer.UnprotectedAt(context, site) is not null
            || client.Origin == ClientOrigin.Factory && context.Facts.Clients.All(context.CancellationToken).First(c => c.Origin == ClientOrigin.Factory && ClientFacts.IsSame(c, client)).Node != client.Node)
        {
            return;
        }

        Report(
            context,
            CallChain.LocationOf((InvocationExpressionSyntax)client.Node),
            DiagnosticSeverity.Info,
            client.Label,
            "makes calls without a deadline, and gRPC has none of its own",
            "pass 'deadline:' with each call, or EnableCallContextPropagation where a service calls on");
    }

    private static void Report(RuleContext context, Location place, DiagnosticSeverity severity, params object[] arguments)
        => context.Report(Diagnostic.Create(Descriptor, place, severity, null, null, arguments));
}
