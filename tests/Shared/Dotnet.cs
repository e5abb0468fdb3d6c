using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace MeshReady.Testing;

/// <summary>Runs the SDK as a user would, untouched by the build that runs the tests.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>The output of a command that has to succeed.</summary>
    public static async Task<string> Run(string folder, params string[] arguments)
    {
        var (code, output) = await Try(folder, arguments);
        Assert.True(code == 0, $"dotnet {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }

    /// <summary>The additional files of a project, as its evaluation lists them.</summary>
    public static async Task<AdditionalFile[]> AdditionalFiles(string project, params string[] arguments)
    {
        var output = await Run(Path.GetDirectoryName(project)!, ["msbuild", project, "-getItem:AdditionalFiles", .. arguments]);
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray()
            .Select(item => new AdditionalFile(
                item.GetProperty("FullPath").GetString()!,
                item.TryGetProperty("MeshReadyKind", out var kind) ? kind.GetString()! : "",
                item.TryGetProperty("Visible", out var visible) ? visible.GetString()! : ""))];
    }

    private static async Task<(int Code, string Output)> Try(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(static n => n.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || n.StartsWith("VSTEST", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // No test is about vulnerabilities that became known since.
        start.Environment["NuGetAudit"] = "false";

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
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} took longer than {Patience}");
        }
    }
}

/// <summary>A file that the compiler hands to the analyzers.</summary>
internal sealed record AdditionalFile(string Path, string Kind, string Visible);
