using System.Text;
using MeshReady.Model.Deployment;
using MeshReady.Tool.Discovery;
using MeshReady.Tool.Fixing;
using MeshReady.Tool.Loading;

namespace MeshReady.Tool.Setup;

/// <summary>What init found and would write.</summary>
/// <param name="Folder">Full path of the checkout.</param>
/// <param name="Found">What the checkout holds, one line each.</param>
/// <param name="Files">The files to write, sorted by path; none where all is set up.</param>
/// <param name="Notes">What is left to people, one line each.</param>
public sealed record SetupPlan(string Folder, IReadOnlyList<string> Found, IReadOnlyList<PlannedFile> Files, IReadOnlyList<string> Notes)
{
    private const string MeshKey = "meshready.mesh";

    /// <summary>Looks at a checkout; nothing is written.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="version">The version of the package to refer to.</param>
    /// <exception cref="ArgumentException">There is no C# project.</exception>
    public static SetupPlan Of(string path, string version)
    {
        if (path.Length == 0)
            throw new ArgumentException("PATH is empty");
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
            throw new ArgumentException(File.Exists(folder) ? $"{path} is a file: init looks at the folder of a checkout" : $"{path} does not exist");
        var (paths, error) = ProjectFinder.Find(folder);
        if (error is not null)
            throw new ArgumentException(error);

        string Shown(string full) => Path.GetRelativePath(folder, full).Replace('\\', '/');
        var graph = ProjectGraph.Load(paths, folder, Shown, static _ => false);
        var own = graph.Projects.Where(p => paths.Contains(p.Path, StringComparer.Ordinal)).ToArray();
        var (texts, manifestNotes) = ManifestFiles.Find(folder);
        ManifestFile[] manifests = [.. texts.Select(static t => ManifestReader.Read(t.Path, t.File.Text))];
        var sets = FactSets.Create(manifests, complete: false);
        List<string> notes = [.. graph.Notes, .. manifestNotes];
        List<PlannedFile> files = [];

        if (File.Exists(Path.Combine(folder, EnvironmentFile.FileName)))
        {
            notes.Add($"{EnvironmentFile.FileName} is there already and stays as it is");
        }
        else
        {
            var (text, environmentNotes) = EnvironmentProposal.Of(folder, manifests, sets);
            notes.AddRange(environmentNotes);
            if (text is not null)
                files.Add(New(Path.Combine(folder, EnvironmentFile.FileName), text));
            if (text is not null && RepositoryAround(folder) is { } repository)
                notes.Add($"editor and build look for {EnvironmentFile.FileName} in {repository}, the root of the repository, unless MeshReadyRoot names this folder");
        }

        var mesh = MeshProof.Of(sets);
        if (mesh is not null)
            AddMesh(folder, mesh, files, notes);
        if (own.Length > 0)
        {
            var (packageFiles, packageNotes) = PackageSetup.Plan(folder, version, own);
            files.AddRange(packageFiles);
            notes.AddRange(packageNotes);
        }

        string[] found =
        [
            $"projects: {own.Length}{(own.Any(static p => p.IsTrue("ManagePackageVersionsCentrally")) ? ", with central package versions" : "")}",
            manifests.Length == 0 ? "manifests: none" : $"manifests: {manifests.Length} in {string.Join(", ", Folders(manifests.Select(m => Shown(m.Path))))}",
            mesh is null ? "mesh: not proved for all workloads" : $"mesh: {mesh}, for all workloads",
        ];
        return new SetupPlan(folder, found, [.. files.OrderBy(static f => f.Path, StringComparer.Ordinal)], notes);
    }

    /// <summary>The differences that it would make, as patch reads them.</summary>
    public string Diff() => string.Concat(Files.Select(f => UnifiedDiff.Write(Path.GetRelativePath(Folder, f.Path).Replace('\\', '/'), f.Before, f.After)));

    /// <summary>Writes the files, each whole or not at all; one that changed meanwhile is left alone.</summary>
    /// <exception cref="IOException">A file cannot be written, or is not what it was.</exception>
    public void Write()
    {
        foreach (var file in Files)
        {
            if (SafeWrite.Refusal(Folder, file.Path) is { } reason)
                throw new IOException($"nothing was written: {file.Path}: {reason}");
        }

        foreach (var file in Files)
        {
            if (file.Before is null ? File.Exists(file.Path) : !File.Exists(file.Path) || TextFile.Read(file.Path).Text != file.Before)
                throw new IOException($"{file.Path} was not written: it has changed meanwhile");
            SafeWrite.Write(Folder, file.Path, file.Content);
        }
    }

    private static void AddMesh(string folder, string mesh, List<PlannedFile> files, List<string> notes)
    {
        var path = Path.Combine(folder, ".globalconfig");
        if (!File.Exists(path))
        {
            files.Add(New(path, $"is_global = true\n\n# All workloads of the manifests are in this mesh.\n{MeshKey} = {mesh}\n"));
            return;
        }

        try
        {
            var file = TextFile.Read(path);
            var lines = file.Text.ReplaceLineEndings("\n").Split('\n').Select(static l => l.Trim()).ToArray();
            if (lines.Any(static l => l.StartsWith(MeshKey, StringComparison.OrdinalIgnoreCase) && l[MeshKey.Length..].TrimStart().StartsWith('=')))
                return;
            // Below a section the key would be a file's and not the compilation's.
            if (lines.Any(static l => l.StartsWith('[')))
            {
                notes.Add($".globalconfig has sections: put {MeshKey} = {mesh} above the first by hand");
                return;
            }

            var line = file.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
            var after = $"{file.Text}{(file.Text.Length == 0 || file.Text.EndsWith('\n') ? "" : line)}{MeshKey} = {mesh}{line}";
            files.Add(new PlannedFile(path, file.Text, after, file.Encode(after)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            notes.Add($".globalconfig cannot be read: {exception.Message}");
        }
    }

    private static string? RepositoryAround(string folder)
    {
        static bool IsRoot(string at) => Directory.Exists(Path.Combine(at, ".git")) || File.Exists(Path.Combine(at, ".git"));
        if (IsRoot(folder))
            return null;
        for (var at = Path.GetDirectoryName(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            if (IsRoot(at))
                return at;
        }

        return null;
    }

    private static PlannedFile New(string path, string text) => new(path, null, text, Encoding.UTF8.GetBytes(text));

    private static IEnumerable<string> Folders(IEnumerable<string> paths)
    {
        const int Most = 8;
        string[] folders = [.. paths.Select(static p => p.LastIndexOf('/') is > 0 and var slash ? p[..slash] : ".").Distinct().Order(StringComparer.Ordinal)];
        string[] tops = [.. folders.Where(f => !folders.Any(other => f.StartsWith(other + "/", StringComparison.Ordinal)))];
        return tops.Length > Most ? [.. tops.Take(Most), "…"] : tops;
    }
}
