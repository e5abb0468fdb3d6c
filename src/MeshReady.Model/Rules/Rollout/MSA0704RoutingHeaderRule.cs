using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Rollout;

/// <summary>A route that chooses a version by a header sees that header only if every service on the way hands it on.</summary>
public sealed class MSA0704RoutingHeaderRule : ISystemRule
{
    /// <summary>Headers that tracing hands on, or that each hop makes for itself.</summary>
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        "traceparent", "tracestate", "baggage", "b3", "x-request-id", "x-ot-span-context", "x-cloud-trace-context", "x-amzn-trace-id", "grpc-trace-bin",
        "host", "content-type", "content-length", "accept", "accept-encoding", "te", "upgrade", "connection", "user-agent", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host",
    };

    /// <inheritdoc/>
    public string Id => "MSA0704";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
    {
        var called = new HashSet<string>(graph.Calls.Where(static call => call is { IsInRequest: true, IsConditional: false, To.Service: not null }).Select(static call => call.To.Service!.Name), StringComparer.Ordinal);
        return Judgement.Join(
            from call in graph.Calls
            where call is { Protocol: CallProtocol.Http or CallProtocol.Grpc, IsConditional: false, From: { IsGateway: false, Project: not null }, To.Service: not null } && Hop.CodeOf(call).Any()
                && (call.From.Exposures.Count > 0 || called.Contains(call.From.Name)) && !call.From.Parts.Any(static part => part.ForwardsOtherHeaders)
            from policy in call.Policies
            where policy is { Set: not null, IsMeshed: true, Call: not null }
            let lost = Lost(policy.Set!.Model.Router.Find(policy.Call!), call.From)
            where lost.Count > 0
            select new Judgement(policy.Set, lost[0].Path, Finding(call, lost)));
    }

    private static SystemFinding Finding(ServiceCall call, List<(string Header, string Path, int Line)> lost)
    {
        var hop = new Hop(call.From, call.To.Service!, [call]);
        string[] names = [.. lost.Select(static l => l.Header).Distinct(StringComparer.OrdinalIgnoreCase)];
        var (_, path, line) = lost[0];
        return new(hop.Place, SystemSeverity.Info,
        [
            call.From.Name,
            string.Join("', '", names),
            call.To.Name,
            $"{FilePath.NameOf(FilePath.Normal(path))}:{line.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
            names.Length == 1 ? "it" : "them",
        ])
        {
            Also = [.. lost.Select(static l => new Place(l.Path, l.Line)).Distinct()],
            Services = [call.From.Name, call.To.Name],
        };
    }

    /// <summary>The headers by which the routes of a call choose, and which the caller does not hand on.</summary>
    private static List<(string Header, string Path, int Line)> Lost(RouteAnswer answer, Service from)
    {
        var lost = new List<(string, string, int)>();
        var forwarded = new HashSet<string>(from.Parts.SelectMany(static part => part.ForwardedHeaders), StringComparer.OrdinalIgnoreCase);
        foreach (var route in answer.Candidates)
        {
            if (!Chooses(route, answer.Candidates))
                continue;
            foreach (var match in route.Matches.Where(static match => VirtualServiceSpec.InMesh(match.Gateways) == true))
            {
                lost.AddRange(match.Headers
                    .Where(header => header.Name.Length > 0 && header.Value.Kind != StringMatchKind.Unknown && !IsOwn(header.Name) && !forwarded.Contains(header.Name.ToLowerInvariant()))
                    .Select(header => (header.Name, route.Path, header.Value.Line > 0 ? header.Value.Line : match.Line)));
            }
        }

        return lost;
    }

    private static bool IsOwn(string header) => Own.Contains(header) || header.StartsWith("x-b3-", StringComparison.OrdinalIgnoreCase) || header.StartsWith("x-envoy-", StringComparison.OrdinalIgnoreCase) || header.StartsWith(":", StringComparison.Ordinal);

    /// <summary>Whether a route leads elsewhere than another of the same resource, to one version rather than to the other.</summary>
    private static bool Chooses(MeshRoute route, IReadOnlyList<MeshRoute> all)
        => route.Destinations.IsComplete && all.Any(other => ReferenceEquals(other.Resource, route.Resource) && !ReferenceEquals(other, route) && other.Destinations.IsComplete
            && !Targets(route).SetEquals(Targets(other)));

    private static HashSet<string> Targets(MeshRoute route)
        => [.. route.Destinations.Where(static d => d.Weight is not { IsKnown: true, Value: 0 }).Select(static d => d.Host.Value + "/" + d.Subset.Value)];
}
