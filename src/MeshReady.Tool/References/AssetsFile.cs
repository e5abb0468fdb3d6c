using System.Text.Json;
using NuGet.Frameworks;
using NuGet.Versioning;

namespace MeshReady.Tool.References;

/// <summary>What a restore wrote down for one target framework of a project, as obj/project.assets.json has it.</summary>
/// <param name="Framework">The target framework.</param>
/// <param name="Assemblies">Full paths of what packages are compiled against: no analyzers, no run-time files.</param>
/// <param name="Projects">Full paths of the projects referred to, those that references pass on included.</param>
/// <param name="Frameworks">Names of the shared frameworks, such as Microsoft.AspNetCore.App.</param>
/// <param name="Packages">Ids and lowest versions of the project's own references to packages.</param>
/// <param name="Downloads">Ids and versions of packs, such as Microsoft.NETCore.App.Ref, that were fetched beside the packages.</param>
/// <param name="Folders">Full paths of the package folders.</param>
public sealed record RestoredProject(
    NuGetFramework Framework,
    IReadOnlyList<string> Assemblies,
    IReadOnlyList<string> Projects,
    IReadOnlyCollection<string> Frameworks,
    IReadOnlyDictionary<string, NuGetVersion?> Packages,
    IReadOnlyDictionary<string, string> Downloads,
    IReadOnlyList<string> Folders);

/// <summary>Reads the references of a project that was restored.</summary>
public static class AssetsFile
{
    private const long MaxBytes = 100_000_000;

    /// <summary>The file of a project.</summary>
    /// <param name="projectFolder">The folder of the project.</param>
    public static string PathOf(string projectFolder) => Path.Combine(projectFolder, "obj", "project.assets.json");

    /// <summary>What was restored; instead the reason why it is of no use.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="projectFolder">The folder of the project.</param>
    /// <param name="targetFramework">The framework wanted; another one is taken where it is the only one.</param>
    public static (RestoredProject? Restored, string? Reason) Read(string path, string projectFolder, string targetFramework)
    {
        if (!File.Exists(path))
            return (null, "it was not restored");
        try
        {
            if (new FileInfo(path).Length is 0 or > MaxBytes)
                return (null, "its project.assets.json is empty or larger than 100 MB");
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return Read(document.RootElement, projectFolder, targetFramework);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return (null, "its project.assets.json cannot be read");
        }
    }

    private static (RestoredProject?, string?) Read(JsonElement root, string projectFolder, string targetFramework)
    {
        string[] folders = [.. root.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name)];
        JsonProperty[] targets = [.. root.GetProperty("targets").EnumerateObject().Where(t => !t.Name.Contains('/'))];
        var wanted = NuGetFramework.Parse(targetFramework);
        var target = targets.FirstOrDefault(t => NuGetFramework.Parse(t.Name).Equals(wanted));
        if (target.Value.ValueKind != JsonValueKind.Object)
        {
            if (targets.Length != 1)
                return (null, $"it was not restored for {targetFramework}");
            target = targets[0];
        }

        var framework = NuGetFramework.Parse(target.Name);
        var libraries = root.GetProperty("libraries");
        var (assemblies, projects) = (new List<string>(), new List<string>());
        var frameworks = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var library in target.Value.EnumerateObject())
        {
            if (library.Value.TryGetProperty("frameworkReferences", out var passedOn))
                frameworks.UnionWith(passedOn.EnumerateArray().Select(f => f.GetString()!));
            var isCompiled = library.Value.TryGetProperty("compile", out var compile) && compile.EnumerateObject().Any();
            if (library.Value.GetProperty("type").GetString() == "project")
            {
                if (isCompiled && libraries.GetProperty(library.Name).TryGetProperty("msbuildProject", out var project))
                    projects.Add(Path.GetFullPath(Path.Combine(projectFolder, project.GetString()!.Replace('\\', '/'))));
                continue;
            }

            if (!isCompiled)
                continue;
            var folder = libraries.GetProperty(library.Name).GetProperty("path").GetString()!;
            foreach (var file in compile.EnumerateObject().Select(f => f.Name).Where(n => n.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)))
            {
                if (folders.Select(f => Path.Combine(f, folder, file)).FirstOrDefault(File.Exists) is not { } path)
                    return (null, $"{library.Name} was restored and is gone");
                assemblies.Add(path);
            }
        }

        var (packages, downloads) = Wanted(root, framework, frameworks);
        return (new RestoredProject(framework, assemblies, projects, frameworks, packages, downloads, folders), null);
    }

    // What the project asked for when it was restored.
    private static (Dictionary<string, NuGetVersion?> Packages, Dictionary<string, string> Downloads) Wanted(JsonElement root, NuGetFramework framework, SortedSet<string> frameworks)
    {
        var packages = new Dictionary<string, NuGetVersion?>(StringComparer.OrdinalIgnoreCase);
        var downloads = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!root.TryGetProperty("project", out var project) || !project.TryGetProperty("frameworks", out var all))
            return (packages, downloads);
        var own = all.EnumerateObject().FirstOrDefault(f => NuGetFramework.Parse(f.Name).Equals(framework)).Value;
        if (own.ValueKind != JsonValueKind.Object)
            return (packages, downloads);

        if (own.TryGetProperty("dependencies", out var dependencies))
        {
            foreach (var dependency in dependencies.EnumerateObject().Where(d => !IsImplied(d.Value)))
                packages[dependency.Name] = dependency.Value.TryGetProperty("version", out var range) && VersionRange.TryParse(range.GetString()!, out var parsed) ? parsed.MinVersion : null;
        }

        if (own.TryGetProperty("frameworkReferences", out var references))
            frameworks.UnionWith(references.EnumerateObject().Select(f => f.Name));
        if (own.TryGetProperty("downloadDependencies", out var fetched))
        {
            foreach (var pack in fetched.EnumerateArray())
                downloads[pack.GetProperty("name").GetString()!] = VersionRange.Parse(pack.GetProperty("version").GetString()!.Split(';')[0]).MinVersion?.ToNormalizedString() ?? "";
        }

        return (packages, downloads);
    }

    // Those that the SDK names itself stand in no project file.
    private static bool IsImplied(JsonElement dependency)
        => dependency.TryGetProperty("autoReferenced", out var implied) && implied.ValueKind == JsonValueKind.True
            || dependency.TryGetProperty("target", out var target) && target.GetString() != "Package";
}
