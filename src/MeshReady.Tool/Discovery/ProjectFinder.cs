using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MeshReady.Tool.Discovery;

/// <summary>Finds the C# projects that a path stands for: a folder, a project or a solution.</summary>
public static partial class ProjectFinder
{
    /// <summary>The full paths of the projects, sorted; a message instead where the path cannot be analysed.</summary>
    public static (IReadOnlyList<string> Projects, string? Error) Find(string path)
    {
        if (Directory.Exists(path))
        {
            string[] found = [.. FileTree.Files(path, n => n.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
            if (found.Length > 0)
                return (found, null);
            return FileTree.Files(path, n => n.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)).Any()
                ? ([], $"{path} holds C# files but no project (*.csproj): nothing says which belong together")
                : ([], $"{path} holds no C# project (*.csproj)");
        }

        if (!File.Exists(path))
            return ([], $"{path} does not exist");

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csproj" => ([path], null),
            ".sln" or ".slnx" => FromSolution(path),
            _ => ([], $"{path} is neither a folder nor a .csproj, .sln or .slnx file"),
        };
    }

    private static (IReadOnlyList<string>, string?) FromSolution(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        IEnumerable<string> named;
        try
        {
            named = path.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase)
                ? SafeXml.Load(path).Descendants("Project").Select(e => (string?)e.Attribute("Path") ?? "")
                : SolutionProject().Matches(File.ReadAllText(path)).Select(m => m.Groups[1].Value);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Xml.XmlException)
        {
            return ([], $"{path} cannot be read: {exception.Message}");
        }

        string[] projects = [.. named
            .Where(n => n.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
            .Select(n => Path.GetFullPath(Path.Combine(folder, n.Replace('\\', '/'))))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
        return projects.Length > 0 ? (projects, null) : ([], $"{path} names no C# project");
    }

    [GeneratedRegex("""^Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"([^"]+)"\s*,""", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SolutionProject();
}
