using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Architecture;

/// <summary>Services that keep their data in one database cannot change it one by one.</summary>
public sealed class MSA1102SharedDatabaseRule : ISystemRule
{
    private const int MostNames = 4;

    // Caches, search indexes and log sinks are meant to be shared or hold copies.
    private static readonly HashSet<string> Databases = new(StringComparer.Ordinal)
    {
        "sql", "sqlserver", "postgres", "mysql", "oracle", "firebird", "sqlite", "mongodb", "cosmosdb", "ravendb", "cassandra", "dynamodb",
    };

    // Every server has these; that two services begin with one says nothing of where their tables are.
    private static readonly HashSet<string> Defaults = new(StringComparer.OrdinalIgnoreCase) { "master", "postgres", "mysql", "admin", "test", "tempdb", "template1", "db", "database" };

    // What libraries keep: jobs, messages on their way, keys, logins.
    private static readonly string[] OfLibraries =
    [
        "hangfire", "quartz", "outbox", "inbox", "persistmessage", "messagepersistence", "messagestore", "eventlog", "persistedgrant", "configurationdb", "dataprotection", "healthcheck", "saga", "logging", "serilog", "audit", "efcache", "identityserver",
    ];

    // A library of the house, and not of a package, that stores messages: services that share its table take each other's.
    private static readonly string[] OfMessages = ["outbox", "inbox", "persistmessage", "messagepersistence", "messagestore"];

    /// <inheritdoc/>
    public string Id => "MSA1102";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
        => Shared(graph, cancellationToken).Select(static shared => Found(shared.Store, shared.Users, shared.Contexts, shared.Users.All(IsOfLibrary)));

    /// <summary>The databases that several services use, each with those who do, and these in groups of one context each.</summary>
    internal static IEnumerable<(Store Store, StoreUse[] Users, IReadOnlyList<IReadOnlyList<Service>> Contexts)> Shared(SystemGraph graph, CancellationToken cancellationToken)
    {
        var houses = graph.Libraries.Select(static library => library.Facts.Name + ".").ToList();
        foreach (var store in graph.Stores)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (store is not { Server: { } server, Database: { } database } || store.Users.Count < 2 || !Databases.Contains(store.System) || Defaults.Contains(database)
                || Name(database).Split('-').Any(static word => word.Length > 0 && OfLibraries.Contains(word)))
            {
                continue;
            }

            StoreUse[] users = [.. store.Users.Where(use => use.Service.Project is not null && (!IsOfLibrary(use) || IsMessagesOfHouse(use, houses)) && !BoundedContexts.IsTool(use.Service))];
            if (server.Split(':')[0] is "localhost" or "127.0.0.1" or "." or "host.docker.internal")
            {
                var connected = Connected(graph, users);
                users = Array.FindAll(users, use => connected.Contains(use.Service));
            }

            var contexts = BoundedContexts.Group(users.Select(static use => use.Service), LibraryOf(graph, users));
            if (contexts.Count > 1)
                yield return (store, users, contexts);
        }
    }

    // Two samples of one checkout name the same database on the developer's machine and have nothing to do with each other.
    private static HashSet<Service> Connected(SystemGraph graph, StoreUse[] users)
    {
        var all = new HashSet<Service>(users.Select(static use => use.Service), ByReference<Service>.Instance);
        var connected = new HashSet<Service>(all.Where(static service => service.Deployments.Count > 0 || service.ComposeServices.Count > 0 || service.Aspire is not null), ByReference<Service>.Instance);
        connected.UnionWith(all.SelectMany(static service => service.Parts.Skip(1).Select(part => (Part: part, Service: service)))
            .GroupBy(static pair => pair.Part, static pair => pair.Service, ByReference<ProjectFacts>.Instance).Where(static same => same.Skip(1).Any()).SelectMany(static same => same));
        foreach (var call in graph.Calls)
        {
            if (call.To.Service is { } to && !ReferenceEquals(to, call.From) && all.Contains(to) && all.Contains(call.From))
                connected.UnionWith([to, call.From]);
        }

        return connected;
    }

    private static SystemFinding Found(Store store, StoreUse[] users, IReadOnlyList<IReadOnlyList<Service>> contexts, bool areMessages)
    {
        // The owner is the one whose name the database bears, else the one that maps most of it; a guest would move out.
        StoreUse[] ordered = [.. users.OrderByDescending(use => Named(use.Service, store.Database!)).ThenByDescending(static use => use.Facts.Tables.Count).ThenBy(static use => use.Service.Name, StringComparer.Ordinal)];
        var home = contexts.First(context => context.Contains(ordered[0].Service));
        var guest = ordered.First(use => !home.Contains(use.Service));
        string[] shared = [.. users.SelectMany(static use => use.Facts.Tables.Distinct(StringComparer.OrdinalIgnoreCase)).GroupBy(static table => table, StringComparer.OrdinalIgnoreCase).Where(static same => same.Count() > 1).Select(static same => same.First()).OrderBy(static table => table, StringComparer.Ordinal)];
        var areApart = shared.Length == 0 && users.All(static use => use.Facts.Tables.Count > 0);
        var text = areMessages ? "; whoever looks for messages to send finds those of the others as well"
            : shared.Length > 0 ? $"; several use {Listing.Of(shared, MostNames)}"
            : areApart ? "; each has tables of its own there, which a schema and a login for each would keep apart"
            : "";
        return new SystemFinding(
            guest.Place,
            areApart || areMessages ? SystemSeverity.Info : SystemSeverity.Warning,
            [store.ToString(), Listing.Of(users.Select(static use => use.Service.Name)), text])
        {
            Also = [.. ordered.Where(use => use != guest).SelectMany(static use => new[] { use.Place, use.Facts.Place }).Prepend(guest.Facts.Place).Where(place => place != guest.Place).Distinct()],
            Services = [guest.Service.Name, .. users.Select(static use => use.Service.Name).Where(name => name != guest.Service.Name)],
        };
    }

    private static bool Named(Service service, string database)
    {
        var (name, squeezed) = (Squeeze(service.Name), Squeeze(database));
        return squeezed.Length > 2 && (name.StartsWith(squeezed, StringComparison.Ordinal) || squeezed.StartsWith(name, StringComparison.Ordinal));
    }

    private static bool IsOfLibrary(StoreUse use)
    {
        var context = use.Facts.Context;
        var name = context is not null ? context.Substring(context.LastIndexOf('.') + 1) : use.Facts.Key;
        return name is not null && OfLibraries.Any(Squeeze(name).Contains)
            || use.Facts.Tables.Count > 0 && use.Facts.Tables.All(static table => table.StartsWith("AspNet", StringComparison.Ordinal) || OfLibraries.Any(Squeeze(table).Contains));
    }

    private static bool IsMessagesOfHouse(StoreUse use, List<string> houses)
        => use.Facts.Context is { } context && OfMessages.Any(Squeeze(context).Contains) && houses.Exists(house => context.StartsWith(house, StringComparison.Ordinal));

    private static Library? LibraryOf(SystemGraph graph, StoreUse[] users)
        => users.Select(static use => use.Facts.Context).Distinct().ToList() is [{ } context]
            ? graph.Libraries.FirstOrDefault(library => library.Facts.Domain.Any(type => type.Type == context) || library.Facts.Stores.Any(fact => fact.Context == context))
            : null;

    private static string Name(string database) => database.Replace('_', '-').ToLowerInvariant();

    private static string Squeeze(string name) => name.Replace("-", "").Replace("_", "").Replace(".", "").ToLowerInvariant();
}
