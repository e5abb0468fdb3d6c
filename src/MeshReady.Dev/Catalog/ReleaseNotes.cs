using System.Text.RegularExpressions;

namespace MeshReady.Dev.Catalog;

/// <summary>The release tracking files of the analyzers (RS2000 family).</summary>
public static partial class ReleaseNotes
{
    /// <summary>Rules since the last release.</summary>
    public const string Unshipped = "src/MeshReady.Analyzers/AnalyzerReleases.Unshipped.md";

    /// <summary>Rules by release.</summary>
    public const string Shipped = "src/MeshReady.Analyzers/AnalyzerReleases.Shipped.md";

    private const string Empty = """
        ### New Rules

        Rule ID | Category | Severity | Notes
        --------|----------|----------|-------

        """;

    /// <summary>Adds a line to the table of new rules, in the order of ids.</summary>
    /// <exception cref="DevException">The id has a line already.</exception>
    public static string Add(string unshipped, string id, string category, string severity, string note)
    {
        var lines = (string.IsNullOrWhiteSpace(unshipped) ? Empty : unshipped).TrimEnd('\n').Split('\n').ToList();
        if (lines.Any(l => l.StartsWith(id + " ", StringComparison.Ordinal)))
            throw new DevException($"{id} has a line in {Unshipped} already.");

        var heading = lines.FindIndex(l => l.Trim() == "### New Rules");
        if (heading < 0)
        {
            lines.AddRange(["", .. Empty.TrimEnd('\n').Split('\n')]);
            heading = lines.FindLastIndex(l => l == "### New Rules");
        }

        var at = lines.FindIndex(heading, l => l.StartsWith("---", StringComparison.Ordinal)) + 1;
        if (at == 0)
            throw new DevException($"{Unshipped} has no table below '### New Rules'.");
        while (at < lines.Count && Row().IsMatch(lines[at]) && string.CompareOrdinal(lines[at], 0, id, 0, id.Length) < 0)
            at++;
        lines.Insert(at, $"{id} | {category} | {severity} | {note}");
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>Moves what is unshipped below the heading of a release, the newest release first.</summary>
    /// <exception cref="DevException">The version is none, was released before, or there is nothing to release.</exception>
    public static (string Shipped, string Unshipped) Release(string shipped, string unshipped, string version)
    {
        if (!Semantic().IsMatch(version))
            throw new DevException($"'{version}' is no version: write X.Y.Z.");
        var heading = $"## Release {version}";
        if (shipped.Split('\n').Any(l => l.Trim() == heading))
            throw new DevException($"{version} was released already: {Shipped} has its heading.");
        if (!unshipped.Split('\n').Any(l => Row().IsMatch(l)))
            throw new DevException($"There is nothing to release: {Unshipped} names no rule.");

        return ($"{heading}\n\n{unshipped.Trim('\n')}\n" + (shipped.Length == 0 ? "" : "\n" + shipped.TrimStart('\n')), Empty);
    }

    [GeneratedRegex(@"^MSA\d{4}\s*\|")]
    private static partial Regex Row();

    [GeneratedRegex(@"^\d+\.\d+\.\d+$")]
    private static partial Regex Semantic();
}
