using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>Finds what code and mesh do together for a call, in each set of manifests in which the caller runs.</summary>
internal sealed class PolicyFinder
{
    private readonly Dictionary<ServiceDeployment, Caller> _callers = new(ByReference<ServiceDeployment>.Instance);

    private readonly Dictionary<DeploymentModel, bool> _looksAtLabels = [];
    private readonly Dictionary<(DeploymentModel Model, string Host, int? Port, string? Namespace, string? Method, string? Path), (RouteAnswer, PolicyAnswer)> _routed = [];

    /// <summary>The policies of a call in the order of the sets; one without a set where the caller has no manifests.</summary>
    /// <param name="from">Who calls.</param>
    /// <param name="calls">All that shows the call; at least one.</param>
    public IReadOnlyList<CallPolicy> Of(ServiceNode from, IReadOnlyList<ResolvedCall> calls)
    {
        var code = Join(calls.Select(static call => call.Evidence.Call?.Policy).OfType<CodePolicy>());
        if (from.Deployments.Count == 0)
            return [new(null, code, null, null, null) { Call = CallOf(calls, null, null) }];
        return [.. from.Deployments.Select(deployment => In(deployment, calls, code))];
    }

    // The one that sends most; of equals the one without a limit, then the first line.
    private static CodePolicy Join(IEnumerable<CodePolicy> policies)
        => policies.OrderByDescending(static p => p.Tries ?? 0).ThenBy(static p => p.HasTimeout == true ? 1 : 0).ThenBy(static p => p.Place).FirstOrDefault() ?? CodePolicy.Unknown;

    private CallPolicy In(ServiceDeployment deployment, IReadOnlyList<ResolvedCall> calls, CodePolicy code)
    {
        if (!_callers.TryGetValue(deployment, out var caller))
            _callers.Add(deployment, caller = new(deployment));
        var shown = AddressOf(calls, deployment.Set);
        var call = CallOf(calls, deployment.Set, caller);

        // What goes through Dapr's sidecar is a call of that sidecar, which no policy for requests sees.
        if (calls[0].Protocol == CallProtocol.Dapr)
            return new(deployment.Set, code, null, null, false) { Call = call };
        if (call is null)
            return new(deployment.Set, code, null, null, deployment.Mesh.State == MeshState.None ? false : null);

        var isTls = shown!.Address!.Scheme is "https" or "wss" or "https+http";
        bool? isMeshed = isTls ? false
            : CallGovernance.OfPlain(deployment.Set.Model, deployment.Mesh, caller.Variants, call) switch { Governance.Yes => true, Governance.No => false, _ => null };
        var (answer, destination) = Routed(deployment.Set.Model, call);
        var mesh = isMeshed == true || isMeshed is null && answer.Verdict is RouteVerdict.Found or RouteVerdict.Undecided ? caller.PolicyOf(answer, call) : null;
        return new(deployment.Set, code, isMeshed == false ? null : mesh, isMeshed == false ? null : answer.Route, isMeshed)
        {
            Call = call,
            Destination = destination is { IsDecided: true, Rule: null } ? null : destination,
        };
    }

    // Callers of one namespace are routed alike, unless a route looks at their labels.
    private (RouteAnswer, PolicyAnswer) Routed(DeploymentModel model, MeshCall call)
    {
        if (!_looksAtLabels.TryGetValue(model, out var looks))
            _looksAtLabels.Add(model, looks = model.Router.Routes.Any(static route => route.Matches.Any(static match => match.SourceLabels.Entries.Count > 0 || !match.SourceLabels.IsComplete)));
        var key = (model, call.Host, call.Port, call.CallerNamespace, call.Method, call.Path);
        if (looks || !_routed.TryGetValue(key, out var found))
        {
            var answer = model.Router.Find(call);
            found = (answer, model.Destinations.Find(call, answer.Route?.Destinations is [{ Subset.IsKnown: true } only] ? only.Subset.Value : null));
            _routed[key] = found;
        }

        return found;
    }

    private static ResolvedCall? AddressOf(IReadOnlyList<ResolvedCall> calls, FactSet? set)
        => calls.FirstOrDefault(call => call.Address is not null && set is not null && ReferenceEquals(call.Set, set))
            ?? calls.FirstOrDefault(call => call.Address is not null && (set is null || call.Set is null));

    private static MeshCall? CallOf(IReadOnlyList<ResolvedCall> calls, FactSet? set, Caller? caller)
    {
        if (AddressOf(calls, set)?.Address is not { Host: { } host } address)
            return null;
        var (method, path) = OnlyRequest(calls);
        return new MeshCall(host)
        {
            Port = address.Port ?? (address.Scheme is "https" or "wss" or "https+http" ? 443 : 80),
            CallerNamespace = caller?.Deployment.Namespace,
            CallerLabels = caller?.Labels,
            Method = method,
            Path = path,
        };
    }

    // Routes may part requests by method and path; those are known only where all requests are alike.
    private static (string? Method, string? Path) OnlyRequest(IReadOnlyList<ResolvedCall> calls)
    {
        var requests = calls.Select(static call => call.Evidence.Call).OfType<CallFact>().SelectMany(static call => call.Requests).Distinct(StringComparer.Ordinal).Take(2).ToList();
        if (requests.Count != 1 || requests[0].Split([' '], 2) is not [var method, var path])
            return (null, null);
        return (method == "*" ? null : method, path.IndexOfAny(['*', '{']) < 0 && path.StartsWith("/", StringComparison.Ordinal) ? path : null);
    }

    /// <summary>A caller in one set of manifests.</summary>
    private sealed class Caller(ServiceDeployment deployment)
    {
        private readonly IstioVersion? _version = ServiceNode.VariantsOf(deployment).Select(deployment.Set.Model.IstioVersionOf).Distinct().Take(2).ToList() is [{ } only] ? only : null;
        private readonly bool _mayBeFiltered = ServiceNode.VariantsOf(deployment).Any(deployment.Set.Model.MayBeChangedByEnvoyFilter);

        public ServiceDeployment Deployment => deployment;

        public IReadOnlyList<KubernetesResource> Variants { get; } = [.. ServiceNode.VariantsOf(deployment)];

        public FieldMap? Labels { get; } = ServiceNode.VariantsOf(deployment).Take(2).ToList() is [var single] ? single.PodTemplate!.Labels : null;

        public EffectivePolicy PolicyOf(RouteAnswer answer, MeshCall call)
            => _mayBeFiltered ? EffectivePolicy.NotKnown(0)
                : deployment.Mesh.Mesh == LinkerdNumbers.Mesh ? LinkerdNumbers.Of(deployment.Set.Model, call, answer.Route)
                : EffectivePolicy.OfAnswer(answer, deployment.Set.Model.DefaultRetries(deployment.Set.IsComplete), _version);
    }
}
