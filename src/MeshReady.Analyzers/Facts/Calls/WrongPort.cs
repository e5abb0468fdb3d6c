using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Model.Deployment;
using MeshReady.Model.Deployment.Editing;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>A call to a Service at a port on which it does not listen: most often that of the container behind it.</summary>
internal static class WrongPort
{
    /// <summary>The mistake in one placement, once for each variant of the Service.</summary>
    public static IEnumerable<Holding> Judge(AddressedCall address, MeshedCall call)
    {
        if (call.Service is not { Verdict: ServiceVerdict.Found, IsPod: false, Services: { Count: > 0 } services } answer || !HasPort(call) || IsDapr(call))
            yield break;

        // A Service of which some file says only other things (a patch) may have its ports elsewhere.
        foreach (var service in services)
        {
            if (service.Spec is not ServiceSpec { Ports.Count: > 0 } || call.Placement.Model.Services.HasPort(service, call.Port) != false)
                yield break;
        }

        // What a pod surely gets is wrong there, wherever else it is right.
        var isForCompose = IsMeantForCompose(call, answer.ComposeServices);
        if (isForCompose && !call.Placement.IsBound)
            yield break;

        foreach (var service in services.OrderBy(static service => service.Path, StringComparer.Ordinal))
        {
            var ports = ((ServiceSpec)service.Spec!).Ports;
            var behind = Behind(call, service, ports);
            yield return new Holding(
                call.Placement,
                service.Path,
                ports[0].Line,
                DiagnosticSeverity.Warning,
                Shown(call),
                behind is not null ? "is the container's port" : call.Address.Port is null ? $"means port {Text(call.Port)}" : "is no port of the Service",
                service.Name,
                string.Join(" and ", ports.Select(static port => Text(port.Port.Value))),
                Agreements.Display(service.Path, ports[0].Line),
                AddressNote.SourceOf(address, call))
            {
                Also = AddressNote.PlaceOf(call),
                Properties = AddPort(call, service, ports, behind, !isForCompose && Right(call, ports, behind) is { } right
                    ? ImmutableDictionary<string, string?>.Empty.Add(AddressChange.Port, Text(right))
                    : ImmutableDictionary<string, string?>.Empty),
            };
        }
    }

    /// <summary>Whether the port that is dialled is known: discovery's schemes and gRPC's <c>dns</c> have none of their own.</summary>
    private static bool HasPort(MeshedCall call)
        => call.Address.Port is not null || call.Address.Scheme is "http" or "https" or "ws" or "wss";

    /// <summary>The sidecar of Dapr finds its applications by their id and takes whatever port follows.</summary>
    internal static bool IsDapr(MeshedCall call)
        => call.Placement.Model.Resources.Any(resource => resource.PodTemplate?.Annotations["dapr.io/app-id"] is { IsKnown: true } id && string.Equals(id.Value, call.Address.Host, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// With Docker Compose the port of the container is the right one, and code and settings files serve both places; a variable of the pod
    /// serves the cluster alone.
    /// </summary>
    private static bool IsMeantForCompose(MeshedCall call, IReadOnlyList<ComposeService> services)
        => services.Count > 0
            && (call.Source is null || call.Source.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            && services.Any(service => service.Ports.Count + service.Expose.Count == 0 || !service.Ports.IsComplete
                || service.Ports.Any(port => port.Target.IsUnknown || port.Target.Value == call.Port)
                || service.Expose.Any(port => port.Value == Text(call.Port)));

    /// <summary>The port of the Service that leads to the container's port that is called; null where it is none of a container.</summary>
    private static ServicePort? Behind(MeshedCall call, KubernetesResource service, FieldList<ServicePort> ports)
    {
        var number = Text(call.Port);
        if (ports.FirstOrDefault(port => port.TargetPort.Value == number) is { } direct)
            return direct;
        foreach (var workload in call.Placement.Model.Services.WorkloadsOf(service).Sure)
        {
            foreach (var declared in workload.PodTemplate!.Containers.SelectMany(static container => container.Ports))
            {
                if (declared.Number == call.Port && ports.FirstOrDefault(port => declared.Name is { } name && port.TargetPort.Value == name) is { } named)
                    return named;
            }
        }

        return null;
    }

    /// <summary>The port that is meant: the one that leads to the container's, or the only one. TLS at an implied port says nothing of another.</summary>
    private static int? Right(MeshedCall call, FieldList<ServicePort> ports, ServicePort? behind)
        => behind is not null ? (ports.Count(port => port.TargetPort.Value == behind.TargetPort.Value) == 1 ? behind.Port.Value : null)
            : ports.Count == 1 && !call.IsTls && ports[0].Protocol.Value is null or "TCP" ? ports[0].Port.Value
            : null;

    /// <summary>
    /// The port that the Service would need, beside the one that leads to the same port of the container. Several ports must all have names, and
    /// to name one that has none would change what the mesh takes it to speak.
    /// </summary>
    private static ImmutableDictionary<string, string?> AddPort(MeshedCall call, KubernetesResource service, FieldList<ServicePort> ports, ServicePort? behind, ImmutableDictionary<string, string?> change)
    {
        if (behind is not { TargetPort.Value: { } target, Protocol.Value: null or "TCP", AppProtocol.IsUnknown: false } || ports.Any(static port => !port.Name.IsKnown))
            return change;
        var name = behind.Name.Value!.Split('-')[0] + "-" + Text(call.Port);
        return ports.Any(port => port.Name.Value == name) ? change
            : ManifestEdits.Add(change, $"Add port {Text(call.Port)} to Service '{service.Name}'",
                [ManifestEdit.Insert(service, "spec.ports", $"name: {name}\nport: {Text(call.Port)}\ntargetPort: {target}{(behind.AppProtocol.Value is { } spoken ? "\nappProtocol: " + spoken : "")}\n")]);
    }

    private static string Shown(MeshedCall call)
        => call.Address.Port is null ? call.Address.Display : call.Address.Host + ":" + Text(call.Port);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
