using System.Runtime.CompilerServices;
using MeshReady.Model.Rules.Agreement;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Which rule over the system speaks in place of a rule of one project: it shows the half that stands in the manifests.</summary>
public static class SystemPrecedence
{
    /// <summary>The lines behind a choice on which its hosts stand.</summary>
    private const int Arms = 3;

    private static readonly ISystemRule[] Rules = [new MSA1235ScheduledInReplicasRule(), new MSA1236TwoSplitsRule(), new MSA1238WriteAgainstGitRule()];

    private static readonly ConditionalWeakTable<SystemGraph, Dictionary<string, List<Place>>> Cache = new();

    /// <summary>The rule that speaks, the one that is silent then, and how many lines behind the finding of the first it is so.</summary>
    public static IReadOnlyList<(string First, string Second, int Lines)> Pairs { get; } =
    [
        ("MSA1235", "MSA0808", 0),
        ("MSA1236", "MSA0701", 0),
        ("MSA1236", "MSA0702", 0),
        ("MSA1236", "MSA0703", Arms),
        ("MSA1238", "MSA0802", 0),
    ];

    /// <summary>Whether a rule of a project gives way at a place where a snapshot shows the system. The tool, which asks each rule once, lets it give way afterwards.</summary>
    /// <param name="context">The document.</param>
    /// <param name="id">The rule of the project.</param>
    /// <param name="location">Where it would speak.</param>
    internal static bool IsTold(RuleContext context, string id, Location location)
    {
        if (SystemPicture.Of(context.Facts.Compilation, context.Options) is not { } picture)
            return false;
        var span = location.GetLineSpan();
        var path = picture.Shown(span.Path);
        var line = span.StartLinePosition.Line + 1;
        foreach (var (first, second, lines) in Pairs)
        {
            if (second == id && context.IsEnabled(first) && PlacesOf(first, picture, context.CancellationToken).Exists(place => place.Path == path && line >= place.Line && line <= place.Line + lines))
                return true;
        }

        return false;
    }

    private static List<Place> PlacesOf(string id, SystemPicture picture, CancellationToken cancellationToken)
    {
        var known = Cache.GetValue(picture.Graph, static _ => []);
        lock (known)
        {
            if (!known.TryGetValue(id, out var places))
                known.Add(id, places = [.. Array.Find(Rules, rule => rule.Id == id)!.Judge(picture.Graph, picture.Surroundings.Settings, cancellationToken).Select(static finding => finding.Place)]);
            return places;
        }
    }
}
