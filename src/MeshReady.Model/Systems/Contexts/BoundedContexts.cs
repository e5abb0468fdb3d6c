using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>
/// Which programs are parts of one service: an API with its worker, its migrator, its projections. They may share what services may not.
/// Names tell (<c>Orders.Api</c> and <c>Orders.Worker</c>), or a library of theirs alone of which one part answers requests and the others none.
/// </summary>
internal static class BoundedContexts
{
    private const int ShortestStem = 4;
    private const int LongestEnding = 3;

    // What says how a program runs or what part of the work it does, and not what it is about.
    private static readonly HashSet<string> Roles = new(StringComparer.Ordinal)
    {
        "api", "webapi", "service", "services", "server", "host", "app", "application", "apps", "web", "http", "rest", "grpc", "graphql", "src", "main", "core", "infrastructure",
        "worker", "workers", "processor", "processors", "processing", "handler", "handlers", "event", "events", "eventhandler", "consumer", "consumers", "subscriber", "publisher", "producer",
        "job", "jobs", "scheduler", "background", "backgroundtasks", "tasks", "task", "hangfire", "daemon", "function", "functions", "messaging", "message", "messages", "outbox", "relay",
        "projection", "projections", "projector", "query", "queries", "command", "commands", "read", "write", "readmodel", "reader", "writer", "signalr", "hub", "admin", "console", "cli", "mvc", "razor", "blazor", "ui",
    };

    private static readonly HashSet<string> Tools = new(StringComparer.Ordinal)
    {
        "migrator", "migrators", "migration", "migrations", "dbup", "dbmigrator", "dbmigration", "dbmigrations", "migrationservice", "seed", "seeder", "seeding", "initializer", "installer", "benchmark", "benchmarks",
    };

    /// <summary>Whether a program only prepares what others use: it migrates or fills a database.</summary>
    public static bool IsTool(Service service) => Words(service).Any(Tools.Contains);

    /// <summary>The services in groups of one context each, in the order in which they are given.</summary>
    /// <param name="services">The services, without repetition.</param>
    /// <param name="shared">What they have in common: a library with a context; null where nothing of the kind is known.</param>
    public static IReadOnlyList<IReadOnlyList<Service>> Group(IEnumerable<Service> services, Library? shared)
    {
        var groups = new List<(List<string> Stem, List<Service> Members)>();
        foreach (var service in services)
        {
            var stem = Stem(service);
            var home = groups.FindIndex(group => SameStem(group.Stem, stem));
            if (home < 0)
                groups.Add((stem, [service]));
            else
                groups[home].Members.Add(service);
        }

        // One part answers, the others work beside it, and nobody else has the library.
        var all = groups.SelectMany(static group => group.Members).ToList();
        return shared is not null && groups.Count > 1 && shared.Users.All(all.Contains) && all.Count(Answers) == 1 ? [all] : [.. groups.Select(static group => group.Members)];
    }

    // Names that say nothing of their subject are nobody's parts.
    private static bool SameStem(List<string> first, List<string> second)
    {
        if (first.Count == 0 || first.Count != second.Count)
            return false;
        for (var i = 0; i < first.Count; i++)
        {
            if (!Alike(first[i], second[i]))
                return false;
        }

        return true;
    }

    // order, orders, ordering
    private static bool Alike(string one, string other)
    {
        var (brief, full) = one.Length <= other.Length ? (one, other) : (other, one);
        return brief == full || brief.Length >= ShortestStem && full.Length - brief.Length <= LongestEnding && full.StartsWith(brief, StringComparison.Ordinal);
    }

    private static bool Answers(Service service)
        => service.Project is null or { HasOtherEndpoints: true } || service.Parts.Any(static part => part.Endpoints.Any(static e => e.Kind is ServedKind.Http or ServedKind.Grpc or ServedKind.Hub));

    private static List<string> Stem(Service service) => [.. Words(service).Where(static word => !Roles.Contains(word) && !Tools.Contains(word))];

    // What all projects begin with is the same on both sides and does no harm.
    private static string[] Words(Service service)
        => NameForms.Kebab(service.Project is { } project ? ServiceNode.FileNameOf(project) : service.Name).Split(['-', '.', '_'], StringSplitOptions.RemoveEmptyEntries);
}
