using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>Makes the graph of a system from what each project does and what the manifests say.</summary>
public static class SystemGraphBuilder
{
    /// <summary>The system.</summary>
    /// <param name="projects">The facts of its projects, in any order.</param>
    /// <param name="sets">Its manifests.</param>
    /// <param name="hosts">Tells services from the outside world.</param>
    public static SystemGraph Build(IEnumerable<ProjectFacts> projects, FactSets sets, HostClassifier hosts)
    {
        _ = hosts;
        ProjectFacts[] ordered = [.. projects.OrderBy(static p => p.Project, StringComparer.Ordinal)];
        Service[] services = [.. ordered.Where(static p => p.Kind == ProjectKind.Service)
            .Select(static p => new Service(p.Name, p, [p], []) { Place = new Place(p.Project, 1) })];
        return new SystemGraph(services, [], [], [], [], sets);
    }
}
