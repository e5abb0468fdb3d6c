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
        finder.BindCompose();
        foreach (var set in sets.Sets)
            finder.BindWorkloads(set);
        finder.BindResources();
        finder._nodes.AddRange(ForeignServices.Find(finder._nodes, sets));
        ServiceNames.Give(finder._nodes);
        finder._nodes.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        return finder._nodes;
    }

    /// <summary>The services of all Compose files.</summary>
    public static IEnumerable<ComposeEntry> ComposeOf(FactSets sets)
        => sets.All.Files.Where(static file => file.Compose is not null).SelectMany(static file => file.Compose!.Services.Select(service => new ComposeEntry(file, service)));

    private static Place PlaceOf(ProjectFacts project)
        => project.Listens.Select(static l => l.Place).Concat(project.Endpoints.Select(static e => e.Place))
            .Where(static place => place.Path.EndsWith("Program.cs", StringComparison.Ordinal) || place.Path.EndsWith("Startup.cs", StringComparison.Ordinal))
            .Min() ?? new Place(project.Project, 1);

    private void BindWorkloads(FactSet set)
    {
        var bound = _nodes.Select(node => (Node: node, Binding: set.Model.Bind(node.Identity!) as Binding.Bound)).Where(static pair => pair.Binding is not null);

        // Two programs of one workload: the one that bears its name, then the one that answers.
        foreach (var rivals in bound.GroupBy(static pair => pair.Binding!.Workloads[0].Name, StringComparer.OrdinalIgnoreCase))
        {
            var (node, binding) = rivals.OrderBy(pair => Distance(pair.Node, rivals.Key)).First();
            node.Deployments.Add(new(set, binding!, set.Model.MeshOf(binding!), NamespaceOf(binding!)));
        }
    }

    private static string? NamespaceOf(Binding.Bound bound)
    {
        Field<string>[] spaces = [.. bound.Workloads.SelectMany(static workload => workload.Variants).Select(static variant => variant.Namespace)];
        return bound.Namespace ?? (Array.TrueForAll(spaces, space => !space.IsUnknown && space.Value == spaces[0].Value) ? spaces.FirstOrDefault().Value : null);
    }

    private void BindCompose()
    {
        ComposeEntry[] entries = [.. ComposeOf(_sets)];
        if (entries.Length == 0)
            return;
        var byImage = entries.ToLookup(static entry => entry.Image, StringComparer.OrdinalIgnoreCase);
        var byForm = entries.SelectMany(static entry => new[] { entry.Image, entry.Service.Name }.Distinct().Select(name => (Form: NameForms.Squeeze(name), Entry: entry)))
            .ToLookup(static pair => pair.Form, static pair => pair.Entry, StringComparer.Ordinal);
        var wanted = new Dictionary<ComposeEntry, List<(ServiceNode Node, int Tier)>>(ByReference<ComposeEntry>.Instance);
        foreach (var node in _nodes)
        {
            ComposeEntry[] found = [.. node.Project!.Images.Concat(_sets.All.Builds.ImagesOf(node.Identity!)).Select(NameForms.OfImage).SelectMany(image => byImage[image]).Distinct(ByReference<ComposeEntry>.Instance)];
            var tier = found.Length > 0 ? 0 : 1;
            if (found.Length == 0)
            {
                found = NameForms.All(node.Identity!).Select(NameForms.Squeeze)
                    .Select(form => byForm[form].Where(static entry => entry.IsBuilt || !KnownImages.IsInfrastructure(entry.Image)).Distinct(ByReference<ComposeEntry>.Instance).ToArray())
                    .FirstOrDefault(static hits => hits.Length > 0) ?? [];
            }

            foreach (var entry in found)
            {
                if (!wanted.TryGetValue(entry, out var nodes))
                    wanted.Add(entry, nodes = []);
                nodes.Add((node, tier));
            }
        }

        foreach (var entry in entries)
        {
            if (wanted.TryGetValue(entry, out var nodes))
                nodes.OrderBy(static pair => pair.Tier).ThenBy(pair => Distance(pair.Node, entry.Service.Name)).First().Node.Compose.Add(entry);
        }
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
    }

    // How far the project's name is from that of its workload; then programs that answer come first, then the order of the paths.
    private static (int Form, int Silent, string Path) Distance(ServiceNode node, string name)
    {
        var form = NameForms.All(node.Identity!).TakeWhile(own => !NameForms.Alike(own, name)).Count();
        return (form, node.Project!.Endpoints.Count > 0 ? 0 : 1, node.Project.Project);
    }
}
