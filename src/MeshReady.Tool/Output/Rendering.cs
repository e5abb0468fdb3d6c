using System.Reflection;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Loading;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Output;

/// <summary>What every format is made from.</summary>
/// <param name="Result">What was found.</param>
/// <param name="Target">What was looked at.</param>
/// <param name="Rules">What was looked for.</param>
/// <param name="Least">Findings below this severity are left out.</param>
public sealed record Rendering(ScanResult Result, Target Target, Rules Rules, DiagnosticSeverity Least)
{
    /// <summary>Tells the analyses of one commit apart where there are several; null for none.</summary>
    public string? Category { get; init; }

    /// <summary>Whether nothing could be analysed.</summary>
    public bool IsFailure { get; init; }

    /// <summary>Whether SARIF holds the suppressed findings as well, marked as such.</summary>
    public bool WithSuppressed { get; init; }

    /// <summary>Whether text for people is to hold findings and errors alone.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>This program's version, without what the build adds to it.</summary>
    public static string Version { get; } = (typeof(Rendering).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];

    /// <summary>The findings that count and are shown, in their printed order.</summary>
    public IEnumerable<Finding> Shown => Result.Findings.Where(f => f.Severity >= Least);

    /// <summary>What could not be read or run, one line each.</summary>
    public IEnumerable<string> Notes => Result.Notes.Concat(Failures).Select(Redaction.Line);

    /// <summary>The notes that are about rules or projects that failed.</summary>
    public IEnumerable<string> Failures => Result.Projects.SelectMany(static p => p.Failures);

    /// <summary>The text of one format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="paint">Colours a severity's word in <see cref="OutputFormat.Text"/>.</param>
    public string In(OutputFormat format, Func<DiagnosticSeverity, string, string> paint) => format switch
    {
        OutputFormat.Json => Report.JsonText(Result, Least),
        OutputFormat.Sarif => SarifReport.Write(this),
        OutputFormat.GitHub => GitHubReport.Write(this),
        OutputFormat.Markdown => MarkdownReport.Write(this),
        _ => Report.Text(IsQuiet ? Result with { Notes = [] } : Result, Least, paint, IsQuiet),
    };

    /// <summary>Whether a format tells the notes itself.</summary>
    public static bool HoldsNotes(OutputFormat format) => format is not (OutputFormat.Json or OutputFormat.GitHub);
}
