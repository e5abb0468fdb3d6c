using System.Text.Json;
using System.Text.RegularExpressions;
using MeshReady.Tool.Loading;

namespace MeshReady.Tool.Discovery;

/// <summary>Finds the C# projects that a path stands for: a folder, a project or a solution.</summary>
public static partial class ProjectFinder
{
    /// <summary>The full paths of the projects, sorted; a message instead where the path cannot be analysed.</summary>
    public static (IReadOnlyList<string> Projects, string? Error) Find(string path)
    {
        if (Directory.Exists(path))
        {
            string? reason = null;
            string[] found = [.. FileTree.Files(path, n => n.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase), unreadable: (folder, exception) => reason ??= $"{folder} cannot be read: {Unreadable.Reason(exception)}").Order(StringComparer.Ordinal)];
            if (found.Length > 0)
                return (found, null);
            if (reason is not null)
                return ([], reason);
            return FileTree.Files(path, n => n.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)).Any()
                ? ([], $"{path} holds C# files but no project (*.csproj): nothing says which belong together")
                : ([], $"{path} holds no C# project (*.csproj)");
        }

        if (!File.Exists(path))
            return ([], $"{path} does not exist");

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csproj" => ([path], null),
            ".sln" or ".slnx" => FromSolution(path, static p => p.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase) ? NamedByXml(p) : NamedByText(p)),
            ".slnf" => FromSolution(path, NamedByFilter),
            _ => ([], $"{path} is neither a folder nor a .csproj, .sln, .slnx or .slnf file"),
        };
    }

    private static (IReadOnlyList<string>, string?) FromSolution(string path, Func<string, IEnumerable<string>> named)
    {
        try
        {
            string[] projects = [.. named(path)
                .Where(static n => n.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)];
            return projects.Length > 0 ? (projects, null) : ([], $"{path} names no C# project");
        }
        catch (Exception exception) when (Unreadable.Is(exception) || exception is RegexMatchTimeoutException)
        {
            return ([], $"{path} cannot be read: {Unreadable.Reason(exception)}");
        }
    }

    private static IEnumerable<string> NamedByXml(string path)
    {
        var root = SafeXml.Load(path).Root;
        return root?.Name.LocalName == "Solution"
            ? root.Descendants("Project").Select(e => Full(path, (string?)e.Attribute("Path") ?? ""))
            : throw new InvalidDataException("its root element is not Solution");
    }

    private static IEnumerable<string> NamedByText(string path)
    {
        var text = TextFile.Read(path).Text;
        string[] named = [.. SolutionProject().Matches(text).Select(m => Full(path, m.Groups[1].Value))];
        return named.Length > 0 || text.Contains("Microsoft Visual Studio Solution File", StringComparison.Ordinal)
            ? named
            : throw new InvalidDataException("it is no solution");
    }

    // Its paths start from the folder of the solution, whose own starts from the filter's.
    private static IEnumerable<string> NamedByFilter(string path)
    {
        using var document = JsonDocument.Parse(TextFile.Read(path).Text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } root
            || !root.TryGetProperty("solution", out var filter) || filter.ValueKind != JsonValueKind.Object
            || !filter.TryGetProperty("path", out var solution) || solution.ValueKind != JsonValueKind.String
            || !filter.TryGetProperty("projects", out var projects) || projects.ValueKind != JsonValueKind.Array)
            throw new InvalidDataException("it has no solution with path and projects");

        var file = Full(path, solution.GetString()!);
        return File.Exists(file)
            ? [.. projects.EnumerateArray().Where(static p => p.ValueKind == JsonValueKind.String).Select(p => Full(file, p.GetString()!))]
            : throw new InvalidDataException($"its solution {solution.GetString()} does not exist");
    }

    private static string Full(string file, string named) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, named.Replace('\\', '/')));

    [GeneratedRegex("""^Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"([^"]+)"\s*,""", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SolutionProject();
}
