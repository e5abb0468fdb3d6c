using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>Services that the manifests build and run, and whose code is not C#: a front end, a service in another language.</summary>
internal static class ForeignServices
{
    /// <summary>Workloads and services of Compose whose image is built here from a folder and which belong to no project.</summary>
    public static IReadOnlyList<ServiceNode> Find(IReadOnlyList<ServiceNode> own, FactSets sets)
    {
        var takenEntries = new HashSet<Place>(own.SelectMany(static node => node.Compose).Select(static entry => entry.Place));
        var takenImages = new HashSet<string>(own.SelectMany(static node => node.Compose).Select(static entry => entry.Image), StringComparer.OrdinalIgnoreCase);
        var takenNames = new HashSet<string>(own.SelectMany(static node => node.Compose).Select(static entry => entry.Service.Name)
            .Concat(own.SelectMany(static node => node.Deployments).SelectMany(static d => d.Binding.Workloads).Select(static workload => workload.Name)), StringComparer.OrdinalIgnoreCase);
        var nodes = new Dictionary<string, ServiceNode>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in ServiceFinder.ComposeOf(sets))
        {
            if (!entry.IsBuilt || takenEntries.Contains(entry.Place) || takenImages.Contains(entry.Image) || takenNames.Contains(entry.Service.Name)
                || KnownImages.IsInfrastructure(entry.Image) || KnownImages.IsInfrastructure(entry.Service.Name))
            {
                continue;
            }

            if (!nodes.TryGetValue(entry.Image, out var node))
                nodes.Add(entry.Image, node = new ServiceNode(null, [], entry.Place));
            node.Compose.Add(entry);
        }

        foreach (var set in sets.Sets)
        {
            foreach (var workload in set.Model.Workloads.Where(workload => !takenNames.Contains(workload.Name)))
            {
                var image = workload.Variants.SelectMany(static v => v.PodTemplate?.Containers ?? []).Where(static c => c is { IsInit: false, IsProxy: false })
                    .Select(static c => c.Image.Value).OfType<string>().Select(NameForms.OfImage).FirstOrDefault(sets.All.Builds.Builds);
                if (image is null || takenImages.Contains(image) || KnownImages.IsInfrastructure(image))
                    continue;
                if (!nodes.TryGetValue(image, out var node))
                    nodes.Add(image, node = new ServiceNode(null, [], new Place(workload.Variants[0].Path, workload.Variants[0].Line)));
                if (node.Deployments.TrueForAll(deployment => !ReferenceEquals(deployment.Set, set)))
                {
                    var binding = new Binding.Bound([workload], Namespace: null);
                    node.Deployments.Add(new(set, binding, set.Model.MeshOf(binding), workload.Namespace));
                }
            }
        }

        return [.. nodes.Values];
    }
}
