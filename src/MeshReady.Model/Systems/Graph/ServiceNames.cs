using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>Names services: as their workload, else their service of Compose, else their resource of an AppHost, else their project.</summary>
internal static class ServiceNames
{
    /// <summary>Gives each service a name that no other has; of several that would bear one, those later in the order get longer ones.</summary>
    public static void Give(IReadOnlyList<ServiceNode> nodes)
    {
        var prefix = CommonPrefix([.. nodes.Where(static node => node.Project is not null).Select(static node => node.Project!.Name.Split('.'))]);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

        // What a manifest calls a service comes before what its project suggests.
        foreach (var node in nodes.OrderBy(static node => Deployed(node) is null ? 1 : 0))
        {
            node.Name = Candidates(node, prefix).First(name => !taken.Contains(name));
            taken.Add(node.Name);
        }
    }

    /// <summary>What a workload is called without its kind; of several that run one image, the image.</summary>
    public static string Of(Binding.Bound binding)
        => binding.Workloads.Select(static workload => workload.Name).Distinct(StringComparer.OrdinalIgnoreCase).Take(2).ToList() is [var only]
            ? WorkloadClues.WithoutKind(only)
            : binding.Workloads.SelectMany(static workload => workload.Variants).Select(static variant => OwnContainer.Of(variant)?.Image.Value).OfType<string>().Select(NameForms.OfImage).FirstOrDefault() ?? binding.Workloads[0].Name;

    private static string? Deployed(ServiceNode node)
        => (node.Deployments.Find(static d => d.Set.IsProduction) ?? node.Deployments.FirstOrDefault()) is { } deployment ? Of(deployment.Binding)
            : node.Compose.FirstOrDefault()?.Service.Name ?? node.Aspire?.Name;

    private static IEnumerable<string> Candidates(ServiceNode node, int prefix)
    {
        if (Deployed(node) is { } deployed)
            yield return deployed;
        if (node.Project is { } project)
        {
            var parts = project.Name.Split('.');
            var rest = string.Join(".", parts.Skip(Math.Min(prefix, parts.Length - 1)));
            yield return NameForms.Kebab(NameForms.IsGeneric(rest) ? project.Name : rest);
            yield return NameForms.Kebab(project.Name);
            yield return NameForms.Kebab(string.Join(".", FilePath.FolderOf(FilePath.Normal(project.Project)).Split('/').Append(ServiceNode.FileNameOf(project))));
        }

        var first = Deployed(node) ?? NameForms.Kebab(node.Project?.Name ?? "service");
        for (var i = 2; ; i++)
            yield return first + "-" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static int CommonPrefix(IReadOnlyList<string[]> names)
    {
        if (names.Count < 2)
            return 0;
        var length = 0;
        while (names.All(name => name.Length > length + 1 && name[length] == names[0][length]))
            length++;
        return length;
    }
}
