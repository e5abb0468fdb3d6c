namespace MeshReady.Model.Deployment;

/// <summary>Paths as texts; the model touches no disk. Slashes only, without a last one; empty for the folder in which relative paths begin.</summary>
internal static class PathText
{
    /// <summary>The folder of a file or folder; empty where there is none above.</summary>
    public static string FolderOf(string path)
    {
        var unix = path.Replace('\\', '/').TrimEnd('/');
        return unix.LastIndexOf('/') is >= 0 and var slash ? unix.Substring(0, Math.Max(slash, unix[0] == '/' ? 1 : 0)) : "";
    }

    /// <summary>The last part.</summary>
    public static string NameOf(string path)
    {
        var unix = path.Replace('\\', '/').TrimEnd('/');
        return unix.Substring(unix.LastIndexOf('/') + 1);
    }

    /// <summary>The path without <c>.</c> and <c>..</c>; null where it leads above where it begins.</summary>
    public static string? Normal(string path)
    {
        var unix = path.Replace('\\', '/');
        var parts = new List<string>();
        foreach (var part in unix.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                    return null;
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return (unix.StartsWith("/", StringComparison.Ordinal) ? "/" : "") + string.Join("/", parts);
    }

    /// <summary>A path seen from a folder; null where it leads above everything.</summary>
    public static string? Combine(string folder, string path)
    {
        var unix = path.Replace('\\', '/');
        var isRooted = unix.StartsWith("/", StringComparison.Ordinal) || unix.Length > 1 && unix[1] == ':';
        return Normal(isRooted || folder.Length == 0 ? unix : folder + "/" + unix);
    }
}
