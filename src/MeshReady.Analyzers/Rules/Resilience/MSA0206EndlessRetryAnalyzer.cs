using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Resilience;

/// <summary>A retry without an end keeps a dead peer under fire, and every caller of this service waiting with it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0206EndlessRetryAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Resilience)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0206",
        title: "End the retries of a request",
        messageFormat: "'{0}' {1} and no time-out surrounds it{2}; give up after a few tries and let the caller know",
        category: Category.Resilience,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site.Node is not InvocationExpressionSyntax call || !ResilienceNames.Retries.Contains(site.Name)
            || EndlessRetry.At(context.Facts, call, context.CancellationToken) is not { } retry
            || DevelopmentGuard.IsDevelopmentOnly(call, context.Model, context.CancellationToken)
            || ResilienceOrder.IsOfMesh(context, site, retry)
            || !context.IsFirst(call))
        {
            return;
        }

        // Who waits in the background keeps nobody else waiting.
        var severity = retry.HasNoEnd && !retry.IsInBackground(context.Model, context.CancellationToken) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info;
        context.Report(Diagnostic.Create(
            Descriptor,
            CallChain.LocationOf(call),
            severity,
            null,
            null,
            site.Name,
            RetryArithmetic.OfCode(retry.Retries),
            retry.IsHandler ? " but HttpClient.Timeout, 100 s unless it is set" : ""));
    }
}
