using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>Compares the retries of a route with those of the code.</summary>
internal static class RetryCover
{
    /// <summary>
    /// Whether the route repeats what a client repeats by itself: for HTTP broken connections and 5xx answers, for gRPC
    /// the status UNAVAILABLE. Envoy's <c>5xx</c> contains <c>connect-failure</c> and <c>refused-stream</c>.
    /// </summary>
    public static bool Covers(MeshRoute route, SinkFamily family)
    {
        if (route.Attempts is not { IsKnown: true, Value: > 0 })
            return false;
        if (route.RetryOn.IsAbsent)
            return family == SinkFamily.Grpc;
        if (!route.RetryOn.IsKnown)
            return false;

        var conditions = new HashSet<string>(route.RetryOn.Value!.Split(',').Select(static c => c.Trim()), StringComparer.OrdinalIgnoreCase);
        return family == SinkFamily.Grpc
            ? conditions.Contains("unavailable")
            : conditions.Contains("5xx") || (conditions.Contains("gateway-error") && (conditions.Contains("connect-failure") || conditions.Contains("reset")));
    }

    /// <summary>The route for a message: the last two parts of its path, and the line.</summary>
    public static string Display(MeshRoute route)
    {
        var parts = route.Path.Split('/', '\\');
        return $"the {route.Resource.Kind ?? "route"} at {parts[parts.Length - 1]}:{route.Line}";
    }
}
