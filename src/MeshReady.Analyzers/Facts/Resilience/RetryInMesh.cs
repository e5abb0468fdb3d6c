using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>A retry of the code that a meshed workload could leave to its sidecar.</summary>
/// <param name="Retry">The retry.</param>
/// <param name="Client">The client.</param>
/// <param name="Route">The route of the mesh to it; null where none is known.</param>
/// <param name="IsCovered">The route repeats all that the code repeats.</param>
internal sealed record RetryInMesh(RetryCall Retry, ClientRegistration Client, MeshRoute? Route, bool IsCovered)
{
    /// <summary>The rule that reports it.</summary>
    public const string Rule = "MSA0203";

    /// <summary>The retry at a site; null where there is none, where manifests prove that it multiplies (said with its arithmetic by MSA1201 and MSA1203), or where it was left to the code.</summary>
    public static RetryInMesh? At(RuleContext context, Site site)
    {
        // What a filter makes of retries nobody can say.
        if (context.Mesh is not { State: MeshState.Meshed } || context.Placements.Any(static placement => placement.MayBeFiltered))
            return null;

        ClientRetry? first = null;
        foreach (var retry in ClientRetries.At(context, site))
        {
            if (!context.Project.IsService(retry.Client.Address))
                continue;
            if (RetryAmplification.IsReported(context, retry) || RetryAmplification.IsLeftToCode(context, retry))
                return null;
            first ??= retry;
        }

        if (first is null || first.Retry.Call.SyntaxTree != context.Model.SyntaxTree || DevelopmentGuard.IsDevelopmentOnly(first.Retry.Call, context.Model, context.CancellationToken))
            return null;

        // Attempts of 0: whoever owns the route has left the retry to the code.
        var route = context.Project.RouteTo(first.Client.Address);
        if (route?.Attempts is { IsKnown: true, Value: 0 })
            return null;
        return new RetryInMesh(first.Retry, first.Client, route, route is not null && (first.Retry.Triggers & RetryTriggers.Answers) == 0 && RetryCover.Covers(route, first.Client.Family));
    }
}
