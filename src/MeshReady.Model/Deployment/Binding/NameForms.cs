using System.Text;

namespace MeshReady.Model.Deployment;

/// <summary>The forms in which a name of .NET (<c>Basket.API</c>) may stand in a manifest (<c>basket-api</c>, <c>basketapi</c>).</summary>
internal static class NameForms
{
    /// <summary>
    /// Last parts that many projects share, or that name what a library connects to (<c>Persistence.Mongo</c> is not the
    /// workload <c>mongo</c>), and that therefore name no service.
    /// </summary>
    private static readonly HashSet<string> Generic = new(StringComparer.OrdinalIgnoreCase)
    {
        "api", "app", "application", "grpc", "host", "http", "server", "service", "services", "web", "webapi", "worker", "src", "main",
        "consul", "elasticsearch", "grafana", "jaeger", "kafka", "mongo", "mongodb", "mysql", "nats", "postgres", "postgresql",
        "prometheus", "rabbitmq", "redis", "seq", "sql", "sqlserver", "vault", "zipkin",
    };

    /// <summary>Last words that say what a program is rather than what it is about; a worker or a gateway is another program than the API of that name.</summary>
    private static readonly HashSet<string> ProgramWords = new(StringComparer.Ordinal) { "api", "webapi", "service", "server", "host", "app" };

    /// <summary>Names that mean a part of every system, third-party images above all.</summary>
    private static readonly HashSet<string> CommonWords = new(StringComparer.Ordinal)
    {
        "cache", "config", "core", "data", "database", "db", "gateway", "ingress", "mail", "message", "proxy", "queue", "shared", "smtp", "storage", "test", "ui",
    };

    /// <summary>Whether the names are equal in lower case, or once <paramref name="name"/> is written in kebab case.</summary>
    public static bool Same(string name, string inManifest)
        => string.Equals(name, inManifest, StringComparison.OrdinalIgnoreCase)
            || string.Equals(Kebab(name), inManifest, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the names are equal in lower case without <c>-</c>, <c>.</c> and <c>_</c>.</summary>
    public static bool Alike(string name, string inManifest) => Squeeze(name) is { Length: > 0 } squeezed && squeezed == Squeeze(inManifest);

    /// <summary><c>eShop.Basket.API</c> gives <c>Basket.API</c>; a rest that says nothing (<c>API</c>) is left out. Longest first.</summary>
    public static IEnumerable<string> WithoutPrefix(string name)
    {
        for (var dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            var rest = name.Substring(dot + 1);
            if (rest.Length > 0 && !Generic.Contains(rest))
                yield return rest;
        }
    }

    /// <summary>Whether a name says nothing of which service it is.</summary>
    public static bool IsGeneric(string name) => Generic.Contains(name) || CommonWords.Contains(Kebab(name));

    /// <summary>
    /// <c>eShop.Basket.API</c> gives <c>eshop-basket</c> and <c>basket</c>: the name, also without its leading parts, without a last
    /// word that only says that it is a program. Names that have no such word, or of which too little is left, give none.
    /// </summary>
    public static IEnumerable<string> Stems(string name)
    {
        foreach (var form in WithoutPrefix(name).Prepend(name))
        {
            var kebab = Kebab(form);
            var dash = kebab.LastIndexOf('-');
            if (dash > 0 && ProgramWords.Contains(kebab.Substring(dash + 1)) && kebab.Substring(0, dash) is { Length: > 2 } stem && !IsGeneric(stem))
                yield return stem;
        }
    }

    /// <summary>The project's names, their rests and their stems.</summary>
    public static IEnumerable<string> All(ProjectIdentity project)
        => new[] { project.AssemblyName, project.ProjectName }
            .Where(static name => !string.IsNullOrWhiteSpace(name))
            .SelectMany(static name => WithoutPrefix(name).Prepend(name).Concat(Stems(name)))
            .Where(static name => !IsGeneric(name))
            .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether whole words of <paramref name="text"/> (<c>booking-microservices-flight</c>) are the name (<c>flight</c>).</summary>
    public static bool Holds(string text, string name)
    {
        var words = Kebab(text).Split('-');
        var wanted = Squeeze(name);
        for (var first = 0; first < words.Length && wanted.Length > 0; first++)
        {
            var joined = "";
            for (var last = first; last < words.Length && joined.Length < wanted.Length; last++)
                joined += words[last];
            if (joined == wanted)
                return true;
        }

        return false;
    }

    /// <summary>The last segment of an image without registry, tag and digest: <c>orders</c> of <c>r.io/shop/orders:1@sha256:…</c>.</summary>
    public static string OfImage(string image)
    {
        var at = image.IndexOf('@');
        var name = at < 0 ? image : image.Substring(0, at);
        name = name.Substring(name.LastIndexOf('/') + 1);
        var tag = name.IndexOf(':');
        return tag < 0 ? name : name.Substring(0, tag);
    }

    /// <summary><c>CustomerManagementAPI</c> gives <c>customer-management-api</c>.</summary>
    public static string Kebab(string name)
    {
        var kebab = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c is '.' or '_' or '-' or ' ')
            {
                Dash(kebab);
                continue;
            }

            var isStart = char.IsUpper(c) && i > 0
                && (!char.IsUpper(name[i - 1]) || i + 1 < name.Length && char.IsLower(name[i + 1]));
            if (isStart)
                Dash(kebab);
            kebab.Append(char.ToLowerInvariant(c));
        }

        return kebab.ToString().Trim('-');
    }

    private static void Dash(StringBuilder kebab)
    {
        if (kebab.Length > 0 && kebab[kebab.Length - 1] != '-')
            kebab.Append('-');
    }

    /// <summary>The name in lower case without <c>-</c>, <c>.</c> and <c>_</c>.</summary>
    public static string Squeeze(string name)
        => new([.. name.Where(c => c is not ('-' or '.' or '_')).Select(char.ToLowerInvariant)]);
}
