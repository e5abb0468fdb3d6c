using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>The calls that a project makes while somebody waits for the answer: one fact for each client, or for each address without one.</summary>
internal sealed class CallsPart : IFactsPart
{
    public ProjectFacts Add(ProjectFacts facts, FactsSource source, CancellationToken cancellationToken)
    {
        // An AppHost starts the services; it does not call them.
        if (source.Origin.Kind == ProjectKind.AppHost)
            return facts;

        var files = ProjectSettings.Of(source, cancellationToken);
        var found = new ClientCalls(source, cancellationToken).Find()
            .Concat(new HouseClients(source, cancellationToken).Find())
            .Concat(new DaprCalls(source, cancellationToken).Find())
            .Concat(new ProxyCalls(source, files, cancellationToken).Find())
            .Concat(new OcelotCalls(source, files, cancellationToken).Find())
            .Concat(new IssuerCalls(source, files, cancellationToken).Find())
            .Concat(new HealthCalls(source, files, cancellationToken).Find());
        return facts with { Calls = Joined(found) };
    }

    /// <summary>One fact for each client and address, with the requests of all; sorted, so that the same code gives the same facts.</summary>
    private static IReadOnlyList<CallFact> Joined(IEnumerable<CallFact> found)
    {
        var facts = new List<CallFact>();
        foreach (var fact in found.OrderBy(static fact => fact.Client is null ? 1 : 0))
        {
            var known = facts.FindIndex(other => IsSame(other, fact));
            if (known < 0)
                facts.Add(fact);
            else
                facts[known] = Join(facts[known], fact);
        }

        return [.. facts.OrderBy(static fact => fact.Place).ThenBy(static fact => fact.Client, StringComparer.Ordinal).ThenBy(static fact => fact.Key, StringComparer.Ordinal).ThenBy(static fact => fact.Host, StringComparer.Ordinal).ThenBy(static fact => fact.Port)];
    }

    private static bool IsSame(CallFact one, CallFact other)
        => one.Protocol == other.Protocol && one.Scheme == other.Scheme && one.Host == other.Host && one.Port == other.Port && one.Key == other.Key && one.IsEnvironment == other.IsEnvironment && one.Prefix == other.Prefix
            && one.AppId == other.AppId && (one.Contract == other.Contract || other.Contract is null)
            && (one.Client == other.Client || other.Client is null && (one.Host ?? one.Key ?? one.AppId) is not null);

    private static CallFact Join(CallFact one, CallFact other) => one with
    {
        Requests = CallRequests.Sorted(one.Requests.Concat(other.Requests)),
        IsConditional = one.IsConditional && other.IsConditional,
        Policy = one.Policy == other.Policy || one.Client != other.Client ? one.Policy : CodePolicy.Unknown,
    };
}
