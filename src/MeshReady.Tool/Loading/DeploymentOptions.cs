using MeshReady.Model.Deployment;
using MeshReady.Tool.Discovery;

namespace MeshReady.Tool.Loading;

/// <summary>What somebody says about the manifests of a run.</summary>
/// <param name="Paths">Full paths of files and folders of manifests, outside the repository or in it.</param>
/// <param name="IsComplete">Whether the manifests are all that runs.</param>
/// <param name="Renders">Whether the user's own kustomize and helm may run over what meshready.json declares.</param>
public sealed record DeploymentOptions(IReadOnlyList<string> Paths, bool IsComplete = false, bool Renders = false)
{
    /// <summary>Whether only <see cref="Paths"/> are read, and nothing is searched.</summary>
    public bool IsOnlyPaths { get; init; }

    /// <summary>Nothing is said.</summary>
    public static DeploymentOptions None { get; } = new([]);
}

/// <summary>The manifests of a run, and what the rules are told about them.</summary>
/// <param name="Files">Manifests and <c>meshready.json</c> files, sorted by path.</param>
/// <param name="Properties">What the rules are told, as MSBuild properties.</param>
/// <param name="Notes">What could not be read, one line each.</param>
public sealed record DeploymentFiles(IReadOnlyList<(string Path, TextFile File)> Files, IReadOnlyDictionary<string, string> Properties, IReadOnlyList<string> Notes)
{
    /// <summary>Finds the manifests of a target and of what else was given.</summary>
    /// <exception cref="ArgumentException">A given path does not exist, or something cannot be rendered.</exception>
    public static DeploymentFiles Find(Target target, DeploymentOptions options)
    {
        var declaration = options.IsOnlyPaths ? null : DeclarationAbove(target.ManifestRoot, target.Root);
        var (files, notes) = options.IsOnlyPaths ? ([], []) : ManifestFiles.Find(declaration is null ? target.ManifestRoot : Path.GetDirectoryName(declaration)!);
        List<(string Path, TextFile File)> all = [.. files];
        List<string> remarks = [.. notes];
        List<string> declarations = declaration is null ? [] : [declaration];
        foreach (var path in options.Paths)
        {
            if (!Directory.Exists(path) && !File.Exists(path))
                throw new ArgumentException($"--manifests: {path} does not exist");
            var (given, givenNotes) = ManifestFiles.Given(path);
            all.AddRange(given);
            remarks.AddRange(givenNotes);
            if (File.Exists(Path.Combine(path, EnvironmentFile.FileName)))
                declarations.Add(Path.Combine(path, EnvironmentFile.FileName));
        }

        var declared = declarations.Distinct(StringComparer.Ordinal).Select(static path => (Path: path, File: TextFile.Read(path))).ToList();
        string[] folders = [.. options.Paths.Select(static path => Directory.Exists(path) ? path : Path.GetDirectoryName(path)!).Distinct(StringComparer.Ordinal)];
        var properties = new Dictionary<string, string>
        {
            ["MeshReadyManifestFolders"] = string.Join(',', folders.Select(Uri.EscapeDataString)),
            ["MeshReadyRendered"] = "",
        };
        if (options.IsComplete)
            properties["MeshReadyComplete"] = "true";
        if (options.Renders)
            Render(target, declared, folders, all, properties);

        all = [.. all.DistinctBy(static f => f.Path)];
        remarks.AddRange(Incomplete(options, declared, all));
        return new DeploymentFiles([.. all.Concat(declared).OrderBy(static f => f.Path, StringComparer.Ordinal)], properties, remarks);
    }

    private static void Render(Target target, List<(string Path, TextFile File)> declared, string[] folders, List<(string, TextFile)> all, Dictionary<string, string> properties)
    {
        if (declared.Count == 0)
            throw new ArgumentException($"--render needs a {EnvironmentFile.FileName} that declares environments");
        var rendered = new List<string>();
        foreach (var (path, file) in declared)
        {
            foreach (var (key, output) in new Renderer(target.Folder, folders).Render(EnvironmentReader.Read(path, file.Text)))
            {
                all.Add((output, TextFile.Read(output)));
                rendered.Add($"{Uri.EscapeDataString(key)}={Uri.EscapeDataString(output)}");
            }
        }

        properties["MeshReadyRendered"] = string.Join(',', rendered);
    }

    private static IEnumerable<string> Incomplete(DeploymentOptions options, List<(string Path, TextFile File)> declared, List<(string Path, TextFile File)> files)
    {
        if (!options.IsComplete)
            yield break;
        if (declared.Any(static d => EnvironmentReader.Read(d.Path, d.File.Text).Environments.Count > 0))
        {
            yield return $"--complete says nothing where {EnvironmentFile.FileName} declares environments: say \"complete\": true there";
            yield break;
        }

        var sets = FactSets.Create([.. files.Select(static f => ManifestReader.Read(f.Path, f.File.Text))], complete: true).Sets;
        if (sets.Count(static s => s.Kind != FactSetKind.Base) > 1)
            yield return $"--complete holds for none of the {sets.Count} sets of manifests ({string.Join(", ", sets.Take(5).Select(static s => s.Name.Length == 0 ? "plain files" : s.Name))}{(sets.Count > 5 ? ", …" : "")}): what one lacks may stand in another; declare environments in {EnvironmentFile.FileName}";
    }

    private static string? DeclarationAbove(string folder, string root)
    {
        for (var at = folder; at is not null && (at == root || at.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal)); at = Path.GetDirectoryName(at))
        {
            if (Path.Combine(at, EnvironmentFile.FileName) is var path && File.Exists(path))
                return path;
        }

        return null;
    }
}
