using System.Globalization;
using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An HTTPRoute or GRPCRoute of the Gateway API.</summary>
/// <param name="IsGrpc">Whether it is a GRPCRoute, which has neither times nor repetitions of its own.</param>
/// <param name="Parents">What it belongs to; a Service among them makes it a route of the mesh.</param>
/// <param name="Hostnames">The hosts at a gateway; they do not count in the mesh.</param>
/// <param name="Rules">The rules; the most specific match serves.</param>
public sealed record GatewayRouteSpec(
    bool IsGrpc,
    FieldList<RouteParent> Parents,
    FieldList<Field<string>> Hostnames,
    FieldList<GatewayRule> Rules) : ResourceSpec
{
    internal static GatewayRouteSpec Read(YamlNode? spec, bool isGrpc) => new(
        isGrpc,
        spec.At("parentRefs").AsParts(static node => new RouteParent(
            node.Line,
            node.At("kind").AsText(),
            node.At("name").AsText(),
            node.At("namespace").AsText(),
            node.At("port").AsNumber())),
        spec.At("hostnames").AsTexts(),
        spec.At("rules").AsParts(node => GatewayRule.Read(node, isGrpc)));
}

/// <summary>What a route belongs to.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Kind"><c>Gateway</c> where absent, or <c>Service</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">Its namespace; that of the route where absent.</param>
/// <param name="Port">The port; all where absent.</param>
public sealed record RouteParent(int Line, Field<string> Kind, Field<string> Name, Field<string> Namespace, Field<int> Port);

/// <summary>A rule of a route.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Matches">What it serves, one of them sufficing; everything where there are none.</param>
/// <param name="Destinations">Where it leads.</param>
/// <param name="RequestTimeout">The time for a request with all its repetitions; <c>0s</c> is no limit.</param>
/// <param name="BackendTimeout">The time for each try.</param>
/// <param name="Retry">The repetitions (experimental).</param>
/// <param name="RetryCodes">The answers that are repeated, separated by commas.</param>
public sealed record GatewayRule(
    int Line,
    FieldList<HttpMatch> Matches,
    FieldList<RouteDestination> Destinations,
    Field<TimeSpan> RequestTimeout,
    Field<TimeSpan> BackendTimeout,
    Field<RetryPolicy> Retry,
    Field<string> RetryCodes)
{
    /// <summary>Whether requests reach the backends by the path that the rule matches: it has no filter that could change it.</summary>
    public bool KeepsPath { get; init; } = true;

    private const string ConnectionErrors = "connect-failure,refused-stream,unavailable,cancelled";
    private const int AttemptsOfIstio = 2;

    /// <summary>The time limit that Istio makes of the rule.</summary>
    public Field<TimeSpan> TimeoutOfIstio => Limit(BackendTimeout) is { IsAbsent: false } backend && Retry.IsAbsent ? backend : Limit(RequestTimeout);

    /// <summary>The repetitions that Istio makes of the rule: two where it does not count them, of each try as long as the backend may take.</summary>
    public Field<RetryPolicy> RetriesOfIstio
    {
        get
        {
            if (!Retry.IsKnown)
                return Retry;
            var policy = Retry.Value!;
            return Field.Known(policy with
            {
                Attempts = policy.Attempts.IsAbsent ? Field.Known(AttemptsOfIstio, policy.Line) : policy.Attempts,
                PerTryTimeout = Limit(BackendTimeout),
                RetryOn = RetryCodes.IsUnknown ? RetryCodes
                    : Field.Known(RetryCodes.IsKnown ? ConnectionErrors + "," + RetryCodes.Value : ConnectionErrors, policy.Line),
            }, Retry.Line);
        }
    }

    internal static GatewayRule Read(YamlNode node, bool isGrpc)
    {
        var codes = node.At("retry").At("codes").AsTexts();
        return new(
            node.Line,
            node.At("matches").AsParts(match => isGrpc ? GatewayMatch.Grpc(match) : GatewayMatch.Http(match)),
            node.At("backendRefs").AsParts(static backend => new RouteDestination(
                backend.Line, backend.At("name").AsText(), default, backend.At("port").AsNumber(), backend.At("weight").AsNumber())),
            node.At("timeouts").At("request").AsDuration(DurationForms.GatewayApi),
            node.At("timeouts").At("backendRequest").AsDuration(DurationForms.GatewayApi),
            node.At("retry").AsPart(static retry => new RetryPolicy(
                retry.Line, retry.At("attempts").AsNumber(), default, default, retry.At("backoff").AsDuration(DurationForms.GatewayApi))),
            !codes.IsComplete ? Field.Unknown<string>(codes.Line)
                : codes.Count == 0 ? default
                : Field.Known(string.Join(",", codes.Select(static code => code.Value)), codes.Line))
        {
            KeepsPath = node.At("filters").AsParts(static filter => filter.At("type").AsText()) is { IsComplete: true } filters
                && filters.All(static type => type.Value is "RequestHeaderModifier" or "ResponseHeaderModifier" or "RequestMirror"),
        };
    }

    private static Field<TimeSpan> Limit(Field<TimeSpan> time) => time is { IsKnown: true, Value.Ticks: 0 } ? default : time;
}

