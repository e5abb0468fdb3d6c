using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Architecture;

/// <summary>Services that wait for each other in a circle fail and scale as one.</summary>
public sealed class MSA1101CyclicCallsRule : ISystemRule
{
    /// <inheritdoc/>
    public string Id => "MSA1101";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
    {
        var waits = WaitGraph.Of(graph);
        foreach (var knot in waits.Knots(cancellationToken))
        {
            var circle = waits.Circle(knot[0]);
            string[] names = [.. circle.Select(static hop => hop.From.Name)];
            string[] others = [.. knot.Select(i => waits.Services[i].Name).Except(names)];
            yield return new SystemFinding(circle[0].Place, SystemSeverity.Warning, [Listing.Way([.. names, names[0]]), Rest(others)])
            {
                Also = [.. circle[0].Proofs, .. circle.Skip(1).SelectMany(static hop => hop.Proofs.Prepend(hop.Place))],
                Services = [.. names, .. others],
            };
        }
    }

    private static string Rest(string[] others)
        => others.Length == 0 ? ""
            : $"; {others.Length} more {(others.Length == 1 ? "is" : "are")} caught in it: {Listing.Of(others)}";
}
