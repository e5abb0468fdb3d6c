using System.Text;
using MeshReady.Model.Systems;
using MeshReady.Tool.Discovery;
using MeshReady.Tool.Fixing;
using MeshReady.Tool.Loading;

namespace MeshReady.Tool.Systems;

/// <summary>Facts files on disk.</summary>
public static class FactsFiles
{
    /// <summary>Reads facts files, those of folders included; a file that cannot be read is a note.</summary>
    /// <param name="paths">Full paths of files and folders.</param>
    /// <returns>The facts, sorted by project. Of several files for one project that say the same one counts; if they differ, the last by path, and a note says so.</returns>
    /// <exception cref="ArgumentException">A path does not exist.</exception>
    public static (IReadOnlyList<ProjectFacts> Facts, IReadOnlyList<string> Notes) Read(IEnumerable<string> paths)
    {
        var files = paths.SelectMany(static path =>
            File.Exists(path) ? [path]
            : Directory.Exists(path) ? Below(path).Where(static file => !SarifMerge.IsSarif(file))
            : throw new ArgumentException($"{path} does not exist")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();

        var read = new (ProjectFacts? Facts, string? Note)[files.Length];
        Parallel.For(0, files.Length, i =>
        {
            try
            {
                read[i] = FactsReader.Read(TextFile.Read(files[i]).Text, out var error) is { } facts ? (facts, null) : (null, $"{files[i]}: {error}");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                read[i] = (null, $"{files[i]} cannot be read: {exception.Message}");
            }
        });

        var notes = read.Select(static r => r.Note).OfType<string>().ToList();
        var byProject = new SortedDictionary<string, ProjectFacts>(StringComparer.Ordinal);
        foreach (var facts in read.Select(static r => r.Facts).OfType<ProjectFacts>())
        {
            if (byProject.TryGetValue(facts.Project, out var other) && FactsWriter.Write(other) != FactsWriter.Write(facts))
                notes.Add($"{facts.Project} has several files that differ: the last one by name counts");
            byProject[facts.Project] = facts;
        }

        return ([.. byProject.Values], notes);
    }

    /// <summary>The files of a folder that may hold facts or SARIF.</summary>
    /// <param name="folder">Its full path.</param>
    public static IEnumerable<string> Below(string folder)
        => FileTree.Files(folder, static name => name != SnapshotFiles.Index && (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".sarif", StringComparison.OrdinalIgnoreCase)), IsEntered);

    private static bool IsEntered(string folder) => Path.GetFileName(folder) == SnapshotFiles.Folder || !FileTree.IsSkipped(Path.GetFileName(folder));

    /// <summary>The text of each file, by its name in the folder.</summary>
    public static IReadOnlyDictionary<string, string> Texts(IEnumerable<ProjectFacts> facts)
        => facts.ToDictionary(static f => SnapshotFiles.NameOf(f.Project), FactsWriter.Write, StringComparer.Ordinal);

    /// <summary>Writes files that differ from what stands there, and leaves all others untouched, so that nothing is compiled again for their sake.</summary>
    /// <param name="folder">Full path of the folder; it is made where it is missing.</param>
    /// <param name="texts">The files by their path in the folder, with forward slashes.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="IOException">A file may not or cannot be written.</exception>
    public static int Write(string folder, IReadOnlyDictionary<string, string> texts)
    {
        var written = 0;
        foreach (var (name, text) in texts.OrderBy(static t => t.Key, StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar));
            if (IsSame(path, text))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            SafeWrite.Write(folder, path, Encoding.UTF8.GetBytes(text));
            written++;
        }

        return written;
    }

    /// <summary>Whether a file holds this text; git may have given it line ends of Windows.</summary>
    public static bool IsSame(string path, string text)
    {
        if (!File.Exists(path))
            return false;
        var bytes = File.ReadAllBytes(path);
        var expected = Encoding.UTF8.GetBytes(text);
        if (bytes.AsSpan().SequenceEqual(expected))
            return true;
        return bytes.Length > expected.Length && Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal) == text;
    }
}
