using System.Globalization;
using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Endpoints;

/// <summary>A probe of a container that can be read.</summary>
/// <param name="Name">As the manifest calls it: <c>readinessProbe</c>.</param>
/// <param name="Probe">What it asks.</param>
/// <param name="Port">The number of the port that it asks; null where it cannot be known.</param>
internal sealed record PodProbe(string Name, Probe Probe, int? Port)
{
    /// <summary>The path of an HTTP probe; null where it is none, or where the path cannot be known.</summary>
    public string? Path => Probe.Action != ProbeAction.HttpGet || Probe.Path.IsUnknown ? null : Probe.Path.Value ?? "/";
}

/// <summary>The container of a workload that runs the project, with what asks it.</summary>
internal static class PodProbes
{
    /// <summary>Ports at which sidecars answer probes in the application's stead: Dapr, Linkerd, Istio.</summary>
    private static readonly int[] SidecarPorts = [3500, 3501, 4190, 4191, 15000, 15020, 15021, 15090];

    /// <summary>
    /// The container of a variant whose absent fields are absent in the cluster too; null for a patch, for jobs, and where it is not
    /// sure which container runs the project.
    /// </summary>
    public static Container? ServedContainer(KubernetesResource variant)
        => variant.Kind is "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" or "Rollout" or "Pod"
            && Placement.ContainerOf(variant) is { Image.IsAbsent: false } container
            ? container
            : null;

    /// <summary>The probes of the container that can be read.</summary>
    public static IEnumerable<PodProbe> Of(Container container)
    {
        foreach (var (name, field) in new[] { ("startupProbe", container.Startup), ("readinessProbe", container.Readiness), ("livenessProbe", container.Liveness) })
        {
            if (field is { IsKnown: true, Value: { } probe })
                yield return new(name, probe, NumberOf(probe.Port, container));
        }
    }

    /// <summary>Whether the container is proved to have no probe at all.</summary>
    public static bool HasNone(Container container) => container is { Startup.IsAbsent: true, Readiness.IsAbsent: true, Liveness.IsAbsent: true };

    /// <summary>The number of a port that is given by number or by name; null where it cannot be known.</summary>
    public static int? NumberOf(Field<string> port, Container container)
    {
        if (port.Value is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        var named = container.Ports.Where(p => p.Name == text && p.Number > 0).ToList();
        return named.Count == 1 ? named[0].Number : null;
    }

    /// <summary>Whether another container of the pod has the port, and this one does not declare it. Sidecars that are injected stand in no manifest.</summary>
    public static bool IsOfAnother(KubernetesResource variant, Container container, int port)
        => container.Ports.All(p => p.Number != port)
            && (Array.IndexOf(SidecarPorts, port) >= 0 || variant.PodTemplate is { } pod && pod.Containers.Any(other => !ReferenceEquals(other, container) && other.Ports.Any(p => p.Number == port)));
}
