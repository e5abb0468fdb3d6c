using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A retry in code multiplies with the retry that the route of the mesh has for the same answers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1201RetryAmplificationAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Resilience | SiteKinds.ClientRegistration)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1201",
        title: "Retry in one place, code or mesh",
        messageFormat: "'{0}' {1} in code and the mesh tries {2}x ({3}, retryOn {4}): up to {5} when it {6}{7}; keep one of the two",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (context.Placements.Count > 0)
            AmplificationReport.Of(context, site, Descriptor, RetryAmplification.OfWritten);
    }
}

/// <summary>Reports a retry at a site once, for the client with the gravest finding.</summary>
internal static class AmplificationReport
{
    public static void Of(RuleContext context, Site site, DiagnosticDescriptor rule, Func<RuleContext, ClientRetry, List<Holding>> judge)
    {
        (ClientRetry Retry, List<Holding> Holdings)? gravest = null;
        foreach (var retry in ClientRetries.At(context, site))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (judge(context, retry) is { Count: > 0 } holdings && (gravest is not var (_, found) || holdings.Max(static h => h.EffectiveSeverity) > found.Max(static h => h.EffectiveSeverity)))
                gravest = (retry, holdings);
        }

        if (gravest is not var (chosen, said))
            return;
        var call = chosen.Retry.Call;
        if (call.SyntaxTree != context.Model.SyntaxTree || !context.IsFirst(call) || DevelopmentGuard.IsDevelopmentOnly(call, context.Model, context.CancellationToken))
            return;
        var others = chosen.Stack(context.Facts, context.CancellationToken).Where(other => other.Call != call).SelectMany(other => context.Further(other.Call));
        Agreements.Report(context, rule, CallChain.LocationOf(call), said, others);
    }
}
