namespace MeshReady.Model.Deployment;

/// <summary>Paths as manifests write them: <c>/</c> between the parts, <c>.</c> and <c>..</c> followed without asking the disk.</summary>
internal static class FilePath
{
    /// <summary>The path with <c>/</c> between its parts and without <c>.</c> and, as far as it can be followed, <c>..</c>.</summary>
    public static string Normal(string path)
    {
        var unix = path.Replace('\\', '/');
        if (unix.IndexOf("/.", StringComparison.Ordinal) < 0 && unix.IndexOf("//", StringComparison.Ordinal) < 0
            && !unix.StartsWith(".", StringComparison.Ordinal) && !(unix.Length > 1 && unix.EndsWith("/", StringComparison.Ordinal)))
            return unix;

        var isRooted = unix.StartsWith("/", StringComparison.Ordinal);
        var parts = new List<string>();
        foreach (var part in unix.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or ".") && !(part == ".." && isRooted))
                parts.Add(part);
        }

        return (isRooted ? "/" : "") + string.Join("/", parts);
    }

    /// <summary>A path that is relative to a folder, or rooted itself.</summary>
    public static string Combine(string folder, string path)
        => folder.Length == 0 || IsRooted(path) ? Normal(path) : Normal(folder + "/" + path);

    public static bool IsRooted(string path)
        => path.Length > 0 && path[0] is '/' or '\\' || path.Length > 1 && path[1] == ':';

    /// <summary>The folder of a normal path; empty where it names none.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path.Substring(0, slash) : "";

    /// <summary>The last part of any path, whichever way its parts are separated.</summary>
    public static string NameOf(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>Whether a normal path is a folder or lies below it.</summary>
    public static bool IsIn(string path, string folder)
        => folder.Length == 0
            ? !path.StartsWith("../", StringComparison.Ordinal)
            : path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');

    /// <summary>A normal path as seen from a folder that it lies below; otherwise the path itself.</summary>
    public static string Below(string folder, string path)
        => path == folder ? "." : folder.Length > 0 && IsIn(path, folder) ? path.Substring(folder.Length + 1) : path;

    public static bool IsKustomization(string path) => NameOf(path) is "kustomization.yaml" or "kustomization.yml" or "Kustomization";

    public static bool IsChart(string path) => NameOf(path) is "Chart.yaml" or "Chart.yml";
}
