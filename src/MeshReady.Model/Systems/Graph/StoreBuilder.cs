namespace MeshReady.Model.Systems;

/// <summary>Joins services that keep data in one place, as far as that is known.</summary>
internal sealed class StoreBuilder
{
    private readonly Dictionary<ServiceNode, ServiceSettings> _settings;
    private readonly Dictionary<string, AspireFact> _resources = new(StringComparer.OrdinalIgnoreCase);

    // A library that several services share says nothing of those that do not configure it.
    private readonly Dictionary<ProjectFacts, int> _users = new(ByReference<ProjectFacts>.Instance);

    private StoreBuilder(IEnumerable<ProjectFacts> projects, Dictionary<ServiceNode, ServiceSettings> settings)
    {
        _settings = settings;
        foreach (var resource in projects.SelectMany(static p => p.Resources).Where(static r => r.Kind != "project"))
        {
            if (!_resources.ContainsKey(resource.Name))
                _resources.Add(resource.Name, resource);
        }
    }

    /// <summary>The stores, in the order of their names.</summary>
    public static IReadOnlyList<Store> Build(IReadOnlyList<ServiceNode> nodes, IEnumerable<ProjectFacts> projects, Dictionary<ServiceNode, ServiceSettings> settings)
    {
        var builder = new StoreBuilder(projects, settings);
        foreach (var part in nodes.SelectMany(static node => node.Parts))
            builder._users[part] = builder._users.TryGetValue(part, out var count) ? count + 1 : 1;
        List<Use> uses = [.. nodes.SelectMany(builder.UsesOf)];

        // A relational store of which only that is known takes the kind that others know of the same database.
        var systems = uses.Where(static use => use is { System: not "sql", IsPlaced: true }).GroupBy(static use => (use.Server, use.Database)).ToDictionary(static g => g.Key, static g => g.First().System);
        uses = uses.ConvertAll(use => use is { System: "sql", IsPlaced: true } && systems.TryGetValue((use.Server, use.Database), out var system) ? use with { System = system } : use);

        // Code that opens a connection of its own says nothing of schemas; where all others keep to one, it does too.
        var schemas = uses.Where(static use => use is { Schema: not null, IsPlaced: true }).ToLookup(static use => (use.System, use.Server, use.Database), static use => use.Schema!);
        uses = uses.ConvertAll(use => use is { Schema: null, IsPlaced: true, Facts.Context: null } && schemas[(use.System, use.Server, use.Database)].Distinct().Take(2).ToList() is [var only] ? use with { Schema = only } : use);

        return [.. uses.GroupBy(static use => (use.System, use.Server, use.Database, use.Schema, Owner: use.IsPlaced ? null : use.Node))
            .Select(static group => new Store(group.Key.System, group.Key.Server, group.Key.Database, group.Key.Schema,
                [.. group.GroupBy(static use => use.Node).Select(static own => UseOf(own)).OrderBy(static use => use.Service.Name, StringComparer.Ordinal)]))
            .OrderBy(static store => store.ToString(), StringComparer.Ordinal).ThenBy(static store => store.Users[0].Service.Name, StringComparer.Ordinal)];
    }

    private static StoreUse UseOf(IGrouping<ServiceNode, Use> own)
    {
        var first = own.OrderBy(static use => use.Facts.Place).First();
        var tables = own.SelectMany(static use => use.Facts.Tables).Distinct(StringComparer.Ordinal).OrderBy(static table => table, StringComparer.Ordinal).ToArray();
        return new(own.Key.Service!, first.Facts with { Context = own.Select(static use => use.Facts.Context).FirstOrDefault(static c => c is not null), Tables = tables }, first.Place);
    }

    private IEnumerable<Use> UsesOf(ServiceNode node)
    {
        List<Use> uses = [.. node.Parts.SelectMany(part => part.Stores.Select(fact => UseOf(node, fact) with { IsOfMany = _users[part] > 1 && !ReferenceEquals(part, node.Project) }))];

        // What names no place is the place that another fact of the same context names, or the only one of its system.
        return uses.ConvertAll(use => use.Server is not null || use.Database is not null ? use
            : uses.Find(other => other.Database is not null && use.Facts.Context is not null && other.Facts.Context == use.Facts.Context) is { } same ? At(use, same)
            : OnlyOne(uses, use) is { } only ? At(use, only)
            : use).Where(static use => use.Server is not null || use.Database is not null || !use.IsOfMany);
    }

    private static Use? OnlyOne(List<Use> uses, Use use)
    {
        if (use.Facts.Key is not null)
            return null;
        var placed = uses.FindAll(other => (other.Server is not null || other.Database is not null) && (other.System == use.System || use.System == "sql"));
        return placed.Select(static other => (other.Server, other.Database)).Distinct().Count() == 1 ? placed[0] : null;
    }

    private static Use At(Use use, Use place) => use with { System = place.System, Server = place.Server, Database = place.Database, Schema = use.Schema ?? place.Schema };

    private Use UseOf(ServiceNode node, StoreFact fact)
    {
        var use = new Use(node, fact, fact.Place, fact.System, fact.Server?.ToLowerInvariant(), fact.Database, fact.Schema);
        if (fact.Key is not { } key)
            return use;

        var name = key.Substring(key.LastIndexOf(':') + 1);
        var values = _settings[node].ValuesOf(key, null, null).Where(static value => value.Address.Host is not null || value.Address.Database is not null).ToList();
        var isReferenced = node.Aspire?.References.Contains(name, StringComparer.OrdinalIgnoreCase) == true;
        if (_resources.TryGetValue(name, out var resource) && (isReferenced || values.Count == 0))
            return OfResource(use, resource);
        if (values.FirstOrDefault() is not { } value)
            return use;
        var address = value.Address;
        var server = address.Host is null ? use.Server : ServerOf(fact.System, address);
        return use with { Place = value.Place, Server = server, Database = fact.Database ?? address.Database };
    }

    // A database on a server; a server alone (Redis) has none.
    private Use OfResource(Use use, AspireFact resource)
    {
        var server = resource.Parent is { } parent && _resources.TryGetValue(parent, out var found) ? found : null;
        var system = use.System == "sql" && (server ?? resource).Kind is var kind && kind is "postgres" or "sqlserver" or "mysql" or "mongodb" ? (server ?? resource).Kind : use.System;
        return use with
        {
            System = system,
            Place = resource.Place,
            Server = (server?.Name ?? resource.Parent ?? resource.Name).ToLowerInvariant(),
            Database = resource.Parent is null ? use.Database : use.Database ?? resource.Name,
        };
    }

    private static string ServerOf(string system, ShownAddress address)
    {
        var host = address.Host!.ToLowerInvariant();
        var usual = system switch { "sqlserver" => 1433, "postgres" => 5432, "mysql" => 3306, "mongodb" => 27017, "redis" => 6379, "elasticsearch" => 9200, _ => (int?)null };
        return address.Port is { } port && port != usual ? host + ":" + port.ToString(System.Globalization.CultureInfo.InvariantCulture) : host;
    }

    /// <summary>A service at a place.</summary>
    private sealed record Use(ServiceNode Node, StoreFact Facts, Place Place, string System, string? Server, string? Database, string? Schema)
    {
        /// <summary>Whether a library says so in which other services run as well.</summary>
        public bool IsOfMany { get; init; }

        /// <summary>Whether it is known well enough to be another service's as well.</summary>
        public bool IsPlaced => Server is not null && Database is not null;
    }
}
