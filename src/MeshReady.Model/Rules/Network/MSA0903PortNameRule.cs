using System.Globalization;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Network;

/// <summary>A port of gRPC or HTTP/2 that its Service calls TCP is bytes to the mesh: balanced by connection, with no route, retry or metric.</summary>
/// <remarks>A port that is called <c>http</c> while Kestrel speaks HTTP/2 alone is MSA1218's.</remarks>
public sealed class MSA0903PortNameRule : ISystemRule
{
    private const string Http2 = "Http2";

    /// <inheritdoc/>
    public string Id => "MSA0903";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
        => Judgement.Join(
            from service in graph.Services
            where service.Project is not null
            from deployment in service.Deployments
            where deployment.Mesh is { State: MeshState.Meshed, Mesh: "istio" }
            from variant in ServiceNode.VariantsOf(deployment)
            from resource in deployment.Set.Model.Services.ServicesOf(variant).Sure
            from port in ((ServiceSpec)resource.Spec!).Ports
            where IsNamedTcp(port)
            let spoken = SpokenAt(service, TargetOf(port, variant))
            where spoken is not null
            select new Judgement(deployment.Set, resource.Path, Finding(service, resource, port, spoken.Value.What, spoken.Value.Place)));

    private static SystemFinding Finding(Service service, KubernetesResource resource, ServicePort port, string what, Place place)
    {
        var said = port.AppProtocol.IsKnown ? port.AppProtocol : port.Name;
        return new(new Place(resource.Path, said.Line > 0 ? said.Line : port.Line), SystemSeverity.Warning,
        [
            $"{(port.AppProtocol.IsKnown ? "appProtocol" : "port")} '{said.Value}' of Service '{resource.Name}'",
            service.Name,
            what,
            place.ToString(),
            what == "gRPC" ? "grpc" : "http2",
        ])
        {
            Also = [place],
            Services = [service.Name],
        };
    }

    // A name without a meaning is sniffed, and finds HTTP/2 by itself.
    private static bool IsNamedTcp(ServicePort port)
    {
        if (PortProtocol.Of(port) != PortProtocol.Tcp)
            return false;
        var said = port.AppProtocol.IsAbsent ? port.Name : port.AppProtocol;
        return said.Value is { } word && word.Split('-')[0].Equals("tcp", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The port of the pod; null where it is not known.</summary>
    private static int? TargetOf(ServicePort port, KubernetesResource variant)
    {
        if (port.TargetPort.IsAbsent)
            return port.Port.IsKnown ? port.Port.Value : null;
        if (port.TargetPort.Value is not { } target)
            return null;
        if (int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        return variant.PodTemplate!.Containers.SelectMany(static container => container.Ports).Where(p => p.Name == target && p.Number > 0).Select(static p => (int?)p.Number).FirstOrDefault();
    }

    /// <summary>What the code speaks on a port where it is HTTP/2 in plain text and nothing else.</summary>
    private static (string What, Place Place)? SpokenAt(Service service, int? port)
    {
        if (port is null)
            return null;
        var project = service.Project!;
        var here = project.Listens.Where(listen => listen.Port == port).ToList();
        if (here.Count == 0 && project.Listens is [{ Port: null } only])
            here.Add(only);
        if (here.Count == 0 || here.Exists(static listen => listen.Protocols != Http2 || listen.IsTls == true || listen.IsTls is null && listen.Port is not null))
            return null;
        var isGrpc = service.Parts.SelectMany(static part => part.Endpoints).Any(static endpoint => endpoint.Kind == ServedKind.Grpc);
        return (isGrpc ? "gRPC" : "HTTP/2", here[0].Place);
    }
}
