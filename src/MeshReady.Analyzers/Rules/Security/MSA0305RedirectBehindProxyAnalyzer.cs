using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Transport;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Security;

/// <summary>A redirect to https in a pod that speaks plain http sends every caller round in a circle.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0305RedirectBehindProxyAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.TransportRedirect)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA0305",
        title: "Leave the redirect to https to the proxy that ends TLS",
        messageFormat: "'{0}' {1}; {2}",
        category: Category.Security,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpContext is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site is not { Name: TransportNames.Redirect or TransportNames.Hsts, Node: InvocationExpressionSyntax call } || !context.Placements.Any(static p => p.IsBound)
            || context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol method || !method.IsInNamespace("Microsoft.AspNetCore.Builder")
            || !ProductionCode.AlwaysRuns(call, context.Model, context.CancellationToken))
        {
            return;
        }

        var scheme = new CallerScheme(context.Facts, context.CancellationToken);
        var (knowledge, forwarded) = scheme.Before(call);
        if (knowledge == SchemeKnowledge.Known)
            return;

        var isGuarded = call.Ancestors().Any(static n => n is IfStatementSyntax or ConditionalExpressionSyntax);
        var holdings = new List<Holding>();
        foreach (var placement in context.Placements)
        {
            foreach (var variant in placement.Variants)
            {
                var settings = placement.SettingsOf(variant, context.Project.Values);
                if (Placement.ContainerOf(variant) is not { } container || CallerScheme.MayBeSwitchedOn(settings)
                    || isGuarded && (!settings.Environment.IsKnown || string.Equals(settings.Environment.Value, "Development", StringComparison.OrdinalIgnoreCase))
                    || !scheme.IsPlain(context.Project, placement, variant, container))
                {
                    continue;
                }

                if (site.Name == TransportNames.Redirect)
                {
                    if (scheme.PortOf(settings) is var (port, path, line))
                    {
                        holdings.Add(new Holding(placement, variant.Path, variant.Line, DiagnosticSeverity.Warning, site.Name,
                            $"sends every request to https on port {port} ({Agreements.Display(path, line)}), but the pod speaks plain http and never learns that a caller came over TLS: behind a proxy the redirect comes back for ever, and calls within the cluster lead nowhere",
                            knowledge == SchemeKnowledge.TooLate ? "UseForwardedHeaders comes too late, call it first" : "remove it and redirect at the gateway, or call UseForwardedHeaders before it"));
                    }
                }
                else if (knowledge == SchemeKnowledge.None)
                {
                    holdings.Add(new Holding(placement, variant.Path, variant.Line, DiagnosticSeverity.Info, site.Name,
                        "does nothing here, because the pod speaks plain http and never learns that a caller came over TLS", "send Strict-Transport-Security from the gateway"));
                }
            }
        }

        Agreements.Report(context, Descriptor, (call.Expression is MemberAccessExpressionSyntax access ? access.Name : call.Expression).GetLocation(), holdings, forwarded is null ? null : context.Further(forwarded));
    }
}
