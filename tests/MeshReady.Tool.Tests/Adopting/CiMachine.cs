using System.Diagnostics;

namespace MeshReady.Tool.Tests.Adopting;

/// <summary>A build machine that has the tool installed: runs shell lines as a CI does, with no variable of the CI that runs the tests.</summary>
public sealed class CiMachine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TempFolder _folder = new();

    public CiMachine()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the pieces are written for a Unix shell");
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(static f => File.Exists(Path.Combine(f, "bash"))), "there is no bash");

        // "dotnet meshready" is what a tool manifest gives, "meshready" what an installation gives: the same program.
        var tool = Path.Combine(AppContext.BaseDirectory, "MeshReady.Tool.dll");
        foreach (var name in new[] { "bin/meshready", "bin/dotnet-meshready" })
        {
            _folder.With(name, $"#!/usr/bin/env bash\nexec dotnet '{tool}' \"$@\"\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(_folder[name], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A file in the machine's own folder.</summary>
    public string this[string name] => _folder[name];

    public string Read(string name) => _folder.Read(name);

    /// <summary>
    /// The lines without those that install the tool, which is there already and must come from no registry: exactly those that begin with
    /// <c>dotnet tool</c> or <c>dotnet new tool-manifest</c>.
    /// </summary>
    public static string WithoutInstallation(string script)
        => string.Join("\n", script.Split('\n').Where(static line => !line.TrimStart().StartsWith("dotnet tool ", StringComparison.Ordinal) && !line.StartsWith("dotnet new tool-manifest", StringComparison.Ordinal)));

    /// <summary>Runs a script with <c>bash -e</c>, as all CIs do.</summary>
    public async Task<(int Code, string Output)> Run(string script, string folder, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("bash", ["-e", "-c", WithoutInstallation(script)]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(static n => n.StartsWith("GITHUB_", StringComparison.Ordinal) || n.StartsWith("CI_", StringComparison.Ordinal) || n.StartsWith("SYSTEM_", StringComparison.Ordinal) || n.StartsWith("GIT_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["PATH"] = _folder["bin"] + ":" + start.Environment["PATH"];
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{role}_NAME"] = "Test";
            start.Environment[$"GIT_{role}_EMAIL"] = "test@example.com";
        }

        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"took longer than {Patience}: {script}");
        }
    }

    public void Dispose() => _folder.Dispose();
}
