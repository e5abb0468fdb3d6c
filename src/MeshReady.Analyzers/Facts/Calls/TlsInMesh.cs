using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>TLS that the code makes to a Service of the mesh, at a port that does not declare it: the proxy takes it for HTTP, or cannot look into it.</summary>
internal static class TlsInMesh
{
    /// <summary>The mistake in one placement, once for each variant of the Service.</summary>
    public static IEnumerable<Holding> Judge(AddressedCall address, MeshedCall call)
    {
        if (!call.IsTls || call.Service is not { Verdict: ServiceVerdict.Found, IsPod: false, Services: { Count: > 0 } services } answer || !answer.ExternalName.IsAbsent)
            yield break;

        var judged = services.OrderBy(static service => service.Path, StringComparer.Ordinal).Select(service => (Service: service, Port: call.Placement.Model.Services.PortOf(service, call.Port))).ToList();
        var isDiscovered = call.Address is { Scheme: "https+http", Port: null };
        var protocols = judged.Select(static pair => pair.Port is null ? PortProtocol.Unknown : PortProtocol.Of(pair.Port)).Distinct().ToList();
        var isHttp = protocols.TrueForAll(static protocol => protocol is PortProtocol.Http or PortProtocol.Http2 or PortProtocol.Grpc);
        var isAuto = protocols.TrueForAll(static protocol => protocol is PortProtocol.Auto);

        // Discovery takes https at its own port, whether or not the Service has it.
        var isMissing = isDiscovered && judged.TrueForAll(pair => call.Placement.Model.Services.HasPort(pair.Service, call.Port) == false);
        if (!isHttp && !isAuto && !isMissing || MeshAround(call, services) is not { } mesh)
            yield break;

        var isLinkerd = mesh.Mesh == "linkerd";
        foreach (var (service, port) in judged)
        {
            var line = port?.Line ?? ((ServiceSpec)service.Spec!).Ports.FirstOrDefault()?.Line ?? service.Line;
            yield return new Holding(
                call.Placement,
                service.Path,
                line,
                DiagnosticSeverity.Warning,
                call.Address.Display,
                isMissing ? $"takes https first, and Service '{service.Name}' ({Agreements.Display(service.Path, line)}) has no port {call.Port.ToString(CultureInfo.InvariantCulture)}"
                    : $"sends TLS to port {call.Port.ToString(CultureInfo.InvariantCulture)} of Service '{service.Name}' ({Agreements.Display(service.Path, line)}), {Harm(isHttp, isLinkerd, port!)}",
                isHttp || isMissing ? "call http:// and leave TLS to the mesh" : "call http:// and leave TLS to the mesh, or name the port https if TLS end to end is meant",
                AddressNote.SourceOf(address, call))
            {
                Also = AddressNote.PlaceOf(call),
                Properties = Right(call, services, isHttp, isDiscovered),
            };
        }
    }

    private static string Harm(bool isHttp, bool isLinkerd, ServicePort port)
        => isLinkerd ? "which Linkerd can only pass on: no retries, time-outs, routes or HTTP metrics"
            : isHttp ? $"which {(port.AppProtocol.IsKnown ? $"appProtocol '{port.AppProtocol.Value}'" : $"its name '{port.Name.Value}'")} declares as HTTP: the sidecar answers with plain HTTP and the call fails ('wrong version number')"
            : "whose protocol the sidecar detects as opaque TLS: VirtualService rules, retries, L7 authorization and HTTP metrics do not apply";

    /// <summary>The mesh that takes part: the caller's proxy is in the way, or all pods of the Service have one.</summary>
    private static MeshVerdict? MeshAround(MeshedCall call, IReadOnlyList<KubernetesResource> services)
    {
        var own = call.Placement.Mesh;
        if (own.State == MeshState.Meshed)
            return call.PlainGovernance == Governance.Yes ? own : null;
        if (own.State == MeshState.None)
            return null;
        var verdicts = services.SelectMany(service => call.Placement.Model.Services.WorkloadsOf(service).Sure.Select(workload => call.Placement.Model.MeshOf(workload, service.Namespace.Value))).ToList();
        return verdicts.Count > 0 && verdicts.TrueForAll(static verdict => verdict is { State: MeshState.Meshed, IsAmbient: false }) ? verdicts[0] : null;
    }

    /// <summary>
    /// Plain HTTP is surely meant where the port says so, or where discovery was to choose and the Service has the port of HTTP; a port without
    /// a protocol may well lead to a server with a certificate.
    /// </summary>
    private static ImmutableDictionary<string, string?> Right(MeshedCall call, IReadOnlyList<KubernetesResource> services, bool isHttp, bool isDiscovered)
    {
        var change = ImmutableDictionary<string, string?>.Empty;
        var scheme = call.Address.Scheme == "wss" ? "ws" : "http";
        if (isDiscovered)
        {
            var hasPlain = services.All(service => call.Placement.Model.Services.PortOf(service, 80) is { } port && PortProtocol.Of(port) is PortProtocol.Http or PortProtocol.Auto);
            return hasPlain ? change.Add(AddressChange.Scheme, scheme) : change;
        }

        return isHttp ? change.Add(AddressChange.Scheme, scheme).Add(AddressChange.Port, call.Port.ToString(CultureInfo.InvariantCulture)) : change;
    }
}
