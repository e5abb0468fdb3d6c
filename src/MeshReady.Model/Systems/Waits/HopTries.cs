using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>How often one service sends a request to the next, by the code and by the mesh, in one set of manifests.</summary>
/// <param name="Hop">The hop.</param>
/// <param name="Code">The tries of the code, the first included; 1 where they are not known.</param>
/// <param name="CodePlace">The line that says so; null where nothing does.</param>
/// <param name="Mesh">The tries of the proxy where the callee itself fails; 1 where they are not known.</param>
/// <param name="MeshOnAnswers">Those where the callee answers that another has failed.</param>
/// <param name="Route">The route that says so; null where none does.</param>
internal sealed record HopTries(Hop Hop, int Code, Place? CodePlace, int Mesh, int MeshOnAnswers, MeshRoute? Route)
{
    private const int Failed = 503;

    /// <summary>The requests for one that is asked for, where the callee itself fails.</summary>
    public long Last => (long)Code * Mesh;

    /// <summary>The requests for one that is asked for, where the callee hands on the failure of another.</summary>
    public long Inner => (long)Code * MeshOnAnswers;

    /// <summary>The line of the number that is larger: the code's, else that of the route.</summary>
    public Place Place => Code > 1 || Route is null ? CodePlace ?? Hop.Place : MeshPlace!;

    /// <summary>The line of the route; null where there is none.</summary>
    public Place? MeshPlace => Route is null ? null : new(Route.Path, Route.Line);

    /// <summary>The tries of a hop in a set of manifests.</summary>
    /// <param name="hop">The hop.</param>
    /// <param name="set">The set; null where there are no manifests.</param>
    /// <param name="countDefault">Whether what Istio repeats unasked counts.</param>
    public static HopTries Of(Hop hop, FactSet? set, bool countDefault)
        => hop.Calls.Select(call => Of(hop, call, set, countDefault)).OrderByDescending(static tries => tries.Last).First();

    private static HopTries Of(Hop hop, ServiceCall call, FactSet? set, bool countDefault)
    {
        var here = call.Policies.FirstOrDefault(policy => ReferenceEquals(policy.Set, set));
        var code = (here ?? call.Policies.FirstOrDefault())?.Code ?? CodePolicy.Unknown;
        var (mesh, onAnswers) = here is { IsMeshed: true, Mesh: { Tries.IsKnown: true } policy } && (!policy.IsDefault || countDefault)
            ? (policy.Tries.Value, RepeatsAnswers(policy, call.Protocol) ? policy.Tries.Value : 1)
            : (1, 1);
        return new(hop, Math.Max(1, Spares(code, call) ? 1 : code.Tries ?? 1), code.Place, Math.Max(1, mesh), Math.Max(1, onAnswers), mesh > 1 ? here!.Route : null);
    }

    private static bool RepeatsAnswers(EffectivePolicy policy, CallProtocol protocol)
        => policy.Conditions?.Repeats(Failed) == true || protocol == CallProtocol.Grpc && policy.Conditions?.Names.Contains("unavailable") == true;

    // Requests that change something are left alone by a retry that knows it.
    private static bool Spares(CodePolicy code, ServiceCall call)
        => code.RepeatsUnsafe == false && call.Evidence.SelectMany(static e => e.Call?.Requests ?? []).ToList() is { Count: > 0 } requests
            && requests.TrueForAll(static request => request.StartsWith("POST ", StringComparison.Ordinal) || request.StartsWith("PATCH ", StringComparison.Ordinal));
}
