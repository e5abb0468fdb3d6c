using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Endpoints;

/// <summary>A port of the project's container at which somebody calls.</summary>
/// <param name="Port">The number of the container's port.</param>
/// <param name="Caller">Who calls, for a message: <c>Service 'web' sends to</c>.</param>
/// <param name="Path">The manifest.</param>
/// <param name="Line">The line (1-based) of the port there.</param>
internal sealed record PodTarget(int Port, string Caller, string Path, int Line)
{
    /// <summary>The Service with the place of the port among its ports; null for a probe.</summary>
    public (KubernetesResource Service, int Index)? Service { get; init; }

    /// <summary>The port of the Service; null for a probe.</summary>
    public ServicePort? ServicePort => Service is var (service, index) && service.Spec is ServiceSpec spec ? spec.Ports[index] : null;

    /// <summary>The probe; null for a Service.</summary>
    public PodProbe? Probe { get; init; }

    /// <summary>Those of a variant that are known: Services that surely choose its pods, and its own probes.</summary>
    public static IReadOnlyList<PodTarget> Of(Placement placement, KubernetesResource variant, Container container)
    {
        var found = new List<PodTarget>();
        var services = placement.Model.Services.ServicesOf(variant).Sure;
        foreach (var service in services)
        {
            if (service.Spec is not ServiceSpec spec || !BelongTogether(service, services, variant, placement.Variants))
                continue;
            for (var i = 0; i < spec.Ports.Count; i++)
            {
                var port = spec.Ports[i];
                if (port.Protocol.IsUnknown || port.Protocol.Value is not (null or "TCP"))
                    continue;
                int? number = port.TargetPort.IsKnown ? PodProbes.NumberOf(port.TargetPort, container)
                    : port is { TargetPort.IsAbsent: true, Port.IsKnown: true } ? port.Port.Value
                    : null;
                if (number is { } known && !PodProbes.IsOfAnother(variant, container, known))
                    found.Add(new(known, $"Service '{service.Name}' sends to", service.Path, port.TargetPort.Line > 0 ? port.TargetPort.Line : port.Line) { Service = (service, i) });
            }
        }

        foreach (var probe in PodProbes.Of(container))
        {
            if (probe is { Port: { } number, Probe.Action: not (ProbeAction.Exec or ProbeAction.Unknown) } && !PodProbes.IsOfAnother(variant, container, number))
                found.Add(new(number, $"{probe.Name} asks", variant.Path, probe.Probe.Port.Line > 0 ? probe.Probe.Port.Line : probe.Probe.Line) { Probe = probe });
        }

        return found;
    }

    /// <summary>
    /// Where folders hold one environment each (<c>k8s/dev</c>, <c>k8s/prod</c>) and no namespace parts them, a Service goes with the form of the
    /// workload that stands nearest to it.
    /// </summary>
    private static bool BelongTogether(KubernetesResource service, IReadOnlyList<KubernetesResource> services, KubernetesResource variant, IReadOnlyList<KubernetesResource> variants)
    {
        var nearness = Nearness(service.Path, variant.Path);
        return services.All(other => ReferenceEquals(other, service) || other.Name != service.Name || Nearness(other.Path, variant.Path) < nearness)
            && variants.All(other => Nearness(service.Path, other.Path) <= nearness);
    }

    /// <summary>How many folders two files share.</summary>
    private static int Nearness(string one, string other)
    {
        if (one == other)
            return int.MaxValue;
        var (left, right) = (one.Replace('\\', '/').Split('/'), other.Replace('\\', '/').Split('/'));
        var shared = 0;
        while (shared < left.Length - 1 && shared < right.Length - 1 && left[shared] == right[shared])
            shared++;
        return shared;
    }

    /// <summary>Whether a container beside the project's own may listen on ports that it does not declare, or hand requests on through localhost.</summary>
    public static bool HasSilentNeighbour(KubernetesResource variant, Container container)
        => variant.PodTemplate is not { HasAllContainers: true } pod
            // Dapr's injected sidecar calls its application at localhost.
            || !pod.Annotations["dapr.io/enabled"].IsAbsent
            || pod.Containers.Any(c => !ReferenceEquals(c, container) && (!c.IsInit || c.RestartPolicy.Value == "Always") && !c.IsProxy && (c.Ports.Count == 0 || !c.HasAllPorts));
}
