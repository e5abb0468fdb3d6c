using System.Globalization;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Architecture;

/// <summary>A service that very many wait for, or that waits for very many, is where the system breaks and where every change queues.</summary>
public sealed class MSA1105HubServiceRule : ISystemRule
{
    /// <inheritdoc/>
    public string Id => "MSA1105";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
    {
        var waits = WaitGraph.Of(graph);
        var into = waits.Hops.SelectMany(static hops => hops).ToLookup(static hop => hop.To, ByReference<Service>.Instance);
        for (var i = 0; i < waits.Services.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var service = waits.Services[i];

            // Copies of one program (samples, variants) are one caller.
            Hop[] callers = [.. into[service].GroupBy(static hop => hop.From.Project?.Name ?? hop.From.Name, StringComparer.Ordinal).Select(static same => same.First())];

            // What nobody of the system waits for stands at its edge: to gather from many is its work there.
            var callees = callers.Length > 0 ? waits.Hops[i] : [];
            var (isWaitedFor, waitsForMany) = (callers.Length >= settings.HubDegree, callees.Count >= settings.HubDegree);
            if (!isWaitedFor && !waitsForMany)
                continue;
            var text = (isWaitedFor, waitsForMany) switch
            {
                (true, true) => $"{Count(callers.Length)} services wait for it ({Listing.Of(callers.Select(static hop => hop.From.Name))}) and it waits for {Count(callees.Count)} ({Listing.Of(callees.Select(static hop => hop.To.Name))})",
                (true, false) => $"{Count(callers.Length)} services wait for it ({Listing.Of(callers.Select(static hop => hop.From.Name))})",
                _ => $"it waits for {Count(callees.Count)} services ({Listing.Of(callees.Select(static hop => hop.To.Name))})",
            };
            yield return new SystemFinding(waitsForMany ? callees[0].Place : service.Place, SystemSeverity.Info, [service.Name, text, isWaitedFor ? "when it is slow, so are they" : "each of them can make it slow"])
            {
                Also = [.. callees.Skip(1).Where(_ => waitsForMany).Concat(callers.Where(_ => isWaitedFor)).Select(static hop => hop.Place).Distinct()],
                Services = [service.Name, .. (isWaitedFor ? callers.Select(static hop => hop.From) : callees.Select(static hop => hop.To)).Select(static other => other.Name)],
            };
        }
    }

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
