using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>Joins those who send with those who take.</summary>
internal static class ChannelBuilder
{
    // These bind by the full name of the type: a copy in another namespace is another message.
    private static readonly HashSet<string> ByFullName = new(StringComparer.OrdinalIgnoreCase) { "masstransit", "nservicebus", "wolverine", "rebus" };

    /// <summary>The channels, in the order of their names.</summary>
    public static IReadOnlyList<Channel> Build(IReadOnlyList<ServiceNode> nodes, FactSets sets, Dictionary<ServiceNode, ServiceSettings> settings)
    {
        var users = nodes.SelectMany(static node => node.Parts.Skip(1)).GroupBy(static part => part, ByReference<ProjectFacts>.Instance).ToDictionary(static own => own.Key, static own => own.Count(), ByReference<ProjectFacts>.Instance);
        List<End> all = [.. nodes.SelectMany(node => node.Parts.SelectMany(part => part.Messages.Select(message => EndOf(node, message, settings[node]) with { IsOfMany = users.TryGetValue(part, out var count) && count > 1 })))
            .Concat(DaprBindings.Of(nodes, sets).Select(pair => EndOf(pair.Node, pair.Message, settings[pair.Node])))];
        List<End> ends = all.FindAll(static end => end.Topic is not null || end.Type is not null);
        ends.AddRange(all.Where(static end => end is { Topic: null, Type: null, Message.IsPublished: false }).SelectMany(end => OfExchange(end, ends)).ToList());
        var groups = new List<(string Name, List<End> Ends)>();
        var open = new List<End>();

        // A topic joins by its name, whatever types are sent to it, where it has both sides.
        foreach (var topic in ends.Where(static end => end.Topic is not null).GroupBy(static end => (Topic: end.Topic!.ToLowerInvariant(), Family: Family(end))))
        {
            if (HasBothSides(topic))
                groups.Add((topic.First().Topic!, [.. topic]));
            else
                open.AddRange(topic);
        }

        open.AddRange(ends.Where(static end => end.Topic is null));
        foreach (var type in open.Where(static end => end.Type is not null).GroupBy(static end => (Type: KeyOf(end), Family: Family(end))))
            groups.Add(JoinToTopic(type, groups) ?? (NameOf(type), [.. type]));
        foreach (var topic in open.Where(static end => end.Type is null).GroupBy(static end => (Topic: end.Topic!.ToLowerInvariant(), Family: Family(end))))
            groups.Add((topic.First().Topic!, [.. topic]));

        // A bus or a health check that all services share names a channel in each of them; who of them uses it nobody knows.
        return [.. groups.Where(static group => group.Ends.Exists(static end => end.Type is not null || !end.IsOfMany))
            .Select(static group => new Channel(group.Name, group.Ends.Select(static end => end.Message.Broker).OfType<string>().OrderBy(static broker => broker, StringComparer.Ordinal).FirstOrDefault(), Sides(group.Ends, isPublished: true), Sides(group.Ends, isPublished: false)))
            .OrderBy(static channel => channel.Name, StringComparer.Ordinal).ThenBy(static channel => channel.Broker, StringComparer.Ordinal)
            .ThenBy(static channel => channel.Publishers.Concat(channel.Consumers).Min(static end => end.Place))];
    }

    // Who names neither type nor topic takes whatever is sent to the exchange that its settings name: an audit log.
    private static IEnumerable<End> OfExchange(End taker, List<End> ends)
    {
        var exchanges = ExchangesOf(taker.Node);
        return exchanges.Count != 1 ? []
            : ends.Where(sent => sent.Message.IsPublished && Family(sent) == Family(taker) && !ReferenceEquals(sent.Node, taker.Node) && ExchangesOf(sent.Node).SetEquals(exchanges))
                .Select(sent => (sent.Topic, sent.Type)).Distinct().Select(sent => taker with { Topic = sent.Topic, Type = sent.Type });
    }

    private static HashSet<string> ExchangesOf(ServiceNode node)
        => new((node.Project?.Settings ?? []).Where(static setting => setting.Name is not null && setting.Key.EndsWith("Exchange", StringComparison.OrdinalIgnoreCase)).Select(static setting => setting.Name!), StringComparer.OrdinalIgnoreCase);

    // Who takes a type without naming a topic joins the one topic to which others send that type.
    private static (string, List<End>)? JoinToTopic(IEnumerable<End> ends, List<(string Name, List<End> Ends)> groups)
    {
        End[] all = [.. ends];
        if (HasBothSides(all) || Array.Exists(all, static end => end.Topic is not null))
            return null;
        var fitting = groups.FindAll(group => group.Ends.Exists(other => other.Topic is not null && other.Type is not null && KeyOf(other) == KeyOf(all[0]) && Family(other) == Family(all[0]) && other.Message.IsPublished != all[0].Message.IsPublished));
        if (fitting.Count != 1)
            return null;
        fitting[0].Ends.AddRange(all);
        return ("", []);
    }

    private static End EndOf(ServiceNode node, MessageFact message, ServiceSettings settings)
        => new(node, message, message.Channel ?? (message.Key is { } key ? settings.ValuesOf(key, null, null).Select(static value => value.Address.Name).FirstOrDefault(static name => name is not null) : null), message.Type);

    private static string Family(End end) => end.Message.Broker ?? "";

    private static string KeyOf(End end) => ByFullName.Contains(Family(end)) ? end.Type! : ShortName(end.Type!);

    private static string NameOf(IEnumerable<End> ends)
    {
        string[] topics = [.. ends.Select(static end => end.Topic).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        return topics.Length == 1 && ends.All(static end => end.Topic is not null) ? topics[0] : ShortName(ends.First().Type!);
    }

    private static string ShortName(string type)
    {
        var arguments = type.IndexOf('<');
        var end = arguments < 0 ? type.Length : arguments;
        var dot = type.LastIndexOfAny(['.', '+'], end - 1, end);
        return type.Substring(dot + 1);
    }

    private static bool HasBothSides(IEnumerable<End> ends) => ends.Any(static end => end.Message.IsPublished) && ends.Any(static end => !end.Message.IsPublished);

    private static IReadOnlyList<ChannelEnd> Sides(List<End> ends, bool isPublished)
        => [.. ends.Where(end => end.Message.IsPublished == isPublished)
            .GroupBy(static end => (end.Node, end.Message.Place)).Select(static same => new ChannelEnd(same.Key.Node.Service!, same.Key.Place))
            .OrderBy(static end => end.Service.Name, StringComparer.Ordinal).ThenBy(static end => end.Place)];

    /// <summary>One end of a channel.</summary>
    /// <param name="Node">The service.</param>
    /// <param name="Message">What its code says.</param>
    /// <param name="Topic">The topic, queue or exchange, settings read; null where the library names it.</param>
    /// <param name="Type">The type.</param>
    private sealed record End(ServiceNode Node, MessageFact Message, string? Topic, string? Type)
    {
        /// <summary>Whether a library says so in which other services run as well.</summary>
        public bool IsOfMany { get; init; }
    }
}
