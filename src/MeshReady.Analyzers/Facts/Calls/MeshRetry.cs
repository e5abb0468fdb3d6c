using MeshReady.Analyzers.Facts.Resilience;
using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>How often a proxy sends each request of a call, and after what.</summary>
/// <param name="Tries">The requests at most, the first included; more than one.</param>
/// <param name="On">The conditions as written, or as Istio fills them in.</param>
/// <param name="Path">The manifest that says so; null where it is Istio's own default.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="IsWritten">Whether a manifest asks for it, rather than Istio's default.</param>
internal sealed record MeshRetry(int Tries, string On, string? Path, int Line, bool IsWritten)
{
    /// <summary>Istio's conditions; null where Linkerd repeats.</summary>
    public RetryConditions? Istio { get; init; }

    /// <summary>Linkerd's annotations; null where Istio repeats.</summary>
    public LinkerdPolicy? Linkerd { get; init; }

    /// <summary>The route that asks for it; null where none does.</summary>
    public MeshRoute? Route { get; init; }

    /// <summary>What the mesh repeats of a call; null where it repeats nothing or that is not known.</summary>
    public static MeshRetry? Of(MeshedCall call)
        => call.Placement.Mesh.Mesh == "linkerd" ? OfLinkerd(call)
            : OfIstio(call) ?? (call.Placement.Mesh.Mesh is null && call.Route.Verdict == RouteVerdict.None ? OfLinkerd(call) : null);

    /// <summary>Whether the proxy repeats an answer with this status; null where that depends on what is not known.</summary>
    public bool? Repeats(int status) => Istio?.Repeats(status) ?? Linkerd?.Repeats(status);

    /// <summary>Whether the proxy repeats an answer with this code of gRPC, in the words of a mesh.</summary>
    public bool RepeatsCode(string code)
        => Istio?.Names.Contains(code) ?? (Linkerd!.RetryGrpc.Value ?? "").Split(',').Any(part => part.Trim() == code);

    /// <summary>Whether the proxy repeats a request that reached the peer, whose connection then broke.</summary>
    public bool RepeatsReset => Istio is { } conditions && (conditions.Names.Contains("reset") || conditions.Names.Contains("5xx"));

    /// <summary>Whether the proxy repeats a request that did not reach the peer.</summary>
    public bool RepeatsConnecting => Istio is { } conditions && (RepeatsReset || conditions.Names.Contains("connect-failure") || conditions.Names.Contains("refused-stream") || conditions.Names.Contains("reset-before-request"));

    /// <summary>Where it stands, for a message.</summary>
    public string Place => Path is null ? "Istio's default" : Agreements.Display(Path, Line);

    private static MeshRetry? OfIstio(MeshedCall call)
    {
        var policy = call.Policy;
        if (policy.Tries is not { IsKnown: true, Value: > 1 and var tries } || policy.Conditions is not { } conditions || InjectsFaults(call.Route.Route)
            || call.Placement.Variants.Any(call.Placement.Model.MayBeChangedByEnvoyFilter))
        {
            return null;
        }

        var on = string.Join(",", conditions.Names.Where(static name => name != "retriable-status-codes").Concat(conditions.Statuses.Select(static s => s.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        if (call.Route.Route is { Attempts.IsKnown: true } route)
            return new MeshRetry(tries, route.RetryOn.Value ?? on, route.Path, route.Line, IsWritten: true) { Istio = conditions, Route = route };

        // Nothing written for the host: the mesh's own settings, else Istio's.
        if (call.Route.Verdict == RouteVerdict.None && !call.Placement.Set.IsCompleteFor(call.Placement.Namespace))
            return null;
        var settings = policy.IsDefault ? null : call.Placement.Model.Resources.FirstOrDefault(static r => r.Spec is MeshConfigSpec { DefaultRetries.IsKnown: true });
        return new MeshRetry(tries, on, settings?.Path, policy.Tries.Line, IsWritten: settings is not null) { Istio = conditions };
    }

    // What a fault answers is never repeated, and a route with one serves an experiment.
    private static bool InjectsFaults(MeshRoute? route)
        => route?.Resource.Spec is VirtualServiceSpec service && service.Http.FirstOrDefault(r => r.Line == route.RouteLine) is { Fault.IsAbsent: false };

    private static MeshRetry? OfLinkerd(MeshedCall call)
    {
        if (ServiceName.InCall(call.Call.Host, call.Call.CallerNamespace) is not { IsService: true } name)
            return null;
        KubernetesResource? service = null;
        foreach (var resource in call.Placement.Model.Resources)
        {
            // Annotations of a route replace those of its Service; which route serves is not asked here.
            if (resource.Spec is GatewayRouteSpec route && route.Parents.Any(parent => parent.Kind.Value == "Service" && parent.Name.Value == name.Name) && resource.Annotations.Entries.Keys.Any(static key => key.Contains("linkerd.io/")))
                return null;
            if (resource.Kind != "Service" || resource.Name != name.Name || resource.Namespace.IsUnknown || resource.Namespace.Value is { } space && name.Namespace is { } wanted && space != wanted)
                continue;
            if (service is not null)
                return null;
            service = resource;
        }

        if (service is null || LinkerdPolicy.Of(service, call.Placement.Model.Resources) is not { Tries: { IsKnown: true, Value: > 1 and var tries } made } policy)
            return null;
        var on = string.Join(",", new[] { policy.RetryHttp.Value, policy.RetryGrpc.Value }.OfType<string>());
        return new MeshRetry(tries, on, service.Path, made.Line, IsWritten: true) { Linkerd = policy };
    }
}

/// <summary>What code and mesh both repeat.</summary>
/// <param name="When">A clause for a message: <c>answers 5xx</c>.</param>
/// <param name="IsAnswer">Whether a peer that is there and fails is among it, rather than one that is not there alone.</param>
internal sealed record RetryOverlap(string When, bool IsAnswer)
{
    private const int MostNamed = 4;

    /// <summary>What both repeat; null where nothing is.</summary>
    public static RetryOverlap? Of(RepeatedAnswers code, MeshRetry mesh)
    {
        List<int> statuses = [.. code.Statuses.Where(status => mesh.Repeats(status) == true)];
        var isServerError = statuses.Count(static s => s >= 500) == 100;
        List<string> answers = [.. statuses.Where(s => !isServerError || s < 500).Select(static s => s.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        if (isServerError)
            answers.Add("5xx");
        answers.AddRange(code.Codes.Where(mesh.RepeatsCode).Select(static c => c.Replace('-', '_').ToUpperInvariant()));
        if (answers.Count is > 0 and <= MostNamed)
            return new($"answers {Join(answers)}", IsAnswer: true);
        if (answers.Count > MostNamed)
            return new($"answers {answers[0]} to {answers[answers.Count - 1]}", IsAnswer: true);

        // A proxy that gives up answers 503 itself, or UNAVAILABLE.
        if (!code.Statuses.Contains(503) && !code.Codes.Contains("unavailable"))
            return null;
        return mesh.RepeatsReset ? new("drops the connection", IsAnswer: true)
            : mesh.RepeatsConnecting ? new("cannot be reached", IsAnswer: false)
            : null;
    }

    private static string Join(List<string> parts)
        => parts.Count == 1 ? parts[0] : string.Join(", ", parts.Take(parts.Count - 1)) + " or " + parts[parts.Count - 1];
}
