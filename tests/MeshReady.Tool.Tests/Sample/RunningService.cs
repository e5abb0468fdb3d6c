using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace MeshReady.Tool.Tests.Sample;

/// <summary>A service of the sample that runs as its built dll does, with nothing but the loopback interface around it.</summary>
internal sealed partial class RunningService : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private RunningService(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts a built service of a copy of the sample.</summary>
    public static RunningService Start(string sample, string service, Surroundings surroundings)
    {
        var folder = Path.Combine(sample, "artifacts", "bin", service, "debug");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, service + ".dll")])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(static n => n.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase) || n.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || n.StartsWith("DOTNET_ENV", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["http_proxy"] = start.Environment["https_proxy"] = surroundings.Proxy;
        start.Environment["no_proxy"] = "127.0.0.1";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Services__Shipping"] = surroundings.Shipping;
        // Says whom a gRPC call is for, also if it fails.
        start.Environment["Logging__LogLevel__Grpc"] = "Debug";
        start.Environment["Logging__Console__FormatterName"] = "simple";
        start.Environment["Logging__Console__FormatterOptions__SingleLine"] = "true";
        return new RunningService(Process.Start(start)!);
    }

    /// <summary>Where it listens, as soon as it does.</summary>
    public async Task<Uri> AddressAsync() => new((await PrintedAsync(Listening())).Groups[1].Value);

    /// <summary>The first place where its output matches; fails where it ends before or takes too long.</summary>
    public async Task<Match> PrintedAsync(Regex text)
    {
        await UntilAsync(() => text.IsMatch(Output), text.ToString());
        return text.Match(Output);
    }

    /// <summary>Waits until something has happened.</summary>
    public async Task UntilAsync(Func<bool> happened, string what)
    {
        for (var watch = Stopwatch.StartNew(); !happened(); await Task.Delay(50))
        {
            if (_process.HasExited || watch.Elapsed > Patience)
                Assert.Fail($"'{what}' did not happen; the service printed:\n{Output}");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Append(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
