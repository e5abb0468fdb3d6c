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

    private static string Squeeze(string name)
        => new([.. name.Where(c => c is not ('-' or '.' or '_')).Select(char.ToLowerInvariant)]);
}
