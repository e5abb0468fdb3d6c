using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Calls;

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
