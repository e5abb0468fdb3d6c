using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>Finds the services of Compose that run each project.</summary>
internal static class ComposeBinder
{
    /// <summary>
    /// Binds each service of Compose to the one project in the folder of its Dockerfile; else to that whose image it runs; else to that of its
    /// name. What other files beside it say of the same service counts as well.
    /// </summary>
    public static void Bind(IReadOnlyList<ServiceNode> nodes, FactSets sets)
    {
        ComposeEntry[] entries = [.. ServiceFinder.ComposeOf(sets)];
        if (entries.Length == 0)
            return;
        var owners = new Dictionary<ComposeEntry, ServiceNode>(ByReference<ComposeEntry>.Instance);
        ByFolder(nodes, entries, owners);
        ByName(nodes, entries, owners, sets);

        var siblings = owners.OrderBy(static pair => pair.Key.Place).GroupBy(static pair => Sibling(pair.Key)).ToDictionary(static group => group.Key, static group => group.First().Value);
        foreach (var entry in entries)
        {
            if (owners.TryGetValue(entry, out var owner) || siblings.TryGetValue(Sibling(entry), out owner))
                owner.Compose.Add(entry);
        }
    }

    private static (string, string) Sibling(ComposeEntry entry) => (FilePath.FolderOf(FilePath.Normal(entry.File.Path)), entry.Service.Name);

    // A Dockerfile builds the one program that its folder holds, whatever either is called.
    private static void ByFolder(IReadOnlyList<ServiceNode> nodes, ComposeEntry[] entries, Dictionary<ComposeEntry, ServiceNode> owners)
    {
        var only = new Dictionary<string, ServiceNode?>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in nodes)
        {
            for (var folder = node.Identity!.ProjectDirectory!; folder.Length > 0; folder = FilePath.FolderOf(folder))
                only[folder] = only.ContainsKey(folder) ? null : node;
        }

        foreach (var entry in entries)
        {
            if (ImageBuilds.FolderOf(entry.File, entry.Service) is { Length: > 0 } built && Forms(built, entry.File.Path).Select(folder => only.TryGetValue(folder, out var node) ? node : null).FirstOrDefault(static node => node is not null) is { } owner)
            {
                owners.Add(entry, owner);
                owner.Builds(entry.Image);
            }
        }
    }

    // Projects are known as seen from the root of their repository; manifests may be known by their full paths.
    private static IEnumerable<string> Forms(string folder, string file)
    {
        yield return folder;
        if (!FilePath.IsRooted(folder))
            yield break;
        file = FilePath.Normal(file);
        for (var slash = folder.IndexOf('/', 1); slash > 0 && FilePath.IsIn(file, folder.Substring(0, slash)); slash = folder.IndexOf('/', slash + 1))
            yield return folder.Substring(slash + 1);
    }

    private static void ByName(IReadOnlyList<ServiceNode> nodes, ComposeEntry[] entries, Dictionary<ComposeEntry, ServiceNode> owners, FactSets sets)
    {
        ComposeEntry[] open = [.. entries.Where(entry => !owners.ContainsKey(entry))];
        var byImage = open.ToLookup(static entry => entry.Image, StringComparer.OrdinalIgnoreCase);
        var byForm = open.SelectMany(static entry => new[] { entry.Image, entry.Service.Name }.Distinct().Select(name => (Form: NameForms.Squeeze(name), Entry: entry)))
            .ToLookup(static pair => pair.Form, static pair => pair.Entry, StringComparer.Ordinal);
        var wanted = new Dictionary<ComposeEntry, List<(ServiceNode Node, int Tier)>>(ByReference<ComposeEntry>.Instance);
        foreach (var node in nodes)
        {
            ComposeEntry[] found = [.. node.Identity!.ImageNames.Concat(sets.All.Builds.ImagesOf(node.Identity)).Select(NameForms.OfImage).SelectMany(image => byImage[image]).Distinct(ByReference<ComposeEntry>.Instance)];
            var tier = found.Length > 0 ? 0 : 1;
            if (found.Length == 0)
            {
                found = NameForms.All(node.Identity).Select(NameForms.Squeeze)
                    .Select(form => byForm[form].Where(static entry => entry.IsBuilt || !KnownImages.IsInfrastructure(entry.Image)).Distinct(ByReference<ComposeEntry>.Instance).ToArray())
                    .FirstOrDefault(static hits => hits.Length > 0) ?? [];
            }

            foreach (var entry in found)
            {
                if (!wanted.TryGetValue(entry, out var rivals))
                    wanted.Add(entry, rivals = []);
                rivals.Add((node, tier));
            }
        }

        foreach (var pair in wanted)
            owners[pair.Key] = pair.Value.OrderBy(static rival => rival.Tier).ThenBy(rival => rival.Node.DistanceTo(pair.Key.Service.Name)).First().Node;
    }
}
