using System.Globalization;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Architecture;

/// <summary>A request that passes through many services, each waiting for the next, is as available as all of them together.</summary>
public sealed class MSA1104LongChainRule : ISystemRule
{
    private const int MostNames = 3;

    /// <inheritdoc/>
    public string Id => "MSA1104";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
    {
        // Chains that end alike are one mistake: it is mended at that end.
        var alike = WaitChains.LongerThan(settings.MaxChain, WaitGraph.Of(graph), cancellationToken)
            .GroupBy(chain => string.Join(">", chain.Skip(chain.Count - settings.MaxChain).Select(static hop => hop.From.Name + ">" + hop.To.Name)), StringComparer.Ordinal);
        foreach (var same in alike)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chain = same.First();
            string[] names = [.. chain.Select(static hop => hop.From.Name), chain[chain.Count - 1].To.Name];
            string[] others = [.. same.Skip(1).Select(static other => other[0].From.Name)];
            var (budget, sets) = Budget(chain);
            yield return new SystemFinding(
                chain[0].Place,
                SystemSeverity.Warning,
                [Listing.Way(names), Number(chain.Count), Arithmetic(settings.Availability, names.Length), budget + Others(others)])
            {
                Also = [.. chain[0].Proofs, .. chain.Skip(1).SelectMany(static hop => hop.Proofs.Prepend(hop.Place)), .. same.Skip(1).Select(static other => other[0].Place)],
                Services = [.. names, .. others],
                Environments = sets,
            };
        }
    }

    private static string Arithmetic(double availability, int services)
        => $"{availability.ToString("0.######", CultureInfo.InvariantCulture)}^{Number(services)} = {(Math.Pow(availability, services) * 100).ToString("0.##", CultureInfo.InvariantCulture)} %";

    private static string Others(string[] names)
        => names.Length == 0 ? "" : $"; so do requests from {Listing.Of(names, MostNames)}";

    // The first hop whose caller gives up before the next may have given up: what that one still does is for nobody.
    private static (string Text, IReadOnlyList<string> Environments) Budget(IReadOnlyList<Hop> chain)
    {
        for (var i = 0; i + 1 < chain.Count; i++)
        {
            var (outer, inner) = (chain[i], chain[i + 1]);
            var limits = outer.Calls.SelectMany(call => call.Policies.Select(policy => (policy.Set, Limit: WaitLimit.Of(policy, call.Protocol)))).Where(static pair => pair.Limit.Most is not null).ToList();
            var found = new List<(FactSet? Set, TimeSpan Outer, TimeSpan Inner)>();
            foreach (var call in inner.Calls)
            {
                foreach (var policy in call.Policies)
                {
                    if (WaitLimit.Of(policy, call.Protocol) is not { Surely: true, Most: { } most })
                        continue;
                    foreach (var (set, limit) in limits)
                    {
                        if ((set is null || policy.Set is null || ReferenceEquals(set, policy.Set)) && limit.Most < most)
                            found.Add((set ?? policy.Set, limit.Most.Value, most));
                    }
                }
            }

            if (found.Count == 0)
                continue;
            var worst = found.OrderByDescending(static f => f.Inner - f.Outer).First();
            string[] environments = [.. found.Select(static f => f.Set?.Environment).OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal)];
            return ($"; {outer.From.Name} waits {WaitLimit.Show(worst.Outer)} at most for {outer.To.Name}, which may wait {WaitLimit.Show(worst.Inner)} for {inner.To.Name}", environments);
        }

        return ("", []);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
