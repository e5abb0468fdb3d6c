namespace MeshReady.Model.Deployment;

/// <summary>Follows Argo CD Applications to their manifests, as far as these are among the given files.</summary>
/// <param name="tree">The given files.</param>
/// <param name="folders">Folders that may be the root of the repository that an Application names.</param>
/// <param name="namespaces">The namespaces that the environment is declared for; the only one stands in where an Application names none.</param>
/// <param name="note">Takes what cannot be followed.</param>
internal sealed class ArgoFollower(ManifestTree tree, IReadOnlyList<string> folders, IReadOnlyList<string> namespaces, Action<string> note)
{
    private const int DeepestApplications = 5;
    private const int MostApplications = 500;

    private readonly HashSet<(string Path, int Line, string? Name)> _followed = [];

    /// <summary>What the Applications below a path lead to, each with its cluster.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="application">The name of the only Application that counts; all where null.</param>
    public List<(string? Cluster, ManifestPart Part)> Follow(string path, string? application)
    {
        var found = new List<(string?, ManifestPart)>();
        foreach (var file in EnvironmentResolver.Folder(tree, path).Files)
            Follow(file, application, found, depth: 0);
        return found;
    }

    private void Follow(ManifestFile file, string? application, List<(string?, ManifestPart)> found, int depth)
    {
        foreach (var resource in file.Resources)
        {
            if (resource.Spec is not ApplicationSpec spec)
                continue;
            foreach (var (name, one) in ApplicationSets.Expand(resource, spec, tree, folders, note))
            {
                if ((application is null || name == application) && _followed.Count < MostApplications && _followed.Add((file.Path, resource.Line, name)))
                    Follow(name, one, file, found, depth);
            }
        }
    }

    private void Follow(string? name, ApplicationSpec application, ManifestFile file, List<(string?, ManifestPart)> found, int depth)
    {
        var cluster = application.DestinationCluster.Value;
        var space = application.DestinationNamespace.IsKnown ? application.DestinationNamespace.Value : namespaces.Count == 1 ? namespaces[0] : null;
        foreach (var source in application.Sources)
        {
            // A source without a path only lends its files to the others.
            if (source.Path.IsAbsent && source.Chart.IsAbsent)
                continue;
            if (source.Path.Value is not { } path || Locate(path, file) is not { } located)
            {
                note($"Application {name ?? "?"} takes {source.Path.Value ?? source.Chart.Value ?? "a path that cannot be known"}, which is not among the manifests that were read");
                found.Add((cluster, new ManifestPart([], IsWhole: false)));
                continue;
            }

            var part = EnvironmentResolver.Folder(tree, located, Wanted(source));
            if (source.HasOwnChanges || source.Include.IsUnknown || source.Exclude.IsUnknown)
                part = part with { Files = [.. part.Files.Select(Blurred)], IsWhole = false };
            found.Add((cluster, part.In(space)));
            if (depth < DeepestApplications)
            {
                foreach (var inner in part.Files)
                    Follow(inner, application: null, found, depth + 1);
            }
        }

        if (!application.Sources.IsComplete)
            found.Add((cluster, new ManifestPart([], IsWhole: false)));
    }

    // The path is seen from the root of the repository, and nobody says which of the given folders that is.
    private string? Locate(string path, ManifestFile file)
    {
        foreach (var folder in folders)
        {
            if (FilePath.Combine(folder, path) is var candidate && tree.Has(candidate))
                return candidate;
        }

        for (var folder = FilePath.FolderOf(FilePath.Normal(file.Path)); folder.Length > 0; folder = FilePath.FolderOf(folder))
        {
            if (FilePath.Combine(folder, path) is var candidate && tree.Has(candidate))
                return candidate;
        }

        return tree.Has(FilePath.Normal(path)) ? FilePath.Normal(path) : null;
    }

    // Without "recurse" Argo CD takes the files of the folder alone.
    private static Func<string, bool> Wanted(ApplicationSource source)
    {
        var (include, exclude) = (PathGlob.Of(source.Include.Value), PathGlob.Of(source.Exclude.Value));
        var recurses = source.Recurses.Value || source.Recurses.IsUnknown;
        return path => (recurses || path.IndexOf('/') < 0) && include?.IsMatch(path) != false && exclude?.IsMatch(path) != true;
    }

    private static ManifestFile Blurred(ManifestFile file)
    {
        var resources = new List<KubernetesResource>(file.Resources.Count);
        foreach (var resource in file.Resources)
        {
            if (resource.Root is { } root)
                ResourceReader.Read(root.Blurred(), file.Path, resources);
        }

        return file with { Resources = resources };
    }
}
