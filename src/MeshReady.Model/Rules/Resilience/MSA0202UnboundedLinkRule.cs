using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Resilience;

/// <summary>A call between services that neither the code nor the mesh ends makes the caller as slow as its slowest callee.</summary>
/// <remarks>
/// It speaks where the rules of one project do not: MSA0201 of clients without any protection where no mesh is on, MSA0210 of gRPC
/// clients without deadlines and of limits that the code switches off.
/// </remarks>
public sealed class MSA0202UnboundedLinkRule : ISystemRule
{
    private const string FailureAccrual = "balancer.linkerd.io/failure-accrual";

    /// <inheritdoc/>
    public string Id => "MSA0202";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
    {
        var found = from call in graph.Calls
                    where call is { Protocol: CallProtocol.Http, IsInRequest: true, IsConditional: false, To: { Kind: CalleeKind.Service, Service: { } }, From.IsGateway: false } && Hop.CodeOf(call).Any()
                    from policy in call.Policies
                    where policy.Set is not null && policy.Code is { HasTimeout: false, HasBreaker: false, Tries: not null, IsEndless: false } && !IsToldOfClient(call, policy)
                    let reason = WhyUnbounded(policy, call)
                    where reason is not null
                    select new Judgement(policy.Set, policy.Route?.Path, Finding(call, policy, reason.Value.Text, reason.Value.Place));
        return Judgement.Join(found);
    }

    // A client that does nothing at all is MSA0201's as long as the mesh of its project is not proved.
    private static bool IsToldOfClient(ServiceCall call, CallPolicy policy)
        => policy.Code.Tries == 1 && call.From.Deployments.Any(static deployment => deployment.Mesh.State != MeshState.Meshed);

    private static SystemFinding Finding(ServiceCall call, CallPolicy policy, string reason, Place? place)
    {
        var hop = new Hop(call.From, call.To.Service!, [call]);
        var tries = policy.Code.Tries!.Value;
        return new(hop.Place, SystemSeverity.Warning, [call.From.Name, call.To.Name, tries > 1 ? "repeats calls and ends none of them" : "has no limit but the 100 s of HttpClient", reason])
        {
            Also = [.. hop.Proofs, .. new[] { policy.Code.Place, place }.OfType<Place>().Where(p => p != hop.Place).Distinct()],
            Services = [call.From.Name, call.To.Name],
        };
    }

    /// <summary>What proves that the caller's proxy does not end the call; null where something may.</summary>
    private static (string Text, Place? Place)? WhyUnbounded(CallPolicy policy, ServiceCall call)
    {
        var deployment = call.From.Deployments.FirstOrDefault(d => ReferenceEquals(d.Set, policy.Set));
        if (deployment is null)
            return null;
        if (deployment.Mesh.State == MeshState.None)
            return ("no mesh is on for it (" + deployment.Mesh.Evidence + ")", null);
        if (policy is not { IsMeshed: true, Mesh: { Timeout.IsAbsent: true, Worst.IsAbsent: true }, Call: { } address } || !policy.Set!.IsCompleteFor(deployment.Namespace))
            return null;
        if (policy.Destination is { IsDecided: false } || policy.Destination?.Policy is { OutlierDetection.IsAbsent: false } || EjectsByAnnotation(policy.Set.Model, address))
            return null;
        return policy.Route is { } route
            ? ($"the route at {FilePath.NameOf(FilePath.Normal(route.Path))}:{route.RouteLine.ToString(System.Globalization.CultureInfo.InvariantCulture)} has no timeout", new Place(route.Path, route.RouteLine))
            : ("no route gives it a timeout", null);
    }

    private static bool EjectsByAnnotation(DeploymentModel model, MeshCall call)
        => model.Services.Find(call) is not { Verdict: ServiceVerdict.Found } answer || answer.Services.Any(static service => !service.Annotations[FailureAccrual].IsAbsent);
}
