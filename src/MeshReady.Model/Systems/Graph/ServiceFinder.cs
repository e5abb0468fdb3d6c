using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>Finds what runs by itself, and where the manifests, Compose files and AppHosts speak of it.</summary>
internal sealed class ServiceFinder
{
    private readonly FactSets _sets;
    private readonly ProjectFacts[] _projects;
    private readonly List<ServiceNode> _nodes;

    private ServiceFinder(ProjectFacts[] projects, FactSets sets, ProjectMap map)
    {
        (_projects, _sets) = (projects, sets);
        _nodes = [.. projects.Where(static p => p.Kind == ProjectKind.Service).Select(p => new ServiceNode(p, map.PartsOf(p), PlaceOf(p)))];
    }

    /// <summary>The services, by name, with all that speaks of them.</summary>
    public static IReadOnlyList<ServiceNode> Find(ProjectFacts[] projects, FactSets sets, ProjectMap map)
    {
        var finder = new ServiceFinder(projects, sets, map);
        ComposeBinder.Bind(finder._nodes, sets);
        foreach (var set in sets.Sets)
            finder.BindWorkloads(set);
        finder.BindResources();
        finder._nodes.AddRange(ForeignServices.Find(finder._nodes, sets));
        ServiceNames.Give(finder._nodes);
        finder._nodes.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        return finder._nodes;
    }

    /// <summary>The services of all Compose files; those that run a system's tests beside its own say nothing of the system.</summary>
    public static IEnumerable<ComposeEntry> ComposeOf(FactSets sets)
    {
        ManifestFile[] files = [.. sets.All.Files.Where(static file => file.Compose is not null)];
        var own = new HashSet<string>(files.Where(static file => !RunsTests(file)).Select(static file => FilePath.FolderOf(FilePath.Normal(file.Path))), StringComparer.OrdinalIgnoreCase);
        return files.Where(file => !RunsTests(file) || !own.Contains(FilePath.FolderOf(FilePath.Normal(file.Path))))
            .SelectMany(static file => file.Compose!.Services.Select(service => new ComposeEntry(file, service)));
    }

    private static bool RunsTests(ManifestFile file) => FilePath.NameOf(file.Path).ToLowerInvariant().Split('.', '-', '_').Any(static word => word is "test" or "tests" or "e2e");

    private static Place PlaceOf(ProjectFacts project)
        => project.Listens.Select(static l => l.Place).Concat(project.Endpoints.Select(static e => e.Place))
            .Where(static place => place.Path.EndsWith("Program.cs", StringComparison.Ordinal) || place.Path.EndsWith("Startup.cs", StringComparison.Ordinal))
            .Min() ?? new Place(project.Project, 1);

    private void BindWorkloads(FactSet set)
    {
        var bound = _nodes.Select(node => (Node: node, Binding: Settled(set.Model.Bind(node.Identity!)))).Where(static pair => pair.Binding is not null);

        // Two programs of one workload: the one that bears its name, then the one that answers.
        foreach (var rivals in bound.GroupBy(static pair => ServiceNames.Of(pair.Binding!), StringComparer.OrdinalIgnoreCase))
        {
            var (node, binding) = rivals.OrderBy(pair => pair.Node.DistanceTo(rivals.Key)).First();
            node.Deployments.Add(new(set, binding!, set.Model.MeshOf(binding!), NamespaceOf(binding!)));
        }
    }

    // Versions of one image that run side by side, a canary for example, are one service.
    private static Binding.Bound? Settled(Binding binding) => binding switch
    {
        Binding.Bound bound => bound,
        Binding.Rivals rivals when ImagesOf(rivals.Workloads) is [_] => new(rivals.Workloads, Namespace: null),
        _ => null,
    };

    private static IReadOnlyList<string?> ImagesOf(IReadOnlyList<Workload> workloads)
        => [.. workloads.SelectMany(static workload => workload.Variants).Select(static variant => OwnContainer.Of(variant)?.Image.Value is { } image ? NameForms.OfImage(image) : null).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string? NamespaceOf(Binding.Bound bound)
    {
        Field<string>[] spaces = [.. bound.Workloads.SelectMany(static workload => workload.Variants).Select(static variant => variant.Namespace)];
        return bound.Namespace ?? (Array.TrueForAll(spaces, space => !space.IsUnknown && space.Value == spaces[0].Value) ? spaces.FirstOrDefault().Value : null);
    }

    private void BindResources()
    {
        foreach (var resource in _projects.SelectMany(static p => p.Resources).Where(static r => r.Kind == "project"))
        {
            var source = NameForms.Squeeze(resource.Source ?? resource.Name);
            var node = _nodes.Find(node => node.Aspire is null && (NameForms.Squeeze(node.Project!.Name) == source || NameForms.Squeeze(ServiceNode.FileNameOf(node.Project)) == source));
            if (node is not null)
                node.Aspire = resource;
        }

        // A proxy that the AppHost sets up by its routes has no project.
        foreach (var proxy in _projects.SelectMany(static p => p.Resources).Where(static r => r is { Kind: "yarp", References.Count: > 0 }))
            _nodes.Add(new ServiceNode(null, [], proxy.Place) { Aspire = proxy });
    }
}
