using System.Globalization;

namespace MeshReady.Model.Deployment;

/// <summary>How Linkerd's proxies repeat and time calls, by annotations of a Service, HTTPRoute or GRPCRoute. Off unless written.</summary>
/// <param name="Resource">The object with the annotations.</param>
/// <param name="RetryHttp">The answers that are repeated: <c>5xx</c>, <c>gateway-error</c>, <c>503</c>, <c>500-504</c>.</param>
/// <param name="RetryGrpc">The statuses that are repeated.</param>
/// <param name="Limit">The repetitions; 1 where anything is repeated and this is absent.</param>
/// <param name="RetryTimeout">The time after which a try is repeated; never where absent.</param>
/// <param name="RequestTimeout">The time for a request with its repetitions.</param>
/// <param name="ResponseTimeout">The time for an answer.</param>
/// <param name="IdleTimeout">The time without any data.</param>
/// <param name="Profile">The ServiceProfile because of which nothing of this counts; null where none was read.</param>
public sealed record LinkerdPolicy(
    KubernetesResource Resource,
    Field<string> RetryHttp,
    Field<string> RetryGrpc,
    Field<int> Limit,
    Field<TimeSpan> RetryTimeout,
    Field<TimeSpan> RequestTimeout,
    Field<TimeSpan> ResponseTimeout,
    Field<TimeSpan> IdleTimeout,
    KubernetesResource? Profile)
{
    /// <summary>How often a proxy sends a request at most; unknown where a ServiceProfile decides or something hides it.</summary>
    public Field<int> Tries
        => Profile is not null || RetryHttp.IsUnknown || RetryGrpc.IsUnknown || Limit.IsUnknown ? Field.Unknown<int>(Resource.Line)
            : RetryHttp.IsAbsent && RetryGrpc.IsAbsent ? Field.Known(1, Resource.Line)
            : Field.Known(1 + (Limit.IsAbsent ? 1 : Math.Max(0, Math.Min(Limit.Value, short.MaxValue))), Limit.IsAbsent ? Math.Max(RetryHttp.Line, RetryGrpc.Line) : Limit.Line);

    /// <summary>Whether an answer with this status is repeated; null where it cannot be known.</summary>
    public bool? Repeats(int status)
    {
        if (Profile is not null || RetryHttp.IsUnknown)
            return null;
        foreach (var part in (RetryHttp.Value ?? "").Split(','))
        {
            var word = part.Trim();
            var bounds = word.Split('-');
            var fits = word switch
            {
                "5xx" => status is >= 500 and <= 599,
                "gateway-error" => status is >= 502 and <= 504,
                _ => bounds.Length <= 2 && Number(bounds[0]) is { } low && Number(bounds[bounds.Length - 1]) is { } high && status >= low && status <= high,
            };
            if (fits)
                return true;
        }

        return false;
    }

    /// <summary>What the annotations of an object say, and whether a ServiceProfile among <paramref name="resources"/> hides them.</summary>
    public static LinkerdPolicy Of(KubernetesResource resource, IEnumerable<KubernetesResource> resources)
    {
        var notes = resource.Annotations;
        return new(
            resource,
            notes["retry.linkerd.io/http"],
            notes["retry.linkerd.io/grpc"],
            notes["retry.linkerd.io/limit"] is var limit && !limit.IsKnown ? new(limit.State, 0, limit.Line)
                : Number(limit.Value!) is { } number ? Field.Known(number, limit.Line) : Field.Unknown<int>(limit.Line),
            notes["retry.linkerd.io/timeout"].AsDuration(DurationForms.Go),
            notes["timeout.linkerd.io/request"].AsDuration(DurationForms.Go),
            notes["timeout.linkerd.io/response"].AsDuration(DurationForms.Go),
            notes["timeout.linkerd.io/idle"].AsDuration(DurationForms.Go),
            resources.FirstOrDefault(other => IsProfileOf(other, resource)));
    }

    // Profiles stand in the namespace of the Service or of a caller; their name is what counts.
    private static bool IsProfileOf(KubernetesResource other, KubernetesResource resource)
        => other is { Spec: ServiceProfileSpec, Name: { } name } && resource.Name is { } service
            && ServiceName.InRule(name, null) is { IsService: true } profiled
            && profiled.Is(new ServiceName(ServiceName.Normal(service), resource.Namespace.Value, IsService: true)) != Certainty.No;

    private static int? Number(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