/// <summary>Turns matches of the Gateway API into those of a mesh.</summary>
internal static class GatewayMatch
{
    public static HttpMatch Http(YamlNode node) => HttpMatch.Everything(node.Line) with
    {
        Uri = node.At("path").AsPart(static path => Text(path, "PathPrefix", "/")),
        Method = node.At("method").AsText() is var method && method.IsKnown
            ? Field.Known(new StringMatch(StringMatchKind.Exact, method.Value!, method.Line), method.Line)
            : new(method.State, null, method.Line),
        Headers = Named(node.At("headers")),
        QueryParams = Named(node.At("queryParams")),
    };

    public static HttpMatch Grpc(YamlNode node) => HttpMatch.Everything(node.Line) with
    {
        Uri = node.At("method").AsPart(static method =>
        {
            var (service, name, type) = (method.At("service").AsText(), method.At("method").AsText(), method.At("type").AsText());
            return (service, name, type) switch
            {
                ({ IsKnown: true }, { IsKnown: true }, { IsAbsent: true } or { Value: "Exact" }) => new StringMatch(StringMatchKind.Exact, string.Format(CultureInfo.InvariantCulture, "/{0}/{1}", service.Value, name.Value), method.Line),
                ({ IsKnown: true }, { IsAbsent: true }, { IsAbsent: true } or { Value: "Exact" }) => new StringMatch(StringMatchKind.PathPrefix, "/" + service.Value, method.Line),
                ({ IsAbsent: true }, { IsAbsent: true }, _) => new StringMatch(StringMatchKind.Present, "", method.Line),
                _ => new StringMatch(StringMatchKind.Unknown, "", method.Line),
            };
        }),
        Headers = Named(node.At("headers")),
    };

    private static FieldList<NamedMatch> Named(YamlNode? node)
        => node.AsParts(static item => new NamedMatch(item.At("name").AsText().Value ?? "", Text(item, "Exact", "")));

    private static StringMatch Text(YamlNode node, string typeWhereAbsent, string valueWhereAbsent)
    {
        var (type, value) = (node.At("type").AsText(), node.At("value").AsText());
        if (type.IsUnknown || value.IsUnknown)
            return new(StringMatchKind.Unknown, "", node.Line);
        var kind = (type.Value ?? typeWhereAbsent) switch
        {
            "Exact" => StringMatchKind.Exact,
            "PathPrefix" => StringMatchKind.PathPrefix,
            "RegularExpression" => StringMatchKind.Regex,
            _ => StringMatchKind.Unknown,
        };
        var text = value.Value ?? valueWhereAbsent;
        return new(kind, kind == StringMatchKind.PathPrefix && text.Length > 1 ? text.TrimEnd('/') : text, value.Line > 0 ? value.Line : node.Line);
    }
}
