using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>The retry policy of one HTTP route of an Istio VirtualService, as far as it is written.</summary>
/// <param name="Path">The manifest.</param>
/// <param name="Line">The line (1-based) of <c>attempts</c>, else of the route.</param>
/// <param name="Hosts">The hosts of the VirtualService as written.</param>
/// <param name="Namespace">Its namespace as written.</param>
/// <param name="ActsInMesh">It is bound to the sidecars (no <c>gateways</c>, or <c>mesh</c> among them), not to gateways alone.</param>
/// <param name="Attempts">How often Envoy repeats a request; the first try is not counted.</param>
/// <param name="RetryOn">What it repeats on; absent where Istio's default holds.</param>
public sealed record RouteRetry(string Path, int Line, IReadOnlyList<string> Hosts, string? Namespace, bool ActsInMesh, Field<int> Attempts, Field<string> RetryOn)
{
    /// <summary>Whether the route serves this host, short names resolved in the VirtualService's namespace.</summary>
    public bool Serves(string host)
    {
        var (name, space) = Split(host);
        foreach (var served in Hosts)
        {
            var (servedName, servedSpace) = Split(served);
            if (servedName == name && (space is null || (servedSpace ?? Namespace) is null || (servedSpace ?? Namespace) == space))
                return true;
        }

        return false;
    }

    /// <summary>The routes of a VirtualService; empty for every other object.</summary>
    internal static IReadOnlyList<RouteRetry> In(YamlMap map, string path, string? kind, string? apiGroup)
    {
        if (kind != "VirtualService" || apiGroup != "networking.istio.io")
            return [];

        var hosts = map.Get("spec", "hosts").AsItems().Items.Select(static h => h.AsText().Value).OfType<string>().ToArray();
        var gateways = map.Get("spec", "gateways").AsItems();
        var inMesh = gateways.Items.Count == 0 ? gateways.IsComplete : gateways.Items.Any(static g => g.AsText().Value == "mesh");
        var space = map.Get("metadata")?.Get("namespace").AsText().Value;
        return map.Get("spec", "http").AsItems().Items.Select(route =>
        {
            var attempts = route.Get("retries")?.Get("attempts");
            return new RouteRetry(path, attempts?.Line ?? route.Line, hosts, space, inMesh, attempts.AsNumber(), (route.Get("retries")?.Get("retryOn")).AsText());
        }).ToArray();
    }

    private static (string Name, string? Namespace) Split(string host)
    {
        var labels = host.ToLowerInvariant().Split('.');
        return (labels[0], labels.Length > 1 ? labels[1] : null);
    }
}
