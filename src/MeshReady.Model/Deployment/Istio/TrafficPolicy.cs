using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>How connections to a host are made.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="LoadBalancer">How a pod is chosen.</param>
/// <param name="ConnectionPool">How many connections and requests there may be.</param>
/// <param name="OutlierDetection">When a pod is left out for a while; never where absent.</param>
/// <param name="Tls">How connections are encrypted; automatic mutual TLS where absent.</param>
/// <param name="RetryBudget">The share of requests that may be repetitions.</param>
/// <param name="Ports">Policies of single ports; none within such a policy.</param>
public sealed record TrafficPolicy(
    int Line,
    Field<LoadBalancer> LoadBalancer,
    Field<ConnectionPool> ConnectionPool,
    Field<OutlierDetection> OutlierDetection,
    Field<ClientTls> Tls,
    Field<RetryBudget> RetryBudget,
    FieldList<PortPolicy> Ports)
{
    internal static TrafficPolicy Read(YamlNode node) => Read(node, node.At("portLevelSettings").AsParts(
        static port => new PortPolicy(port.At("port").At("number").AsNumber(), Read(port, FieldList<PortPolicy>.Empty))));

    private static TrafficPolicy Read(YamlNode node, FieldList<PortPolicy> ports) => new(
        node.Line,
        node.At("loadBalancer").AsPart(Deployment.LoadBalancer.Read),
        node.At("connectionPool").AsPart(Deployment.ConnectionPool.Read),
        node.At("outlierDetection").AsPart(Deployment.OutlierDetection.Read),
        node.At("tls").AsPart(static tls => new ClientTls(tls.Line, tls.At("mode").AsText(), tls.At("sni").AsText())),
        node.At("retryBudget").AsPart(static budget => new RetryBudget(budget.Line, budget.At("percent").AsFraction(), budget.At("minRetryConcurrency").AsNumber())),
        ports);
}

/// <summary>The policy of one port, which replaces that of the host as a whole.</summary>
/// <param name="Port">The port of the Service.</param>
/// <param name="Policy">The policy.</param>
public sealed record PortPolicy(Field<int> Port, TrafficPolicy Policy);

/// <summary>How a pod is chosen.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Simple"><c>LEAST_REQUEST</c> where neither this nor a hash is given.</param>
/// <param name="HashHeader">The header by whose value requests stay together.</param>
/// <param name="HashCookie">The cookie by which they do.</param>
/// <param name="HashCookieTtl">How long a cookie that Envoy makes lasts; Envoy makes none where absent.</param>
/// <param name="HashQueryParameter">The query parameter by which they do.</param>
/// <param name="HashesSource">Whether they do by the caller's address.</param>
/// <param name="IsHashed">Whether there is a consistent hash; null where unknown.</param>
/// <param name="HasFailover">Whether localities are weighted or fail over; null where unknown.</param>
public sealed record LoadBalancer(
    int Line,
    Field<string> Simple,
    Field<string> HashHeader,
    Field<string> HashCookie,
    Field<TimeSpan> HashCookieTtl,
    Field<string> HashQueryParameter,
    Field<bool> HashesSource,
    bool? IsHashed,
    bool? HasFailover)
{
    internal static LoadBalancer Read(YamlNode node)
    {
        var hash = node.At("consistentHash");
        return new(
            node.Line,
            node.At("simple").AsText(),
            hash.At("httpHeaderName").AsText(),
            hash.At("httpCookie").At("name").AsText(),
            hash.At("httpCookie").At("ttl").AsDuration(DurationForms.Go),
            hash.At("httpQueryParameterName").AsText(),
            hash.At("useSourceIp").AsFlag(),
            IsThere(hash),
            IsThere(node.At("localityLbSetting")));
    }

    private static bool? IsThere(YamlNode? node) => node switch { YamlMap => true, YamlUnknown => null, _ => false };
}

