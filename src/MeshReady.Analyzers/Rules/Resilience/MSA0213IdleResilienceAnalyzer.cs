using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Resilience;

/// <summary>Retries, time-outs and breakers that are written down and never act: nobody looks after the call because everybody thinks that somebody does.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0213IdleResilienceAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.ClientRegistration | SiteKinds.Resilience | SiteKinds.PolicyExecution)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0213",
        title: "Let the protection of a call work",
        messageFormat: "{0}; {1}",
        category: Category.Resilience,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if ((site.Kinds & SiteKinds.PolicyExecution) != 0 && site.Node is InvocationExpressionSyntax execution)
            Report(context, IdleProtection.OfExecution(execution, context.Facts, context.CancellationToken), execution);
        if ((site.Kinds & SiteKinds.ClientRegistration) != 0)
            OfClient(context, site);
        if (site.Name is "AddStandardResilienceHandler" or "AddCircuitBreaker" && site.Node is InvocationExpressionSyntax handler)
            OfBreakers(context, handler);
    }

    private static void OfClient(RuleContext context, Site site)
    {
        // What the mesh repeats in full can go, says MSA0203; that it did nothing here is then no matter.
        if (new ClientReader(context.Facts, context.CancellationToken).At(site) is { Family: SinkFamily.Grpc } client
            && IdleProtection.OfGrpc(client) is { } found && IdleProtection.HandlerOn(client) is { } handler
            && !ResilienceOrder.IsOfMesh(context, site, client, [handler.Retry]))
        {
            Report(context, found, handler.Call);
        }
    }

    private static void OfBreakers(RuleContext context, InvocationExpressionSyntax handler)
    {
        foreach (var part in new[] { handler, RetryCount.Configured(handler) }.OfType<InvocationExpressionSyntax>())
        {
            foreach (var assignment in part.ArgumentList.DescendantNodes().OfType<AssignmentExpressionSyntax>())
                Report(context, IdleProtection.OfBreaker(assignment, context.Model, context.CancellationToken), assignment);
        }
    }

    private static void Report(RuleContext context, IdleProtection? found, SyntaxNode node)
    {
        if (found is not null && found.Place.SourceTree == context.Model.SyntaxTree && !DevelopmentGuard.IsDevelopmentOnly(node, context.Model, context.CancellationToken) && context.IsFirst(node))
            context.Report(Diagnostic.Create(Descriptor, found.Place, found.Severity, null, null, found.Trouble, found.Advice));
    }
}
