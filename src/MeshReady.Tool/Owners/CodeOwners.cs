using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using MeshReady.Tool.Loading;

namespace MeshReady.Tool.Owners;

/// <summary>Who owns which file of a repository, by its CODEOWNERS.</summary>
/// <remarks>
/// The text decides whose rules hold: a file with <c>[Section]</c> headers, or one in <c>.gitlab</c>, is GitLab's. A line that its
/// host does not understand is passed over, as the hosts do.
/// </remarks>
public sealed partial class CodeOwners
{
    /// <summary>Where the hosts look for the file, in this order; the first that exists counts.</summary>
    public static readonly ImmutableArray<string> Places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];

    // GitHub passes over a file beyond 3 MB.
    private const long MaxBytes = 3_000_000;

    private readonly IReadOnlyList<IReadOnlyList<Line>> _sections;

    private CodeOwners(IReadOnlyList<IReadOnlyList<Line>> sections) => _sections = sections;

    private sealed record Line(OwnerPattern Pattern, ImmutableArray<string> Owners, bool IsExclusion);

    /// <summary>The owners of a repository; nobody where it has no such file.</summary>
    /// <param name="root">Full path of the repository's root.</param>
    public static (CodeOwners Owners, string? Note) Find(string root)
    {
        foreach (var place in Places)
        {
            var path = Path.Combine(root, place);
            if (!File.Exists(path))
                continue;
            try
            {
                return (Read(TextFile.Read(path, MaxBytes).Text, place.StartsWith(".gitlab/", StringComparison.Ordinal)), null);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return (new CodeOwners([]), $"{place} cannot be read: {exception.Message}; no finding has an owner");
            }
        }

        return (new CodeOwners([]), null);
    }

    /// <summary>Reads the text of such a file. Never throws on account of the text.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="isGitLab">Whether its place says that it is GitLab's.</param>
    public static CodeOwners Read(string text, bool isGitLab = false)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(static l => l.Trim()).Where(static l => l.Length > 0 && l[0] != '#').ToList();
        var dialect = isGitLab || lines.Exists(static l => Header().IsMatch(l)) ? OwnerDialect.GitLab : OwnerDialect.GitHub;
        var sections = new Dictionary<string, List<Line>>(StringComparer.OrdinalIgnoreCase);
        var (section, defaults) = ("", ImmutableArray<string>.Empty);
        foreach (var line in lines)
        {
            if (dialect == OwnerDialect.GitLab && Header().Match(line) is { Success: true } header)
            {
                section = header.Groups["name"].Value.Trim();
                defaults = Owners(header.Groups["owners"].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                continue;
            }

            var words = Words(line);
            var isExclusion = dialect == OwnerDialect.GitLab && words[0].StartsWith('!');
            if (OwnerPattern.Of(isExclusion ? words[0][1..] : words[0], dialect) is not { } pattern)
                continue;
            var owners = Owners(words.Skip(1));
            if (!sections.TryGetValue(section, out var own))
                sections[section] = own = [];
            own.Add(new Line(pattern, owners.IsEmpty ? defaults : owners, isExclusion));
        }

        return new CodeOwners([.. sections.Values]);
    }

    /// <summary>The owners of a file, in the order written; none where nobody is named.</summary>
    /// <param name="path">From the root of the repository, with slashes.</param>
    public ImmutableArray<string> Of(string path)
    {
        var owners = ImmutableArray.CreateBuilder<string>();
        foreach (var section in _sections)
        {
            // What is excluded once stays so in its section.
            if (section.Any(line => line.IsExclusion && line.Pattern.Matches(path)))
                continue;
            if (section.LastOrDefault(line => !line.IsExclusion && line.Pattern.Matches(path)) is { } match)
                owners.AddRange(match.Owners);
        }

        return [.. owners.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    // Only what can be an owner: text behind a pattern may be a forgotten comment.
    private static ImmutableArray<string> Owners(IEnumerable<string> words)
        => [.. words.TakeWhile(static w => w[0] != '#').Where(static w => w.Length > 1 && w.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at && at < w.Length - 1)];

    /// <summary>Words of a line; a backslash keeps the character behind it, and stays for the pattern to read.</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length)
                word.Append(line[i]).Append(line[++i]);
            else if (!char.IsWhiteSpace(line[i]))
                word.Append(line[i]);
            else
                Close();
        }

        Close();
        return words;

        void Close()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    // "^" makes a section optional, "[2]" asks for two approvals.
    [GeneratedRegex(@"^\^?\[(?<name>[^\[\]]+)\](?:\[\d+\])?(?<owners>(?:\s.*)?)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Header();
}
