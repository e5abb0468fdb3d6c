using System.Globalization;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Resilience;

/// <summary>Retries on several hops of a chain multiply, and a service that fails gets more requests than one that works.</summary>
public sealed class MSA0216RetryMultiplicationRule : ISystemRule
{
    private const int MostHops = 6;

    /// <inheritdoc/>
    public string Id => "MSA0216";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
    {
        var waits = WaitGraph.Of(graph);
        var sets = waits.Hops.SelectMany(static hops => hops).SelectMany(static hop => hop.Calls).SelectMany(static call => call.Policies).Select(static policy => policy.Set)
            .Distinct().ToList();

        // What runs outside all manifests takes part in each set with its code.
        if (sets.Exists(static set => set is not null))
            sets.RemoveAll(static set => set is null);
        var found = from set in sets
                    from chain in RetryChains.Find(waits, set, settings.CountMeshDefault, cancellationToken)
                    where chain.Requests > settings.MaxAttempts
                    select new Judgement(set, chain.Hops.Select(static hop => hop.MeshPlace?.Path).FirstOrDefault(static path => path is not null), Finding(chain, settings.MaxAttempts));
        return Judgement.Join(found);
    }

    private static SystemFinding Finding(RetryChain chain, int most)
    {
        var last = chain.Hops[chain.Hops.Count - 1];
        var place = last.Place;
        return new(place, SystemSeverity.Warning,
        [
            string.Join(" x ", Shown(chain)),
            Number(chain.Requests),
            last.Hop.To.Name,
            chain.Hops[0].Hop.From.Name,
            Number(most),
        ])
        {
            Also = [.. chain.Hops.SelectMany(static hop => new[] { hop.CodePlace, hop.MeshPlace, hop.Hop.Place }).OfType<Place>().Distinct().Where(p => p != place)],
            Services = [.. chain.Hops.Select(static hop => hop.Hop.From.Name).Reverse(), last.Hop.To.Name],
        };
    }

    // Of a long chain its beginning and its end.
    private static IEnumerable<string> Shown(RetryChain chain)
    {
        string[] all = [.. chain.Hops.Select((hop, i) => Shown(hop, i == chain.Hops.Count - 1))];
        return all.Length <= MostHops ? all : [.. all.Take(MostHops / 2), $"{Number(all.Length - MostHops)} more hops", .. all.Skip(all.Length - MostHops / 2)];
    }

    private static string Shown(HopTries tries, bool isLast)
    {
        var mesh = isLast ? tries.Mesh : tries.MeshOnAnswers;
        var parts = new List<string>();
        if (tries.Code > 1)
            parts.Add(Number(tries.Code) + "x (code)");
        if (mesh > 1)
            parts.Add($"{Number(mesh)}x ({(tries.MeshPlace is { } place ? FilePath.NameOf(FilePath.Normal(place.Path)) + ":" + Number(place.Line) : "mesh")})");
        return $"{tries.Hop.From.Name} -> {tries.Hop.To.Name} {(parts.Count == 0 ? "1x" : string.Join(" x ", parts))}";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
