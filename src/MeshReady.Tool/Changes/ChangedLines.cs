namespace MeshReady.Tool.Changes;

/// <summary>
/// What a branch touches: the lines changed since its merge base with another, uncommitted and untracked ones included. A finding
/// counts when any of its places is touched, so that the edit of a manifest counts for the code that it now contradicts.
/// </summary>
public sealed class ChangedLines
{
    private readonly string _folder;
    private readonly string[] _prefix;
    private readonly Dictionary<string, LineRanges> _files;

    private ChangedLines(string folder, string prefix, Dictionary<string, LineRanges> files)
        => (_folder, _prefix, _files) = (folder, prefix.Split('/', StringSplitOptions.RemoveEmptyEntries), files);

    /// <summary>How many files are touched.</summary>
    public int Files => _files.Count;

    /// <summary>Asks git.</summary>
    /// <param name="folder">Full path of a folder of the repository.</param>
    /// <param name="reference">A branch, tag or commit.</param>
    /// <param name="git">Runs in that folder.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ArgumentException">There is no git, no repository, or no such reference.</exception>
    public static async Task<ChangedLines> SinceAsync(string folder, string reference, Git git, CancellationToken cancellationToken)
    {
        if (reference.Length == 0 || reference[0] == '-' || reference.Any(char.IsControl))
            throw new ArgumentException($"--since: '{new string([.. reference.Where(static c => !char.IsControl(c))])}' is no name of a branch, tag or commit");

        // Where the folder lies in the repository, as git sees it: a link on the way there does not matter then.
        var (code, prefix, complaint) = await git.RunAsync(["rev-parse", "--show-prefix"], cancellationToken);
        if (code != 0)
            throw new ArgumentException($"--since: {folder} is in no git repository that can be read: {complaint}");

        (code, var commit, _) = await git.RunAsync(["rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}"], cancellationToken);
        if (code != 0)
            throw new ArgumentException($"--since: git knows no branch, tag or commit '{reference}' here; fetch it first, in CI with its history (fetch-depth: 0)");
        commit = commit.Trim();

        (code, var common, _) = await git.RunAsync(["merge-base", commit, "HEAD"], cancellationToken);
        if (code != 0)
            throw new ArgumentException($"--since: '{reference}' and what is checked out have no commit in common here; in CI fetch the whole history (fetch-depth: 0)");

        // The user's own settings may turn each of these around.
        (code, var diff, complaint) = await git.RunAsync(
            ["diff", "--unified=0", "--inter-hunk-context=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--find-renames", "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules=all", common.Trim(), "--", ":/"],
            cancellationToken);
        if (code != 0)
            throw new ArgumentException($"--since: git diff failed: {complaint}");

        (code, var untracked, complaint) = await git.RunAsync(["ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/"], cancellationToken);
        if (code != 0)
            throw new ArgumentException($"--since: git ls-files failed: {complaint}");

        var files = DiffReader.Read(diff);
        foreach (var path in untracked.Split('\0', StringSplitOptions.RemoveEmptyEntries))
            (files[path] = new LineRanges()).AddAll();
        return new ChangedLines(folder, prefix.TrimEnd('\n', '\r'), files);
    }

    /// <summary>Whether the change touches some lines of a file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="first">From 1.</param>
    /// <param name="last">From 1.</param>
    public bool Touches(string path, int first, int last)
        => InRepository(path) is { } name && _files.TryGetValue(name, out var ranges) && ranges.Touches(first, last);

    private string? InRepository(string path)
    {
        List<string> segments = [.. _prefix];
        foreach (var segment in Path.GetRelativePath(_folder, path).Split(Path.DirectorySeparatorChar))
        {
            if (segment != "..")
                segments.Add(segment);
            else if (segments.Count > 0)
                segments.RemoveAt(segments.Count - 1);
            else
                return null;
        }

        return string.Join('/', segments);
    }
}
