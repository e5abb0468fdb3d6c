using System.Text.RegularExpressions;
using MeshReady.Tool.Discovery;
using MeshReady.Tool.Evaluation;

namespace MeshReady.Tool.Loading;

/// <summary>Finds the settings files of a project: appsettings, those of Ocelot and YARP, and the JSON files that its code loads by name.</summary>
public static partial class SettingsFiles
{
    /// <summary>Full paths, sorted.</summary>
    /// <param name="project">The project.</param>
    /// <param name="sources">The text of its source files.</param>
    public static IReadOnlyList<string> Of(EvaluatedProject project, IEnumerable<string> sources)
    {
        var loaded = sources.Where(static text => text.Contains("AddJsonFile", StringComparison.Ordinal)).SelectMany(LoadedIn).Distinct().ToList();
        var found = FileTree.Files(project.Folder, name => IsSettings(name) || loaded.Exists(pattern => pattern.IsMatch(name)), static _ => false).ToList();
        if (loaded.Count > 0 || sources.Any(static text => text.Contains("AddOcelot", StringComparison.Ordinal)))
        {
            // Ocelot's files and those of a Configuration folder lie below; a project within this one keeps its own.
            found.AddRange(FileTree.Files(project.Folder, name => IsProxy(name) || loaded.Exists(pattern => pattern.IsMatch(name)), folder => !FileTree.IsSkipped(Path.GetFileName(folder)) && !IsProject(folder)));
        }

        // What a browser loads stands beside its pages.
        if (project.HasSdk("Microsoft.NET.Sdk.BlazorWebAssembly"))
            found.AddRange(FileTree.Files(Path.Combine(project.Folder, "wwwroot"), IsSettings, static _ => false));
        return [.. found.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static bool IsSettings(string name)
        => name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) || IsProxy(name);

    private static bool IsProxy(string name)
        => name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && (name.StartsWith("ocelot", StringComparison.OrdinalIgnoreCase) || name.StartsWith("yarp", StringComparison.OrdinalIgnoreCase));

    private static bool IsProject(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder, "*.csproj").Any();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>The file names in calls of AddJsonFile, as patterns: what is put in when the program runs may be anything.</summary>
    private static IEnumerable<Regex> LoadedIn(string source)
    {
        foreach (Match call in Calls().Matches(source))
        {
            foreach (Match literal in Literals().Matches(call.Value))
            {
                var name = literal.Groups["text"].Value.Replace('\\', '/').Split('/')[^1];
                if (name.Length > 5 && name[0] is not ('{' or '.'))
                    yield return new Regex("^" + string.Join(".*", Holes().Split(name).Select(Regex.Escape)) + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            }
        }
    }

    [GeneratedRegex(@"\bAddJsonFile\s*\([^;]{0,400}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Calls();

    [GeneratedRegex("""\$?@?\$?"(?<text>[^"\r\n]{1,200}\.json)["]""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Literals();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Holes();
}
