using System.Diagnostics;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Changes;

namespace MeshReady.Tool.Tests.Commands;

/// <summary>meshready completion, and what the shells ask for.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("ch", "check")]
    [InlineData("", "rules")]
    [InlineData("check --fa", "--fail-on")]
    [InlineData("check --fail-on ", "None")]
    [InlineData("check --mesh ", "linkerd")]
    [InlineData("explain MSA02", "MSA0201")]
    [InlineData("rules ", "resilience")]
    [InlineData("completion ", "fish")]
    public async Task Suggestions_hold_what_fits(string line, string expected)
    {
        var (code, text, _) = await Meshready.Run(Rules.Product(), $"[suggest:{line.Length}]", line);
        Assert.Equal(0, code);
        var words = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(expected, words);
        Assert.DoesNotContain("/?", words);
        Assert.All(words, word => Assert.Contains(line.Split(' ')[^1], word, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Each_shell_has_its_script(string shell)
    {
        var (code, text, _) = await Meshready.Run("completion", shell);
        Assert.Equal(0, code);
        Assert.Contains("[suggest:", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public async Task Unknown_shell_is_said()
    {
        var (code, _, error) = await Meshready.Run("completion", "cmd");
        Assert.Equal(2, code);
        Assert.Contains("'cmd'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("meshready ch", "check")]
    [InlineData("meshready explain MSA020", "MSA0201 MSA0202 MSA0203 MSA0204 MSA0205 MSA0206 MSA0208 MSA0209")]
    [InlineData("meshready check --mesh i", "istio")]
    [InlineData("meshready check '$(touch stolen)' --mesh l", "linkerd")]
    public async Task Bash_completes_with_the_script(string line, string expected)
    {
        Assert.SkipWhen(ProgramPath.Find("bash", Environment.GetEnvironmentVariable("PATH")) is null || OperatingSystem.IsWindows(), "needs bash");
        using var folder = new TempFolder();
        folder.With("completion.sh", (await Meshready.Run("completion", "bash")).Out);
        // The tool as it is installed: one command of this name on the PATH.
        folder.With("bin/meshready", $"#!/bin/sh\nexec '{Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet"}' exec '{typeof(CommandLine).Assembly.Location}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder["bin/meshready"], UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        folder.With("ask.sh", """
            source ./completion.sh
            COMP_LINE="$1"; COMP_POINT=${#1}; read -r -a COMP_WORDS <<< "$1"; COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
            _meshready
            echo "${COMPREPLY[*]}"
            complete -p meshready >&2
            """);

        var start = new ProcessStartInfo("bash", ["ask.sh", line]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = folder["bin"] + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, text.Trim());
        Assert.Contains("-F _meshready meshready", await error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["stolen"]));
    }
}
