using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Architecture;

/// <summary>A route for a path that the service behind it does not answer does nothing: its time-out and retries act on no request.</summary>
public sealed class MSA1113StaleRouteRule : ISystemRule
{
    private const int MostPaths = 4;

    /// <inheritdoc/>
    public string Id => "MSA1113";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
    {
        var projects = new HashSet<string>(graph.Services.SelectMany(static service => service.Parts).Concat(graph.Libraries.Select(static library => library.Facts)).Select(static facts => facts.Project), StringComparer.OrdinalIgnoreCase);
        var served = new Dictionary<Service, ServedPaths?>(ByReference<Service>.Instance);
        var found = new List<(SystemFinding Finding, string? Environment)>();
        foreach (var set in graph.Sets.Sets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var owners = new Dictionary<KubernetesResource, Service>(ByReference<KubernetesResource>.Instance);
            foreach (var service in graph.Services)
            {
                foreach (var variant in service.Deployments.Where(deployment => ReferenceEquals(deployment.Set, set)).SelectMany(ServiceNode.VariantsOf))
                    owners[variant] = service;
            }

            if (owners.Count == 0)
                continue;
            foreach (var route in MeshRoutes.Of(set))
            {
                // Pods of other workloads behind the same Service, and other containers of the pod, may answer what this program does not.
                Service?[] behind = [.. set.Model.Services.WorkloadsOf(route.Destination) is { Possible.Count: 0 } pods && pods.Sure.All(HasOneProgram) ? pods.Sure.Select(pod => owners.TryGetValue(pod, out var owner) ? owner : null).Distinct() : []];
                if (behind is not [{ } service])
                    continue;
                if (!served.TryGetValue(service, out var paths))
                    served.Add(service, paths = ServedPaths.Of(service, projects));
                if (paths is not null && Judge(route, service, paths) is { } finding)
                    found.Add((finding, set.Environment));
            }
        }

        return [.. found.GroupBy(static pair => (pair.Finding.Place, pair.Finding.Arguments[2])).OrderBy(static same => same.Key.Place)
            .Select(static same => same.First().Finding with { Environments = [.. same.Select(static pair => pair.Environment).OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal)] })];
    }

    private static bool HasOneProgram(KubernetesResource workload) => workload.PodTemplate is { } pod && pod.Containers.Count(static c => c is { IsInit: false, IsProxy: false }) == 1;

    private static SystemFinding? Judge(NamedRoute route, Service service, ServedPaths paths)
    {
        var methods = paths.MethodsOf(route.Path);
        var text = methods is null ? $"which answers {Listing.Of(paths.Shown, MostPaths)}"
            : methods.Count > 0 && route.Method is { } method && method is not ("OPTIONS" or "HEAD") && !methods.Contains(method, StringComparer.OrdinalIgnoreCase) ? $"which answers that path with {string.Join(", ", methods)} only"
            : null;
        return text is null ? null : new SystemFinding(route.Place, SystemSeverity.Warning, [route.Kind, route.Name, route.Method is null ? route.Shown : route.Method + " " + route.Shown, service.Name, text])
        {
            Also = [service.Place],
            Services = [service.Name],
        };
    }
}
