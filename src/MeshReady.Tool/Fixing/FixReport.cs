using MeshReady.Tool.Discovery;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Fixing;

/// <summary>Shows what a run of fixes changes, and writes it.</summary>
public sealed class FixReport(Terminal terminal, Target target)
{
    /// <summary>Prints the diff, writes the files unless it is a dry run, and sums up.</summary>
    /// <returns>Whether every file could be written.</returns>
    public bool Finish(FixResult result, bool dryRun)
    {
        var written = 0;
        var failed = false;
        // Settings first: code that reads a key must find it.
        foreach (var change in result.Changes.OrderBy(c => c.Path.EndsWith(".json", StringComparison.Ordinal) ? 0 : 1).ThenBy(c => c.Path, StringComparer.Ordinal))
        {
            terminal.Out.Write(Redaction.Clean(UnifiedDiff.Write(target.Show(change.Path), change.Before?.Text, change.After)));
            if (dryRun)
                continue;
            try
            {
                SafeWrite.Write(target.Folder, change.Path, change.Content);
                written++;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                terminal.Error.WriteLine($"{target.Show(change.Path)} could not be written: {Unreadable.Reason(exception)}");
                failed = true;
                break;
            }
        }

        if (result.Changes.Count > 0)
            terminal.Out.WriteLine();
        foreach (var remark in result.Remarks)
            terminal.Out.WriteLine(Redaction.Clean(remark));
        foreach (var (id, count) in result.Applied.CountBy(a => a.Id).OrderBy(c => c.Key, StringComparer.Ordinal))
            terminal.Out.WriteLine($"{id}  {count} {(dryRun ? "to mend" : "mended")}");
        terminal.Out.WriteLine(dryRun ? $"{result.Changes.Count} files would change; nothing was written" : $"{written} files changed");
        return !failed;
    }
}
