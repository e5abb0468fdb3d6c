using System.Diagnostics;

namespace MeshReady.Tool.Tests.Changes;

/// <summary>A repository of its own, whatever git's settings on this machine.</summary>
public sealed class GitFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    public GitFolder()
    {
        Git("init", "-q", "-b", "main");
        Git("config", "user.email", "test@example.com");
        Git("config", "user.name", "Test");
        Git("config", "commit.gpgsign", "false");
    }

    public string Path => _folder.Path;

    public TempFolder Files => _folder;

    public string this[string name] => _folder[name];

    public GitFolder With(string name, string content)
    {
        _folder.With(name, content);
        return this;
    }

    public GitFolder Commit(string message = "more")
    {
        Git("add", "-A");
        Git("commit", "-q", "--allow-empty", "-m", message);
        return this;
    }

    public GitFolder Branch(string name)
    {
        Git("checkout", "-q", "-b", name);
        return this;
    }

    public string Git(params string[] arguments) => In(Path, arguments);

    /// <summary>What git prints in any folder.</summary>
    public static string In(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["GIT_CONFIG_GLOBAL"] = start.Environment["GIT_CONFIG_SYSTEM"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {error.Result}");
        return output.Trim();
    }

    public void Dispose()
    {
        // Git leaves its objects read-only, which Windows does not delete.
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        _folder.Dispose();
    }
}
