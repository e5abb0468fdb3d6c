using System.Collections.Immutable;
using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>
/// A call to a name that no Service has. That there is none may be said of a set that is declared complete, or where the Service stands in another
/// namespace than the caller's and both are written.
/// </summary>
internal static class UnknownHost
{
    private const int LongestSlip = 2;

    // Kinds of these groups make no Services; any other may (Kafka, FlinkDeployment, Canary, Gateway).
    private static readonly HashSet<string> Inert = new(StringComparer.Ordinal)
    {
        "", "apps", "batch", "autoscaling", "policy", "networking.k8s.io", "rbac.authorization.k8s.io", "networking.istio.io", "security.istio.io",
        "telemetry.istio.io", "keda.sh", "monitoring.coreos.com", "cert-manager.io", "argoproj.io",
    };

    // Namespaces whose Services come with the cluster or the mesh.
    private static readonly HashSet<string> Platform = new(StringComparer.Ordinal)
    {
        "default", "kube-system", "istio-system", "linkerd", "linkerd-viz", "dapr-system", "knative-serving", "monitoring", "observability",
    };

    /// <summary>The mistake in one placement.</summary>
    public static IEnumerable<Holding> Judge(AddressedCall address, MeshedCall call)
    {
        var placement = call.Placement;
        if (!placement.IsBound || call.Service is not { Verdict: ServiceVerdict.ElsewhereOnly or ServiceVerdict.Absent } answer
            || call.Route.Verdict != RouteVerdict.None
            || ServiceName.InCall(call.Address.Host, placement.Namespace) is not { } named || MayBeMade(call, named.Name) || WrongPort.IsDapr(call))
        {
            yield break;
        }

        if (answer is { Verdict: ServiceVerdict.ElsewhereOnly, Elsewhere: [var first, ..] })
        {
            // What stands in shop-dev says nothing of shop-prod: that environment's own may be kept elsewhere.
            if (answer.Elsewhere.Any(service => ProductionName.IsOf(service.Namespace.Value ?? "") != ProductionName.IsOf(named.Namespace ?? "")))
                yield break;

            var spaces = answer.Elsewhere.Select(static service => service.Namespace.Value).Distinct(StringComparer.Ordinal).OrderBy(static space => space, StringComparer.Ordinal).ToList();
            var right = spaces.Count == 1 ? named.Name + "." + spaces[0] : null;
            yield return new Holding(
                placement,
                first.Path,
                first.Line,
                DiagnosticSeverity.Warning,
                call.Address.Host,
                $"is not a Service in namespace '{named.Namespace}'",
                right is not null
                    ? $"'{named.Name}' stands in '{spaces[0]}' ({Agreements.Display(first.Path, first.Line)}): call '{right}'"
                    : $"'{named.Name}' stands in {string.Join(" and ", spaces.Select(static space => $"'{space}'"))}: say which with '{named.Name}.{spaces[0]}'",
                AddressNote.SourceOf(address, call))
            {
                Also = [.. AddressNote.PlaceOf(call), .. answer.Elsewhere.Skip(1).Select(static service => (service.Path, service.Line))],
                Properties = right is not null && answer.ComposeServices.Count == 0 ? ImmutableDictionary<string, string?>.Empty.Add(AddressChange.Host, right) : ImmutableDictionary<string, string?>.Empty,
            };
            yield break;
        }

        if (answer.Verdict != ServiceVerdict.Absent || answer.ComposeServices.Count > 0 || !placement.Set.IsComplete || !IsCovered(placement, named))
            yield break;

        var near = Nearest(placement.Model, named);
        yield return new Holding(
            placement,
            near?.Path,
            near?.Line ?? 0,
            DiagnosticSeverity.Warning,
            call.Address.Host,
            named.Namespace is null ? "is the name of no Service" : $"is not a Service in namespace '{named.Namespace}'",
            near is null ? "the manifests are declared complete and name neither a Service nor a ServiceEntry for it"
                : $"did you mean '{NameFrom(near, named)}' ({Agreements.Display(near.Path, near.Line)})?",
            AddressNote.SourceOf(address, call))
        {
            Also = AddressNote.PlaceOf(call),
        };
    }

    /// <summary>Whether the manifests are those of the namespace that is called: what stands in others comes from elsewhere.</summary>
    private static bool IsCovered(Placement placement, ServiceName named)
        => named.Name != "kubernetes"
            && (named.Namespace is null || !Platform.Contains(named.Namespace) && placement.Model.Namespaces.Contains(named.Namespace, StringComparer.Ordinal)
                || named.Namespace == placement.Namespace);

    /// <summary>Whether a controller may make a Service of this name, or files that are not rendered hold it.</summary>
    private static bool MayBeMade(MeshedCall call, string name)
        => call.Placement.Model.Resources.Any(resource => resource.Kind is "HelmRelease" or "HelmChart" or "Gateway"
            || resource.ApiGroup is { } group && !Inert.Contains(group) && resource.Name is { } owner
                && (name == owner || name.StartsWith(owner + "-", StringComparison.Ordinal)));

    /// <summary>The only Service whose name is a slip away, in the namespace that is called.</summary>
    private static KubernetesResource? Nearest(DeploymentModel model, ServiceName named)
    {
        var most = named.Name.Length < 5 ? 1 : LongestSlip;
        var near = model.Resources
            .Where(static resource => resource is { Spec: ServiceSpec, Name: not null })
            .Select(service => (Service: service, Slips: Spelling.Distance(service.Name!, named.Name, most)))
            .Where(pair => pair.Slips <= most || pair.Service.Name!.Replace("-", "") == named.Name.Replace("-", "").Replace("_", ""))
            .GroupBy(static pair => pair.Slips).OrderBy(static slips => slips.Key).FirstOrDefault()?.Select(static pair => pair.Service).ToList();
        return near?.Select(static service => (service.Name, service.Namespace.Value)).Distinct().Count() == 1 ? near[0] : null;
    }

    private static string NameFrom(KubernetesResource service, ServiceName named)
        => service.Namespace.IsKnown && service.Namespace.Value != named.Namespace ? service.Name + "." + service.Namespace.Value : service.Name!;
}
