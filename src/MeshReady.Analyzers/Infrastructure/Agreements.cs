using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Analyzers;

/// <summary>That a mistake holds in one placement of a project, by one place of its manifests.</summary>
/// <param name="Placement">The set of manifests in which it holds.</param>
/// <param name="Path">The manifest that holds the other half; null where nothing is written and that is the point.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Severity">How grave it is in production; outside it, nothing is more than Info.</param>
/// <param name="Arguments">What fills the message. The places of further variants are added by <see cref="Agreements"/>.</param>
internal sealed record Holding(Placement Placement, string? Path, int Line, DiagnosticSeverity Severity, params object?[] Arguments)
{
    /// <summary>What the finding tells its fix.</summary>
    public ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Further places that belong to it.</summary>
    public IReadOnlyList<(string Path, int Line)> Also { get; init; } = [];

    public string Text => string.Join("\0", Arguments.Select(static a => Convert.ToString(a, CultureInfo.InvariantCulture)));

    public DiagnosticSeverity EffectiveSeverity => Placement.Set.IsProduction && !IsBesideProduction ? Severity : DiagnosticSeverity.Info;

    /// <summary>A plain manifest in a folder such as <c>dev</c>: the files of several environments are one set where nobody parts them.</summary>
    private bool IsBesideProduction
    {
        get
        {
            if (Placement.Set.Kind != FactSetKind.Plain || Path is null)
                return false;
            var parts = Path.Split('/', '\\');
            return parts.Length > 1 && !ProductionName.IsOf(parts[parts.Length - 2]);
        }
    }
}

/// <summary>
/// Makes one finding of one mistake, in however many environments and variants it holds: its message names the declared
/// environments, or the further variants, and their places become additional locations.
/// </summary>
internal static class Agreements
{
    private const int MostNamed = 3;

    /// <summary>Reports at a place of the code.</summary>
    public static void Report(RuleContext context, DiagnosticDescriptor rule, Location location, IReadOnlyList<Holding> holdings, IEnumerable<Location>? further = null)
    {
        if (Choose(rule, holdings) is { } chosen)
            context.Report(Create(rule, location, chosen, further, isInManifest: false));
    }

    /// <summary>The finding for a manifest, located at the first place where it holds; null where there is none.</summary>
    public static (string Path, Diagnostic Diagnostic)? InManifest(DiagnosticDescriptor rule, IReadOnlyList<Holding> holdings)
        => Choose(rule, holdings) is { } chosen && chosen[0].Path is { } path
            ? (path, Create(rule, LocationOf(path, chosen[0].Line), chosen, further: null, isInManifest: true))
            : null;

    /// <summary>A line of a manifest.</summary>
    public static Location LocationOf(string path, int line)
    {
        var at = new LinePosition(Math.Max(0, line - 1), 0);
        return Location.Create(path, default, new LinePositionSpan(at, at));
    }

    /// <summary>A place for a message: the last two parts of the path, and the line.</summary>
    public static string Display(string path, int line)
    {
        var parts = path.Split('/', '\\');
        var name = parts.Length > 1 ? parts[parts.Length - 2] + "/" + parts[parts.Length - 1] : path;
        return string.Format(CultureInfo.InvariantCulture, "{0}:{1}", name, line);
    }

    /// <summary>The holdings that are not silenced, the gravest message first.</summary>
    private static List<Holding>? Choose(DiagnosticDescriptor rule, IReadOnlyList<Holding> holdings)
    {
        List<Holding> heard = [.. holdings.Where(h => !IsSilenced(h, rule.Id))];
        if (heard.Count == 0)
            return null;
        var first = heard.Aggregate(static (best, next) => next.EffectiveSeverity > best.EffectiveSeverity ? next : best);
        return [.. heard.Where(h => h.Text == first.Text), .. heard.Where(h => h.Text != first.Text)];
    }

    private static Diagnostic Create(DiagnosticDescriptor rule, Location location, List<Holding> holdings, IEnumerable<Location>? further, bool isInManifest)
    {
        var first = holdings[0];
        var places = holdings.SelectMany(static h => h.Path is null ? h.Also : [(h.Path, h.Line), .. h.Also]).Distinct().ToList();
        var others = holdings.Where(static h => h.Path is not null).Select(static h => (h.Path!, h.Line)).Distinct().Where(p => p != (first.Path, first.Line)).ToList();
        var locations = places.Skip(isInManifest ? 1 : 0).Select(static p => LocationOf(p.Path, p.Line));
        return Diagnostic.Create(
            rule,
            location,
            holdings.Max(static h => h.EffectiveSeverity),
            [.. further ?? [], .. locations],
            EnvironmentsOf(holdings) is { Count: > 0 } names ? first.Properties.SetItem(FixProperties.Environments, string.Join("\n", names)) : first.Properties,
            [.. first.Arguments, Suffix(holdings, others)]);
    }

    private static List<string> EnvironmentsOf(List<Holding> holdings)
        => [.. holdings.Select(static h => h.Placement.Set.Environment).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static string Suffix(List<Holding> holdings, List<(string Path, int Line)> others)
    {
        var environments = EnvironmentsOf(holdings);
        if (environments.Count > 0)
            return $" (in {string.Join(", ", environments)})";
        if (others.Count == 0)
            return "";
        var named = string.Join(", ", others.Take(MostNamed).Select(static p => Display(p.Path, p.Line)));
        return others.Count > MostNamed ? $" (also {named} and {others.Count - MostNamed} more)" : $" (also {named})";
    }

    /// <summary>A comment of the manifest, with a reason, silences the rule there.</summary>
    private static bool IsSilenced(Holding holding, string id)
        => holding.Path is not null && holding.Placement.Model.Files.Any(f => f.Path == holding.Path && f.Silences.IsSilenced(id, holding.Line));
}

/// <summary>What a rule sees that judges a project's manifests by its code.</summary>
internal sealed class ManifestContext(AnalyzerOptions options, Facts.CodeFacts facts, CancellationToken cancellationToken)
{
    public Facts.CodeFacts Facts => facts;

    public ProjectContext Project { get; } = ProjectContext.For(options);

    /// <summary>The project's workload in each set that has one; empty only for rules that need no workload.</summary>
    public IReadOnlyList<Placement> Placements { get; } = [.. ProjectContext.For(options).PlacementsOf(facts).Where(static p => p.IsBound)];

    public CancellationToken CancellationToken => cancellationToken;
}
