namespace MeshReady.Model.Systems;

/// <summary>
/// Where the snapshot of a system lies: <c>meshready.system.json</c> lists it, the folder <c>meshready.system</c> beside it holds a
/// facts file for each project and copies of the manifests without their secrets.
/// </summary>
public static class SnapshotFiles
{
    /// <summary>The folder.</summary>
    public const string Folder = "meshready.system";

    /// <summary>The list.</summary>
    public const string Index = Folder + ".json";

    /// <summary>The folder of the manifests within the folder.</summary>
    public const string Manifests = "manifests";

    /// <summary>Whether a path is that of a facts file of a snapshot.</summary>
    public static bool IsFacts(string path)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return false;
        var parts = path.Split('/', '\\');
        return parts.Length > 1 && string.Equals(parts[parts.Length - 2], Folder, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The name of the facts file of a project: its path with <c>__</c> for slashes, so that no two projects share one.</summary>
    /// <param name="project">The project file, seen from the root.</param>
    public static string NameOf(string project)
    {
        var text = new System.Text.StringBuilder();
        var stem = project.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) ? project.Substring(0, project.Length - ".csproj".Length) : project;
        foreach (var c in stem.Replace('\\', '/'))
        {
            text.Append(c switch
            {
                '/' => "__",
                '_' => "_-",
                _ when char.IsLetterOrDigit(c) || c is '.' or '-' => c.ToString(),
                _ => "_x" + ((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture),
            });
        }

        return text.Append(".json").ToString();
    }
}
