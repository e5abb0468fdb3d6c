using System.Text.Json;

namespace MeshReady.Tool.References;

/// <summary>Reads the references of a project that was restored.</summary>
public static class AssetsFile
{
    /// <summary>The assemblies that obj/project.assets.json names; null where it is missing, unreadable or names a file that is gone.</summary>
    /// <param name="projectFolder">The folder of the project.</param>
    /// <param name="targetFramework">The framework wanted; another one is taken where it is the only one.</param>
    public static IReadOnlyList<string>? Read(string projectFolder, string targetFramework)
    {
        var path = Path.Combine(projectFolder, "obj", "project.assets.json");
        if (!File.Exists(path))
            return null;
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return Read(document.RootElement, targetFramework);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static List<string>? Read(JsonElement root, string targetFramework)
    {
        string[] folders = [.. root.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name)];
        var libraries = root.GetProperty("libraries");
        JsonProperty[] targets = [.. root.GetProperty("targets").EnumerateObject()];
        var wanted = NuGet.Frameworks.NuGetFramework.Parse(targetFramework);
        var target = targets.FirstOrDefault(t => !t.Name.Contains('/') && NuGet.Frameworks.NuGetFramework.Parse(t.Name).Equals(wanted));
        if (target.Value.ValueKind != JsonValueKind.Object)
        {
            if (targets.Length != 1)
                return null;
            target = targets[0];
        }

        var found = new List<string>();
        foreach (var library in target.Value.EnumerateObject())
        {
            if (library.Value.GetProperty("type").GetString() != "package" || !library.Value.TryGetProperty("compile", out var compile))
                continue;
            var folder = libraries.GetProperty(library.Name).GetProperty("path").GetString()!;
            foreach (var file in compile.EnumerateObject().Select(f => f.Name).Where(n => n.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)))
            {
                if (folders.Select(f => Path.Combine(f, folder, file)).FirstOrDefault(File.Exists) is not { } path)
                    return null;
                found.Add(path);
            }
        }

        return found;
    }
}
