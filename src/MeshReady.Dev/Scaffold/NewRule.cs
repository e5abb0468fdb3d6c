using System.Text.RegularExpressions;
using MeshReady.Dev.Catalog;
using MeshReady.Dev.Docs;

namespace MeshReady.Dev.Scaffold;

/// <summary>Writes the files of a new rule: analyzer, fix, tests, page and release line.</summary>
public static partial class NewRule
{
    private const string AnalyzerRoot = "src/MeshReady.Analyzers/Rules";
    private const string FixRoot = "src/MeshReady.CodeFixes/Rules";
    private const string TestRoot = "tests/MeshReady.Analyzers.Tests/Rules";

    /// <summary>Creates the rule and returns its id and the paths written, the release file last.</summary>
    /// <exception cref="DevException">Name, group or id cannot be used; nothing was written.</exception>
    public static (string Id, IReadOnlyList<string> Paths) Create(Repository repository, string name, string group, bool withFix, string? wantedId)
    {
        if (!RuleName().IsMatch(name))
            throw new DevException($"'{name}' is no rule name: write it in PascalCase, letters and digits only, such as RetryWithoutJitter.");

        foreach (var suffix in (string[])["Analyzer", "Fix", "Tests"])
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
                throw new DevException($"Leave '{suffix}' off the name: the files add it.");
        }

        var taken = TakenIds(repository);
        var ranges = IdRanges.Read(repository);
        var id = ranges.NextFree(group, taken);
        if (wantedId is not null)
        {
            if (ranges.GroupOf(wantedId) is not { } owner)
                throw new DevException($"'{wantedId}' is no id of any group: an id reads MSA and four digits.");
            if (owner != group)
                throw new DevException($"{wantedId} belongs to {owner}, not to {group}.");
            if (taken.Contains(wantedId))
                throw new DevException($"{wantedId} is taken. The next free id of {group} is {id}.");
            id = wantedId;
        }

        if (RuleFiles(repository).FirstOrDefault(f => f.Name == name) is { Path: { } clash })
            throw new DevException($"A rule named {name} exists: {clash}.");

        var title = Words(name);
        List<(string Path, string Content)> files =
        [
            ($"{AnalyzerRoot}/{group}/{id}{name}Analyzer.cs", Templates.Analyzer(id, name, group, title, withFix)),
            ($"{TestRoot}/{group}/{id}{name}Tests.cs", Templates.Tests(id, name, group, withFix)),
            (RulePage.PathOf(id), RulePage.Stub(id, title)),
        ];
        if (withFix)
            files.Insert(1, ($"{FixRoot}/{group}/{id}{name}Fix.cs", Templates.Fix(id, name, group, title)));
        if (files.FirstOrDefault(f => File.Exists(repository[f.Path])).Path is { } existing)
            throw new DevException($"{existing} exists already.");

        files.Add((ReleaseNotes.Unshipped, ReleaseNotes.Add(repository.TryRead(ReleaseNotes.Unshipped) ?? "", id, group, "Warning", title)));
        foreach (var (path, content) in files)
            repository.Write(path, content);
        return (id, [.. files.Select(f => f.Path)]);
    }

    // By files and release lines rather than by reflection: ids of rules that do not compile yet are taken all the same.
    private static HashSet<string> TakenIds(Repository repository)
    {
        var texts = RuleFiles(repository).Select(f => Path.GetFileName(f.Path))
            .Concat(repository.Files("docs/rules", "MSA*.md").Select(f => Path.GetFileName(f)))
            .Append(repository.TryRead(ReleaseNotes.Shipped) ?? "")
            .Append(repository.TryRead(ReleaseNotes.Unshipped) ?? "");
        return texts.SelectMany(t => Id().Matches(t)).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<(string Path, string Name)> RuleFiles(Repository repository)
    {
        foreach (var root in (string[])[AnalyzerRoot, FixRoot, TestRoot])
        {
            foreach (var file in repository.Files(root, "MSA*.cs"))
            {
                if (RuleFile().Match(Path.GetFileName(file)) is { Success: true } match)
                    yield return (repository.Relative(file), match.Groups[1].Value);
            }
        }
    }

    /// <summary>RetryWithoutJitter → Retry without jitter.</summary>
    private static string Words(string name)
    {
        var words = WordStart().Replace(name, " $0").Trim().Split(' ');
        return string.Join(' ', words.Select((w, i) => i == 0 || (w.Length > 1 && w.All(char.IsUpper)) ? w : w.ToLowerInvariant()));
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9]+$")]
    private static partial Regex RuleName();

    [GeneratedRegex(@"\bMSA\d{4}")]
    private static partial Regex Id();

    [GeneratedRegex(@"^MSA\d{4}(\w+?)(Analyzer|Fix|Tests)\b")]
    private static partial Regex RuleFile();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])")]
    private static partial Regex WordStart();
}
