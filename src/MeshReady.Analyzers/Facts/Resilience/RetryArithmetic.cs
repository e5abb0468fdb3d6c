using System.Globalization;
using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>Says who tries how often, for a message.</summary>
internal static class RetryArithmetic
{
    /// <summary>The part of the code: <c>tries 4x</c>.</summary>
    /// <param name="retries">Repetitions after the first try; null where unknown, int.MaxValue where they do not end.</param>
    public static string OfCode(int? retries) => retries switch
    {
        null => "retries",
        int.MaxValue => "retries for ever",
        var count => string.Format(CultureInfo.InvariantCulture, "tries {0}x", count + 1L),
    };

    /// <summary>The part of the mesh, with the product where both are known: <c>the VirtualService at orders.yaml:12 tries 4x: up to 16 requests</c>.</summary>
    public static string OfMesh(int? retries, MeshRoute? route, string? mesh)
    {
        if (route is null)
            return mesh == "linkerd" ? "and Linkerd's proxy can do so instead" : "and Istio's sidecar retries failed connections as well";

        var place = RetryCover.Display(route);
        if (route.Attempts.IsAbsent)
            return $"and the sidecar retries failed connections as well ({place} sets no retries)";
        if (route.Attempts is not { IsKnown: true, Value: var attempts })
            return $"{place} retries as well";
        return retries is null or int.MaxValue
            ? string.Format(CultureInfo.InvariantCulture, "{0} tries {1}x each time", place, attempts + 1L)
            : string.Format(CultureInfo.InvariantCulture, "{0} tries {1}x: up to {2} requests", place, attempts + 1L, (retries.Value + 1L) * (attempts + 1L));
    }
}
