namespace MeshReady.Tool.Output;

/// <summary>How findings are written.</summary>
public enum OutputFormat
{
    /// <summary>Lines for people.</summary>
    Text,

    /// <summary>One array of objects.</summary>
    Json,

    /// <summary>SARIF 2.1.0.</summary>
    Sarif,

    /// <summary>Workflow commands that GitHub Actions shows as annotations.</summary>
    GitHub,

    /// <summary>Tables for a job summary or a comment.</summary>
    Markdown,
}

/// <summary>One format of a run, and where it goes.</summary>
/// <param name="Format">The format.</param>
/// <param name="File">The path as given; null for standard output.</param>
public sealed record OutputPart(OutputFormat Format, string? File);

/// <summary>Which formats a run writes: <c>--format FORMAT[=FILE]</c>, as often as wanted, and <c>--output FILE</c> for the one without a file.</summary>
public static class OutputPlan
{
    private static readonly string Known = string.Join(", ", Enum.GetNames<OutputFormat>().Select(static n => n.ToLowerInvariant()));

    /// <summary>Reads what was asked for; a message instead where it contradicts itself or cannot be written.</summary>
    /// <param name="formats">The values of --format.</param>
    /// <param name="output">The value of --output.</param>
    public static (IReadOnlyList<OutputPart> Parts, string? Error) Read(IReadOnlyCollection<string> formats, string? output)
    {
        var parts = new List<OutputPart>();
        foreach (var value in formats.DefaultIfEmpty("text"))
        {
            var (name, file) = value.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (value[..at], value[(at + 1)..]) : (value, null);
            if (!Enum.TryParse<OutputFormat>(name, ignoreCase: true, out var format) || !Enum.GetNames<OutputFormat>().Contains(name, StringComparer.OrdinalIgnoreCase))
                return ([], $"--format {value}: '{name}' is none of {Known}");
            if (file?.Length == 0)
                return ([], $"--format {value}: a file is missing behind '='");
            parts.Add(new OutputPart(format, file));
        }

        if (output is not null)
        {
            if (output.Length == 0)
                return ([], "--output is empty");
            var open = parts.FindAll(static p => p.File is null);
            if (open.Count != 1)
                return ([], $"--output goes with one format that has no file of its own; {(open.Count == 0 ? "here each has one" : "for several write --format sarif=a.sarif --format markdown=b.md")}");
            parts[parts.IndexOf(open[0])] = open[0] with { File = output };
        }

        // As other programs have it, "-" is standard output.
        parts = [.. parts.Select(static p => p.File == "-" ? p with { File = null } : p)];
        return Contradiction(parts) is { } error ? ([], error) : (parts, null);
    }

    private static string? Contradiction(List<OutputPart> parts)
    {
        if (parts.Count(static p => p.File is null) > 1)
            return "only one format can go to standard output: give the others a file, as in --format sarif=a.sarif";
        var files = parts.Where(static p => p.File is not null).Select(static p => (Given: p.File!, Full: Path.GetFullPath(p.File!))).ToArray();
        if (files.GroupBy(static f => f.Full, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1) is { } twice)
            return $"{twice.First().Given} is named for two formats";
        return files.Select(static f => AtomicFile.Refusal(f.Full) is { } reason ? $"{f.Given} cannot be written: {reason}" : null).FirstOrDefault(static e => e is not null);
    }
}
