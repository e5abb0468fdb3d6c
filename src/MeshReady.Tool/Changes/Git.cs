using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace MeshReady.Tool.Changes;

/// <summary>Asks git about a repository. No shell, no pager, no program that the repository names beyond its own clean filters.</summary>
/// <param name="folder">Where git starts.</param>
/// <param name="program">Full path of git; null where there is none.</param>
public sealed class Git(string folder, string? program)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    // A hook sets these for its own repository and folder; the repository is the one around the given folder.
    private static readonly string[] Inherited = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_DIFF_OPTS", "GIT_EXTERNAL_DIFF", "GIT_LITERAL_PATHSPECS", "GIT_TRACE"];

    /// <summary>Git of the PATH.</summary>
    public static Git In(string folder) => new(folder, ProgramPath.Find("git", Environment.GetEnvironmentVariable("PATH")));

    /// <summary>What git puts out.</summary>
    /// <returns>The exit code, the output, and the first line of what it complains of.</returns>
    /// <exception cref="ArgumentException">There is no git, or it takes too long.</exception>
    public async Task<(int Code, string Output, string Complaint)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Started(arguments) ?? throw new ArgumentException("--since needs git on the PATH");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            var complaint = await error;
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, output, complaint.Split('\n').Select(static l => l.Trim()).FirstOrDefault(static l => l.Length > 0) ?? $"exit code {process.ExitCode}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ArgumentException($"--since: git took longer than {Longest.TotalMinutes:0} minutes");
        }
    }

    private Process? Started(IEnumerable<string> arguments)
    {
        if (program is null)
            return null;
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        // A file system monitor is a program of the configuration's choice.
        foreach (var argument in arguments.Prepend("core.quotepath=off").Prepend("-c").Prepend("core.fsmonitor=false").Prepend("-c").Prepend("--no-pager"))
            start.ArgumentList.Add(argument);
        foreach (var name in Inherited)
            start.Environment.Remove(name);
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["LC_ALL"] = "C.UTF-8";
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
