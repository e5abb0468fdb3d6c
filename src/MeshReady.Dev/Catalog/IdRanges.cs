using System.Text.RegularExpressions;

namespace MeshReady.Dev.Catalog;

/// <summary>Which block of ids belongs to which group, as the analyzers' own build reads it (RS1018).</summary>
public sealed partial class IdRanges
{
    /// <summary>Where the blocks are written.</summary>
    public const string FileName = "src/MeshReady.Analyzers/DiagnosticCategoryAndIdRanges.txt";

    private readonly Dictionary<string, (int First, int Last)> _ranges;

    private IdRanges(Dictionary<string, (int First, int Last)> ranges) => _ranges = ranges;

    /// <summary>The groups in the order of their blocks.</summary>
    public IEnumerable<string> Groups => _ranges.OrderBy(r => r.Value.First).Select(r => r.Key);

    /// <summary>Reads <see cref="FileName"/>.</summary>
    /// <exception cref="DevException">The file is missing or a line of it cannot be read.</exception>
    public static IdRanges Read(Repository repository)
    {
        var text = repository.TryRead(FileName) ?? throw new DevException($"{FileName} is missing.");
        Dictionary<string, (int, int)> ranges = [];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var match = Line().Match(line);
            if (!match.Success)
                throw new DevException($"{FileName}: '{line}' does not read 'Group: MSA0100-MSA0199'.");
            ranges.Add(match.Groups[1].Value, (int.Parse(match.Groups[2].ValueSpan), int.Parse(match.Groups[3].ValueSpan)));
        }

        return new IdRanges(ranges);
    }

    /// <summary>The group whose block holds the id, or null.</summary>
    public string? GroupOf(string id)
        => TryNumber(id) is { } number
            ? _ranges.Where(r => r.Value.First <= number && number <= r.Value.Last).Select(r => r.Key).FirstOrDefault()
            : null;

    /// <summary>The first id of the group's block, counted from 1, that is not taken.</summary>
    /// <exception cref="DevException">There is no such group, or its block is full.</exception>
    public string NextFree(string group, IReadOnlySet<string> taken)
    {
        if (!_ranges.TryGetValue(group, out var range))
            throw new DevException($"There is no group '{group}'. The groups are {string.Join(", ", Groups)}.");

        for (var number = range.First + 1; number <= range.Last; number++)
        {
            var id = Format(number);
            if (!taken.Contains(id))
                return id;
        }

        throw new DevException($"All ids of {group} ({Format(range.First)}-{Format(range.Last)}) are taken.");
    }

    /// <summary>The number in an id, or null where the text is no id.</summary>
    public static int? TryNumber(string id) => Id().IsMatch(id) ? int.Parse(id.AsSpan(3)) : null;

    private static string Format(int number) => $"MSA{number:0000}";

    [GeneratedRegex(@"^(\w+): MSA(\d{4})-MSA(\d{4})$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^MSA\d{4}$")]
    private static partial Regex Id();
}
