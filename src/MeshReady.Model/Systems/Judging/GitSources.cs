using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>Which objects an Application of Argo CD puts into the cluster, as far as its folder is among the manifests that were read.</summary>
internal static class GitSources
{
    /// <summary>The objects that an Application renders from folders of this checkout.</summary>
    /// <param name="application">The Application.</param>
    /// <param name="sets">The manifests.</param>
    public static IEnumerable<KubernetesResource> RenderedBy(ApplicationSpec application, FactSets sets)
    {
        foreach (var source in application.Sources)
        {
            // What is named by an expression may be any folder.
            if (source is not { Path: { IsKnown: true, Value: { } path }, Chart.IsAbsent: true, HasOwnChanges: false, Include.IsAbsent: true, Exclude.IsAbsent: true } || source.Ref.IsKnown && path.Length == 0)
                continue;
            var folder = FilePath.Normal(path).Trim('/');
            foreach (var set in sets.Sets)
            {
                var isWhole = set.Kind is FactSetKind.Overlay or FactSetKind.Chart && EndsWith(folder, FilePath.Normal(set.Name));
                foreach (var resource in set.Model.Resources)
                {
                    if (isWhole || set.Kind is FactSetKind.Plain or FactSetKind.Declared && IsIn(FilePath.FolderOf(FilePath.Normal(resource.Path)), folder, source.Recurses.Value))
                        yield return resource;
                }
            }
        }
    }

    // Names of sets begin at the folder that all of them share.
    private static bool EndsWith(string folder, string name) => name.Length > 0 && (folder == name || folder.EndsWith("/" + name, StringComparison.Ordinal) || name.EndsWith("/" + folder, StringComparison.Ordinal));

    // The compiler knows manifests by their full paths, the tool from the root.
    private static bool IsIn(string file, string folder, bool recurses)
    {
        if (folder.Length == 0 || folder == ".")
            return false;
        if (file == folder || file.EndsWith("/" + folder, StringComparison.Ordinal))
            return true;
        return recurses && (file + "/").IndexOf("/" + folder + "/", StringComparison.Ordinal) is var at && (at >= 0 || file.StartsWith(folder + "/", StringComparison.Ordinal));
    }
}
