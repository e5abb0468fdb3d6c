using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Tool.Loading;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Analysis;

/// <summary>One finding as it is printed.</summary>
/// <param name="Project">Path of the project, as shown.</param>
/// <param name="Path">Path of the file, as shown.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Also">Other places that belong to it, as "file:line".</param>
public sealed record Finding(string Project, string Path, int Line, int Column, DiagnosticSeverity Severity, string Id, string Message, ImmutableArray<string> Also)
{
    /// <summary>The declared environments in which it holds; empty where the finding has none.</summary>
    public ImmutableArray<string> Environments { get; init; } = [];

    /// <summary>The last line, from 1; 0 where only the first is known.</summary>
    public int EndLine { get; init; }

    /// <summary>The column after the last character, from 1; 0 where it is not known.</summary>
    public int EndColumn { get; init; }

    /// <summary>Who owns its file by CODEOWNERS; empty where nobody does.</summary>
    public ImmutableArray<string> Owners { get; init; } = [];

    /// <summary>What it is about, where that is no line of a file (two services, say); null where the line at its place says it.</summary>
    public string? Anchor { get; init; }

    /// <summary>32 hexadecimal digits that stay when code moves; empty before <see cref="Analysis.Fingerprint.Assign"/>.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Why it does not count; null where it counts.</summary>
    public Suppression? Suppression { get; init; }

    /// <summary>The places of <see cref="Also"/>, each with its line.</summary>
    public IEnumerable<(string Path, int Line)> AlsoPlaces => Also.Select(static place =>
        place.LastIndexOf(':') is > 0 and var colon && int.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            ? (place[..colon], line)
            : (place, 1));

    /// <summary>Reads a compiler's diagnostic.</summary>
    public static Finding From(Diagnostic diagnostic, string project, Target target)
    {
        var span = diagnostic.Location.GetLineSpan();
        var (path, line, column) = Place(diagnostic.Location, target) ?? (project, 1, 1);
        return new Finding(
            project,
            path,
            line,
            column,
            diagnostic.Severity,
            diagnostic.Id,
            diagnostic.GetMessage(CultureInfo.InvariantCulture).ReplaceLineEndings(" "),
            [.. diagnostic.AdditionalLocations.Select(l => Place(l, target)).Where(p => p is not null && (p.Value.Path, p.Value.Line) != (path, line)).Select(p => $"{p!.Value.Path}:{p.Value.Line}").Distinct(StringComparer.Ordinal)])
        {
            Environments = diagnostic.Properties.GetValueOrDefault("MeshReady.Environments") is { Length: > 0 } names ? [.. names.Split('\n')] : [],
            // A span without characters says a line and nothing more.
            EndLine = span.StartLinePosition == span.EndLinePosition ? 0 : span.EndLinePosition.Line + 1,
            EndColumn = span.StartLinePosition == span.EndLinePosition ? 0 : span.EndLinePosition.Character + 1,
        };
    }

    private static (string Path, int Line, int Column)? Place(Location location, Target target)
    {
        var span = location.GetLineSpan();
        return span.IsValid && span.Path.Length > 0 ? (target.Show(span.Path), span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1) : null;
    }
}

/// <summary>That somebody has looked at a finding and lets it be.</summary>
/// <param name="Kind">Where that is written.</param>
/// <param name="Justification">Why, in the words that stand there; null where none do.</param>
public sealed record Suppression(SuppressionKind Kind, string? Justification)
{
    /// <summary>Whether only those hear of it who ask, so that no other finding's fingerprint may depend on it.</summary>
    public bool IsOnlyAsked { get; init; }
}

/// <summary>Where a suppression is written.</summary>
public enum SuppressionKind
{
    /// <summary>At the place itself: a pragma, an attribute, a comment in a manifest.</summary>
    InSource,

    /// <summary>In a file of its own, such as a baseline.</summary>
    External,
}
