using MeshReady.Dev.Catalog;

namespace MeshReady.Dev.Docs;

/// <summary>Knows every generated file; the command writes them, and a test compares them.</summary>
public static class DocsGenerator
{
    /// <summary>Path and wanted content of each generated file. A rule page that is missing is left to its author.</summary>
    public static IEnumerable<(string Path, string Content)> Files(Repository repository, IReadOnlyList<RuleInfo> rules)
    {
        yield return ("docs/rules/README.md", RuleTables.Index(rules, RuleCatalog.Suppressors, IdRanges.Read(repository)));

        if (repository.TryRead("README.md") is { } readme && Markers.Replace(readme, "rules", RuleTables.Table(rules, "docs/rules/")) is { } updated)
            yield return ("README.md", updated);

        foreach (var rule in rules)
        {
            if (repository.TryRead(RulePage.PathOf(rule.Id)) is { } page)
                yield return (RulePage.PathOf(rule.Id), RulePage.WithHeader(page, rule));
        }

        foreach (var profile in Profiles.Files(rules))
            yield return profile;

        yield return ("src/MeshReady.Package/buildTransitive/MeshReady.Analyzers.Ids.props", $"""
            <Project>
              <!-- Written by the docs command of src/MeshReady.Dev. -->
              <PropertyGroup>
                <MeshReadyRuleIds>{string.Join(';', rules.Select(r => r.Id))}</MeshReadyRuleIds>
              </PropertyGroup>
            </Project>

            """);
    }

    /// <summary>The generated files that do not read as they should, and what differs first.</summary>
    public static IEnumerable<string> Drift(Repository repository, IReadOnlyList<RuleInfo> rules)
    {
        foreach (var (path, content) in Files(repository, rules))
        {
            if (repository.TryRead(path) is not { } actual)
                yield return $"{path} is missing";
            else if (actual != content)
                yield return $"{path} differs: {FirstDifference(actual, content)}";
        }
    }

    /// <summary>Writes what drifted and returns its paths.</summary>
    public static IReadOnlyList<string> Write(Repository repository, IReadOnlyList<RuleInfo> rules)
    {
        var changed = Files(repository, rules).Where(f => repository.TryRead(f.Path) != f.Content).ToArray();
        foreach (var (path, content) in changed)
            repository.Write(path, content);
        return [.. changed.Select(f => f.Path)];
    }

    private static string FirstDifference(string actual, string wanted)
    {
        var (have, want) = (actual.Split('\n'), wanted.Split('\n'));
        var line = 0;
        while (line < have.Length && line < want.Length && have[line] == want[line])
            line++;
        return $"line {line + 1} reads '{have.ElementAtOrDefault(line)}', should read '{want.ElementAtOrDefault(line)}'";
    }
}