/// <summary>How many connections and requests there may be. Numbers are unlimited where absent.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="MaxConnections">Of TCP.</param>
/// <param name="ConnectTimeout">Of TCP; 10 s where absent.</param>
/// <param name="TcpIdleTimeout">Of TCP; 1 h where absent.</param>
/// <param name="MaxPendingRequests">Requests that wait for a connection (<c>http1MaxPendingRequests</c>).</param>
/// <param name="MaxRequests">Requests under way (<c>http2MaxRequests</c>).</param>
/// <param name="MaxRequestsPerConnection">Requests after which a connection is closed.</param>
/// <param name="MaxRetries">Repetitions under way.</param>
/// <param name="HttpIdleTimeout">The time after which an unused connection is closed; 1 h where absent.</param>
/// <param name="H2UpgradePolicy">Whether HTTP/1.1 becomes HTTP/2; not where absent.</param>
/// <param name="UseClientProtocol">Whether the callee is spoken to as the caller speaks; not where absent.</param>
public sealed record ConnectionPool(
    int Line,
    Field<int> MaxConnections,
    Field<TimeSpan> ConnectTimeout,
    Field<TimeSpan> TcpIdleTimeout,
    Field<int> MaxPendingRequests,
    Field<int> MaxRequests,
    Field<int> MaxRequestsPerConnection,
    Field<int> MaxRetries,
    Field<TimeSpan> HttpIdleTimeout,
    Field<string> H2UpgradePolicy,
    Field<bool> UseClientProtocol)
{
    internal static ConnectionPool Read(YamlNode node)
    {
        var (tcp, http) = (node.At("tcp"), node.At("http"));
        return new(
            node.Line,
            tcp.At("maxConnections").AsNumber(),
            tcp.At("connectTimeout").AsDuration(DurationForms.Go),
            tcp.At("idleTimeout").AsDuration(DurationForms.Go),
            http.At("http1MaxPendingRequests").AsNumber(),
            http.At("http2MaxRequests").AsNumber(),
            http.At("maxRequestsPerConnection").AsNumber(),
            http.At("maxRetries").AsNumber(),
            http.At("idleTimeout").AsDuration(DurationForms.Go),
            http.At("h2UpgradePolicy").AsText(),
            http.At("useClientProtocol").AsFlag());
    }
}

/// <summary>When a pod is left out for a while.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Consecutive5xxErrors">Answers of 5xx in a row; 5 where absent, never where 0.</param>
/// <param name="ConsecutiveGatewayErrors">Answers of 502, 503 and 504 in a row; never where absent or 0.</param>
/// <param name="Interval">How often this is looked at; 10 s where absent.</param>
/// <param name="BaseEjectionTime">For how long, times how often it has happened; 30 s where absent.</param>
/// <param name="MaxEjectionPercent">How many pods at most; 10 % where absent.</param>
/// <param name="MinHealthPercent">Below which share of healthy pods nothing is left out; 0 % where absent.</param>
public sealed record OutlierDetection(
    int Line,
    Field<int> Consecutive5xxErrors,
    Field<int> ConsecutiveGatewayErrors,
    Field<TimeSpan> Interval,
    Field<TimeSpan> BaseEjectionTime,
    Field<int> MaxEjectionPercent,
    Field<int> MinHealthPercent)
{
    // consecutiveErrors is what v1alpha3 wrote first; it counted gateway errors.
    internal static OutlierDetection Read(YamlNode node) => new(
        node.Line,
        node.At("consecutive5xxErrors").AsNumber(),
        (node.At("consecutiveGatewayErrors") ?? node.At("consecutiveErrors")).AsNumber(),
        node.At("interval").AsDuration(DurationForms.Go),
        node.At("baseEjectionTime").AsDuration(DurationForms.Go),
        node.At("maxEjectionPercent").AsNumber(),
        node.At("minHealthPercent").AsNumber());
}

/// <summary>How connections are encrypted.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Mode"><c>DISABLE</c>, <c>SIMPLE</c>, <c>MUTUAL</c> or <c>ISTIO_MUTUAL</c>; <c>DISABLE</c> where absent.</param>
/// <param name="Sni">The server name that is sent.</param>
public sealed record ClientTls(int Line, Field<string> Mode, Field<string> Sni);

/// <summary>The share of requests that may be repetitions (Istio 1.27 and later).</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Percent">20 where absent.</param>
/// <param name="MinRetryConcurrency">Repetitions under way that are always allowed; 3 where absent.</param>
public sealed record RetryBudget(int Line, Field<double> Percent, Field<int> MinRetryConcurrency);
