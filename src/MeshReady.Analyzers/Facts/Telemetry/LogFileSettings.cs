using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Telemetry;

/// <summary>A sink of Serilog in a settings file that writes to a file.</summary>
/// <param name="Key">The whole configuration key of the sink's name.</param>
/// <param name="Value">Where its name stands.</param>
/// <param name="Path">The file; null where the settings do not say.</param>
/// <param name="HasOther">The same settings name another sink.</param>
internal sealed record LogFileSetting(string Key, SettingValue Value, string? Path, bool HasOther)
{
    private const string Root = "Serilog:WriteTo:";

    /// <summary>The file sinks of a settings file; none in a file that only a developer's machine or a test reads.</summary>
    public static IEnumerable<LogFileSetting> In(SettingsFile file)
    {
        if (OwnMachine.IsEnvironment(file.Environment))
            yield break;

        var names = file.Values.Where(static v => IsName(v.Key)).OrderBy(static v => v.Value.Start).ToList();
        foreach (var (key, value) in names.Select(static v => (v.Key, v.Value)))
        {
            if (value.Value is not ("File" or "RollingFile"))
                continue;
            var owner = key.EndsWith(":Name", StringComparison.OrdinalIgnoreCase) ? key.Substring(0, key.Length - ":Name".Length) : key;
            var path = Text(owner + ":Args:path") ?? Text(owner + ":Args:pathFormat");
            yield return new(key, value, path, names.Exists(static n => n.Value.Value is not (null or "File" or "RollingFile" or "Async" or "Debug" or "Trace")));
        }

        string? Text(string key) => file.Values.TryGetValue(key, out var found) ? found.Value : null;
    }

    // Serilog:WriteTo:0:Name, Serilog:WriteTo:Logs:Name, Serilog:WriteTo:0:Args:configure:0:Name, and in short Serilog:WriteTo:0
    private static bool IsName(string key)
        => key.StartsWith(Root, StringComparison.OrdinalIgnoreCase)
            && (key.EndsWith(":Name", StringComparison.OrdinalIgnoreCase) || key.IndexOf(':', Root.Length) < 0);
}
