using Microsoft.CodeAnalysis;

namespace MeshReady.Dev.Catalog;

/// <summary>One rule as its analyzer and its fixes declare it.</summary>
/// <param name="Analyzer">The analyzer's type.</param>
/// <param name="Descriptors">Its descriptors: one id, possibly at several severities; the gravest first.</param>
/// <param name="Fixes">The types of its code fixes, C# before YAML.</param>
/// <param name="NoFixReason">Why it has no fix, or null.</param>
/// <param name="FixClass">equivalent, behavioural, "behavioural, equivalent where …" or none.</param>
public sealed record RuleInfo(Type Analyzer, IReadOnlyList<DiagnosticDescriptor> Descriptors, IReadOnlyList<Type> Fixes, string? NoFixReason, string FixClass)
{
    // The analyzers' own name for the tag is not public.
    private const string SeverityBySite = nameof(SeverityBySite);

    /// <summary>The id, such as MSA0101.</summary>
    public string Id => Descriptors[0].Id;

    /// <summary>The title of the gravest descriptor.</summary>
    public string Title => Descriptors[0].Title.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The group.</summary>
    public string Category => Descriptors[0].Category;

    /// <summary>The analyzer's name without id and suffix.</summary>
    public string Name => Stem[Id.Length..];

    /// <summary>Id and name: what all of the rule's files begin with.</summary>
    public string Stem => Analyzer.Name.EndsWith("Analyzer", StringComparison.Ordinal) ? Analyzer.Name[..^"Analyzer".Length] : Analyzer.Name;

    /// <summary>Whether the rule is on unless somebody switches it off.</summary>
    public bool IsEnabled => Descriptors[0].IsEnabledByDefault;

    /// <summary>Whether the findings show while typing, and not only in builds.</summary>
    public bool IsLive => !Descriptors.Any(d => d.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd));

    /// <summary>The severities that findings come with, the gravest first, without repetition.</summary>
    public IEnumerable<DiagnosticSeverity> Severities
        => Descriptors.Select(d => d.DefaultSeverity)
            .Concat(Descriptors.Any(d => d.CustomTags.Contains(SeverityBySite)) ? [DiagnosticSeverity.Info] : [])
            .Distinct().OrderDescending();

    /// <summary>The severities as a page shows them.</summary>
    public string SeverityText => IsEnabled ? string.Join(" or ", Severities) : string.Join(" or ", Severities) + ", off by default";
}
