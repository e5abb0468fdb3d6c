using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Addressing;

/// <summary>A host that is a slip away from a service's name, and that nothing bears, does not resolve.</summary>
/// <remarks>MSA1208 speaks of hosts that the caller's own Kubernetes manifests, declared complete, do not know, and of those of other namespaces.</remarks>
/// <param name="isCodeElsewhere">Whether only facts are at hand of the callers, so that no analyzer speaks of complete manifests.</param>
public sealed class MSA0110UnknownServiceRule(bool isCodeElsewhere) : ISystemRule
{
    private const int LongestSlip = 2;
    private const int ShortestName = 4;
    private const int LongName = 6;

    /// <summary>The rule beside the analyzers.</summary>
    public MSA0110UnknownServiceRule()
        : this(isCodeElsewhere: false)
    {
    }

    /// <inheritdoc/>
    public string Id => "MSA0110";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
    {
        var known = new Names(graph);
        if (!known.CoverMost(graph))
            yield break;

        // One slip of the pen, wherever it is used.
        foreach (var slip in graph.Calls.Where(static call => call is { To.Kind: CalleeKind.UnknownHost, IsConditional: false }).GroupBy(static call => (call.From, call.To.Name)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (from, host) = slip.Key;
            if (!IsName(host) || IsAnswered(from, host) || known.Nearest(host) is not { } right)
                continue;
            Place[] places = [.. slip.SelectMany(static call => call.Evidence).Where(static e => e.Call?.IsConditional != true).Select(static e => e.Place).Distinct().OrderBy(static place => place)];
            yield return new SystemFinding(places[0], SystemSeverity.Warning, [host, from.Name, right.Name, right.Place.ToString()])
            {
                Also = [.. places.Skip(1), right.Place],
                Services = [from.Name],
            };
        }
    }

    private static bool IsName(string host)
        => host.Length >= ShortestName && host.IndexOfAny(['.', ':', '{', '$', '*']) < 0 && !host.StartsWith("localhost", StringComparison.OrdinalIgnoreCase) && host != "127";

    private bool IsAnswered(Service from, string host)
        => from.Deployments.Any(deployment => deployment.Set.IsComplete && !isCodeElsewhere
            || deployment.Set.Model.Services.Find(new MeshCall(host) { CallerNamespace = deployment.Namespace }).Verdict is ServiceVerdict.ElsewhereOnly or ServiceVerdict.Undecided);

    /// <summary>The names that manifests, Compose files and AppHosts give; what a project may be called is no proof.</summary>
    private sealed class Names
    {
        private readonly Dictionary<string, Place> _places = new(StringComparer.OrdinalIgnoreCase);

        public Names(SystemGraph graph)
        {
            foreach (var service in graph.Sets.Sets.SelectMany(static set => set.Model.Resources).Where(static r => r is { Spec: ServiceSpec, Name: not null }))
                Add(service.Name!, new(service.Path, service.Line));
            foreach (var file in graph.Sets.All.Files.Where(static file => file.Compose is not null))
            {
                foreach (var service in file.Compose!.Services)
                    Add(service.Name, new(file.Path, service.Line));
            }

            foreach (var service in graph.Services)
            {
                if (service.Aspire is { } resource)
                    Add(resource.Name, resource.Place);
            }
        }

        /// <summary>Whether manifests speak of at least half of the hosts that are called: of a system whose manifests lie elsewhere no host is known.</summary>
        public bool CoverMost(SystemGraph graph)
        {
            var (called, covered) = (0, 0);
            foreach (var name in graph.Calls.Where(static call => call.To.Kind is CalleeKind.Service or CalleeKind.Infrastructure or CalleeKind.UnknownHost).Select(static call => call.To.Name).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                called++;
                covered += _places.ContainsKey(name) ? 1 : 0;
            }

            return called > 0 && covered * 2 >= called;
        }

        /// <summary>The one name that is a slip away; null where there is none, or where several are.</summary>
        public (string Name, Place Place)? Nearest(string host)
        {
            var most = host.Length < LongName ? 1 : LongestSlip;
            var near = _places.Where(pair => IsSlip(host, pair.Key, most)).OrderBy(static pair => pair.Key, StringComparer.Ordinal).Take(2).ToList();
            return near is [var only] && !_places.ContainsKey(host) ? (only.Key, only.Value) : null;
        }

        // orders2 is no slip of orders1, nor order-api of orders-db.
        private static bool IsSlip(string host, string name, int most)
        {
            var (one, other) = (host.ToLowerInvariant(), name.ToLowerInvariant());
            return Digits(one) == Digits(other)
                && (one.Replace("-", "").Replace("_", "") == other.Replace("-", "").Replace("_", "") || one[0] == other[0] && Spelling.Distance(one, other, most) <= most && !HasOtherWord(one.Split('-', '_'), other.Split('-', '_')));
        }

        // ui for db is another word; orders for order is a slip.
        private static bool HasOtherWord(string[] one, string[] other)
            => one.Length == other.Length && one.Zip(other, static (a, b) => a == b || Math.Min(a.Length, b.Length) >= ShortestName || a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal)).Contains(false);

        private static string Digits(string name) => new([.. name.Where(char.IsDigit)]);

        private void Add(string name, Place place)
        {
            if (!_places.ContainsKey(name))
                _places.Add(name, place);
        }
    }
}
