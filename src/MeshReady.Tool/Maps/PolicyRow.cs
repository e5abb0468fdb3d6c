using System.Globalization;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Maps;

/// <summary>What code and mesh do together for a call in one set of manifests, in numbers and in words.</summary>
/// <param name="Set">The set as it is shown.</param>
/// <param name="CodeTries">How often the code sends a request at most; null where unknown.</param>
/// <param name="MeshTries">How often the proxy sends each of these at most; null where unknown.</param>
/// <param name="Code">What the code does.</param>
/// <param name="Mesh">What the mesh does.</param>
/// <param name="Together">The arithmetic of the tries.</param>
/// <param name="Wait">How long the caller waits at most.</param>
/// <param name="IsUnbounded">Whether neither code nor mesh ends a call, and both are known.</param>
public sealed record PolicyRow(string Set, int? CodeTries, int? MeshTries, string Code, string Mesh, string Together, string Wait, bool IsUnbounded)
{
    /// <summary>How many requests one call may become; null where a factor is unknown.</summary>
    public long? Requests => (long?)CodeTries * MeshTries;

    /// <summary>Whether the caller's proxy treats the requests; null where unknown.</summary>
    public bool? IsMeshed { get; init; }

    /// <summary>The line of the code's policy.</summary>
    public Place? CodePlace { get; init; }

    /// <summary>The line of the mesh's policy.</summary>
    public Place? MeshPlace { get; init; }

    /// <summary>Puts a policy into words.</summary>
    public static PolicyRow Of(CallPolicy policy)
    {
        var code = policy.Code;
        int? mesh = policy.IsMeshed == false ? 1 : policy.Mesh is { Tries: { IsKnown: true } tries } ? tries.Value : null;
        return new PolicyRow(NameOf(policy.Set), code.Tries, mesh, CodeWords(code), MeshWords(policy), Sum(code.Tries, mesh), WaitWords(policy), code.HasTimeout == false && MeshLimit(policy) is { IsAbsent: true })
        {
            IsMeshed = policy.IsMeshed,
            CodePlace = code.Place,
            MeshPlace = policy.Route is { } route ? new Place(route.Path, route.Line) : null,
        };
    }

    private static string NameOf(FactSet? set) => set switch
    {
        null => "no manifests",
        { Environment: { } environment } => environment,
        { Name.Length: > 0 } => set.Name,
        _ => "manifests",
    };

    private static string CodeWords(CodePolicy code)
    {
        if (code == CodePolicy.Unknown)
            return "not known";
        List<string> parts = [TriesWords(code.Tries)];
        if (code.TryMilliseconds is { } each)
            parts.Add($"{Seconds(each)} a try");
        if (code.TotalMilliseconds is { } total)
            parts.Add($"{Seconds(total)} in all");
        if (code is { HasTimeout: false })
            parts.Add("no time-out of its own");
        else if (code is { HasTimeout: true, TryMilliseconds: null, TotalMilliseconds: null })
            parts.Add("a time-out");
        if (code.HasBreaker == true)
            parts.Add("circuit breaker");
        return string.Join(", ", parts);
    }

    private static string MeshWords(CallPolicy policy)
    {
        if (policy.IsMeshed == false)
            return "no proxy";
        if (policy.Mesh is not { } mesh)
            return "not known";
        List<string> parts = [mesh.Tries switch
        {
            { IsKnown: true, Value: 1 } => "one try",
            { IsKnown: true } => $"{Number(mesh.Tries.Value)} tries{(mesh.IsDefault ? " (the mesh's default)" : "")}",
            _ => "tries not known",
        }];
        if (mesh.PerTryTimeout.IsKnown)
            parts.Add($"{Seconds(mesh.PerTryTimeout.Value.TotalMilliseconds)} a try");
        parts.Add(mesh.Timeout switch
        {
            { IsKnown: true } => $"{Seconds(mesh.Timeout.Value.TotalMilliseconds)} in all",
            { IsAbsent: true } => "no time-out",
            _ => "time-out not known",
        });
        if (policy.Route?.RetryOn is { IsKnown: true, Value: { Length: > 0 } on } && mesh.Tries.Value > 1)
            parts.Add("on " + Redaction.Clean(on));
        if (policy.Destination?.Policy is { OutlierDetection.IsKnown: true })
            parts.Add("outlier detection");
        return string.Join(", ", parts);
    }

    private static string Sum(int? code, int? mesh) => (code, mesh) switch
    {
        ({ } c, { } m) => $"{Number(c)} × {Number(m)} = {Number((long)c * m)} {(c == 1 && m == 1 ? "request" : "requests")}",
        ({ } c, null) => $"{Number(c)} × ?",
        (null, { } m) => $"? × {Number(m)}",
        _ => "not known",
    };

    // What one request of the code waits for the proxy; absent where nothing limits it.
    private static Field<TimeSpan> MeshLimit(CallPolicy policy)
        => policy.IsMeshed == false ? default : policy.Mesh?.Worst ?? Field.Unknown<TimeSpan>(0);

    private static string WaitWords(CallPolicy policy)
    {
        var code = policy.Code;
        var limit = MeshLimit(policy);
        double? proxy = limit.IsKnown ? limit.Value.TotalMilliseconds : null;
        if (code.TotalMilliseconds is { } total)
            return proxy > total ? $"{Seconds(total)}: the code gives up while the proxy would try for {Seconds(proxy.Value)}" : Seconds(total);
        var each = code.TryMilliseconds is { } own ? Math.Min(own, proxy ?? double.MaxValue) : proxy;
        return (each, code.Tries) switch
        {
            ({ } ms, 1) => Seconds(ms),
            ({ } ms, { } n) => $"{Number(n)} × {Seconds(ms)} = {Seconds(n * ms)}, and the pauses",
            _ when code.HasTimeout == false && limit.IsAbsent => "no limit",
            _ => "not known",
        };
    }

    private static string TriesWords(int? tries) => tries switch
    {
        null => "tries not known",
        1 => "one try",
        _ => $"{Number(tries.Value)} tries",
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double milliseconds) => (milliseconds / 1000).ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
