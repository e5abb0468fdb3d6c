using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An HTTP route of a VirtualService.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Name">Its name, by which Argo Rollouts finds it.</param>
/// <param name="Matches">What it serves, one of them sufficing; everything where there are none.</param>
/// <param name="Destinations">Where it leads.</param>
/// <param name="Timeout">The time for a request with all its repetitions; unlimited where absent.</param>
/// <param name="Retries">The repetitions; those of the mesh where absent.</param>
/// <param name="Fault">The faults that it injects, which are never repeated.</param>
/// <param name="Mirrors">Where copies go.</param>
/// <param name="Delegate">The VirtualService that says the rest.</param>
/// <param name="RequestHeaders">What it does to headers of requests.</param>
/// <param name="ResponseHeaders">What it does to headers of answers.</param>
/// <param name="AnswersItself">Whether it redirects or answers by itself, so that no Service is reached; null where unknown.</param>
public sealed record HttpRoute(
    int Line,
    Field<string> Name,
    FieldList<HttpMatch> Matches,
    FieldList<RouteDestination> Destinations,
    Field<TimeSpan> Timeout,
    Field<RetryPolicy> Retries,
    Field<HttpFault> Fault,
    FieldList<RouteDestination> Mirrors,
    Field<DelegateReference> Delegate,
    Field<HeaderOperations> RequestHeaders,
    Field<HeaderOperations> ResponseHeaders,
    bool? AnswersItself)
{
    /// <summary>Whether requests reach the Service by the path that the route matches: nothing rewrites it.</summary>
    public bool KeepsPath { get; init; } = true;

    internal static HttpRoute Read(YamlNode node)
    {
        var (redirect, direct) = (node.At("redirect"), node.At("directResponse"));
        var mirror = node.At("mirror");
        return new(
            node.Line,
            node.At("name").AsText(),
            node.At("match").AsParts(HttpMatch.Read),
            node.At("route").AsParts(RouteDestination.Read),
            node.At("timeout").AsDuration(DurationForms.Go),
            node.At("retries").AsPart(RetryPolicy.Read),
            node.At("fault").AsPart(HttpFault.Read),
            mirror is YamlMap ? new([RouteDestination.ReadMirror(mirror)], isComplete: true, mirror.Line) : node.At("mirrors").AsParts(RouteDestination.Read),
            node.At("delegate").AsPart(static d => new DelegateReference(d.Line, d.At("name").AsText(), d.At("namespace").AsText())),
            node.At("headers").At("request").AsPart(HeaderOperations.Read),
            node.At("headers").At("response").AsPart(HeaderOperations.Read),
            redirect is YamlMap || direct is YamlMap ? true : redirect is YamlUnknown || direct is YamlUnknown ? null : false)
        {
            KeepsPath = node.At("rewrite") is null && node is not YamlMap { IsOpen: true },
        };
    }
}

/// <summary>Where a route leads.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Host">The host; short names belong to the route's namespace.</param>
/// <param name="Subset">The subset of the DestinationRule.</param>
/// <param name="Port">The port of the Service; needed where it has several.</param>
/// <param name="Weight">Its share among the others; relative.</param>
public sealed record RouteDestination(int Line, Field<string> Host, Field<string> Subset, Field<int> Port, Field<int> Weight)
{
    internal static RouteDestination Read(YamlNode node) => Of(node, node.At("destination"));

    internal static RouteDestination ReadMirror(YamlNode node) => Of(node, node);

    private static RouteDestination Of(YamlNode node, YamlNode? destination) => new(
        node.Line,
        destination.At("host").AsText(),
        destination.At("subset").AsText(),
        destination.At("port").At("number").AsNumber(),
        node.At("weight").AsNumber());
}

/// <summary>How often, how long and on what a proxy repeats a request.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Attempts">The repetitions; the first try is not counted. None where Istio's <c>retries</c> leaves it out.</param>
/// <param name="PerTryTimeout">The time for each try, the first too; that of the route where absent.</param>
/// <param name="RetryOn">What is repeated, separated by commas; the mesh's default where absent.</param>
/// <param name="Backoff">The base of the growing pause between tries; 25 ms where absent.</param>
public sealed record RetryPolicy(int Line, Field<int> Attempts, Field<TimeSpan> PerTryTimeout, Field<string> RetryOn, Field<TimeSpan> Backoff)
{
    internal static RetryPolicy Read(YamlNode node) => new(
        node.Line,
        node.At("attempts").AsNumber(),
        node.At("perTryTimeout").AsDuration(DurationForms.Go),
        node.At("retryOn").AsText(),
        node.At("backoff").AsDuration(DurationForms.Go));
}

/// <summary>Faults that a route injects.</summary>
/// <param name="Line">The line (1-based) on which they begin.</param>
/// <param name="AbortStatus">The status that requests are aborted with.</param>
/// <param name="AbortPercentage">The share of requests that are aborted; all where absent.</param>
/// <param name="Delay">The time by which requests are held up.</param>
/// <param name="DelayPercentage">The share of requests that are held up; all where absent.</param>
public sealed record HttpFault(int Line, Field<string> AbortStatus, Field<double> AbortPercentage, Field<TimeSpan> Delay, Field<double> DelayPercentage)
{
    internal static HttpFault Read(YamlNode node)
    {
        var (abort, delay) = (node.At("abort"), node.At("delay"));
        return new(
            node.Line,
            (abort.At("httpStatus") ?? abort.At("grpcStatus")).AsText(),
            (abort.At("percentage").At("value") ?? abort.At("percent")).AsFraction(),
            delay.At("fixedDelay").AsDuration(DurationForms.Go),
            (delay.At("percentage").At("value") ?? delay.At("percent")).AsFraction());
    }
}

/// <summary>The VirtualService that a route leaves the rest to.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">Its namespace; that of the route where absent.</param>
public sealed record DelegateReference(int Line, Field<string> Name, Field<string> Namespace);

/// <summary>What a route does to headers.</summary>
/// <param name="Set">Those that it overwrites.</param>
/// <param name="Add">Those that it adds to.</param>
/// <param name="Remove">Those that it takes away.</param>
public sealed record HeaderOperations(FieldMap Set, FieldMap Add, FieldList<Field<string>> Remove)
{
    internal static HeaderOperations Read(YamlNode node) => new(node.At("set").AsMap(), node.At("add").AsMap(), node.At("remove").AsTexts());
}
