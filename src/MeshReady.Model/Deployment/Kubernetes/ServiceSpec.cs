using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A Service: the name that callers use and the ports behind it.</summary>
/// <param name="Type"><c>ClusterIP</c> where absent.</param>
/// <param name="ClusterIp"><c>None</c> makes the Service headless.</param>
/// <param name="ExternalName">The foreign name that an <c>ExternalName</c> Service stands for.</param>
/// <param name="SessionAffinity"><c>None</c> where absent.</param>
/// <param name="Ports">The ports, in order.</param>
/// <param name="Selector">The labels of the pods behind it; empty for a Service whose endpoints somebody else keeps.</param>
public sealed record ServiceSpec(
    Field<string> Type,
    Field<string> ClusterIp,
    Field<string> ExternalName,
    Field<string> SessionAffinity,
    FieldList<ServicePort> Ports,
    FieldMap Selector) : ResourceSpec
{
    /// <summary>Whether callers reach pods at their own ports, since no virtual address translates; null where unknown.</summary>
    public bool? IsHeadless => ClusterIp.IsUnknown ? null : ClusterIp.Value == "None";

    internal static ServiceSpec Read(YamlNode? spec) => new(
        spec.At("type").AsText(),
        spec.At("clusterIP").AsText(),
        spec.At("externalName").AsText(),
        spec.At("sessionAffinity").AsText(),
        spec.At("ports").AsParts(static node => new ServicePort(
            node.Line,
            node.At("name").AsText(),
            node.At("port").AsNumber(),
            node.At("targetPort").AsText(),
            node.At("protocol").AsText(),
            node.At("appProtocol").AsText())),
        spec.At("selector").AsMap());
}

/// <summary>A port of a Service.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Name">The name, whose first part tells Istio the protocol where <paramref name="AppProtocol"/> does not.</param>
/// <param name="Port">The port that callers use.</param>
/// <param name="TargetPort">The number or name of the container's port; that of <paramref name="Port"/> where absent.</param>
/// <param name="Protocol"><c>TCP</c> where absent.</param>
/// <param name="AppProtocol">The protocol spoken, before the name.</param>
public sealed record ServicePort(
    int Line,
    Field<string> Name,
    Field<int> Port,
    Field<string> TargetPort,
    Field<string> Protocol,
    Field<string> AppProtocol);
