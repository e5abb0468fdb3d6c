using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace MeshReady.Repo.Tests;

/// <summary>
/// One small service of tests/Corpus. <c>// setting: key = value</c> lines at its head are settings of the compilation;
/// <c>// expect: MSA0101</c> at a line's end is a finding on that line. Manifests and settings files stand in a folder of the
/// service's name beside it, and name their findings as <c># expect: MSA1226</c>.
/// </summary>
internal sealed partial record CorpusFile(string Path, string Source)
{
    public static IEnumerable<CorpusFile> In(string folder)
        => Checkout.Sources($"tests/Corpus/{folder}").Select(f => new CorpusFile(Checkout.Repository.Relative(f), File.ReadAllText(f)));

    /// <summary>The names of the files of a folder, as rows of a theory.</summary>
    public static TheoryData<string> Names(string folder) => [.. In(folder).Select(f => f.Path)];

    public static CorpusFile Open(string path) => new(path, File.ReadAllText(Checkout.Repository[path]));

    public IReadOnlyDictionary<string, string> Settings
        => Setting().Matches(Source).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Manifests and settings around the code, by path.</summary>
    public IReadOnlyList<(string Path, string Text)> Files { get; init; } = Beside(Path);

    /// <summary>File, line (from 1) and id of each expected finding.</summary>
    public IEnumerable<(string Path, int Line, string Id)> Expected
        => Files.Prepend((Path, Text: Source)).SelectMany(f => f.Text.Split('\n').SelectMany((text, i) => Expectation().Matches(text).Select(m => (f.Path, i + 1, m.Groups[1].Value.Trim()))));

    public SyntaxTree Tree => AnalyzerRun.Tree(Source, Path);

    [GeneratedRegex(@"^// setting: (\S+) = (.+)$", RegexOptions.Multiline)]
    private static partial Regex Setting();

    private static (string, string)[] Beside(string path)
    {
        var folder = path[..^".cs".Length];
        return Directory.Exists(Checkout.Repository[folder])
            ? [.. Checkout.Repository.Files(folder, "*.*").Select(f => (Checkout.Repository.Relative(f), File.ReadAllText(f)))]
            : [];
    }

    [GeneratedRegex("(?://|#) expect: (MSA[0-9]+)")]
    private static partial Regex Expectation();
}
