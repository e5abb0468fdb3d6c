using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An Istio ServiceEntry: hosts that the mesh knows besides the cluster's Services.</summary>
/// <param name="Hosts">The hosts.</param>
/// <param name="Ports">The ports that are called.</param>
/// <param name="Location"><c>MESH_EXTERNAL</c> where absent, or <c>MESH_INTERNAL</c>.</param>
/// <param name="Resolution">How endpoints are found; <c>NONE</c> where absent.</param>
/// <param name="ExportTo">The namespaces whose callers see it; all where absent.</param>
public sealed record ServiceEntrySpec(
    FieldList<Field<string>> Hosts,
    FieldList<MeshPort> Ports,
    Field<string> Location,
    Field<string> Resolution,
    FieldList<Field<string>> ExportTo) : ResourceSpec
{
    internal static ServiceEntrySpec Read(YamlNode? spec) => new(
        spec.At("hosts").AsTexts(),
        spec.At("ports").AsParts(MeshPort.Read),
        spec.At("location").AsText(),
        spec.At("resolution").AsText(),
        spec.At("exportTo").AsTexts());
}

/// <summary>A port that the mesh knows of.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Number">The port that is called.</param>
/// <param name="Name">Its name.</param>
/// <param name="Protocol">The protocol spoken.</param>
/// <param name="TargetPort">The port at the endpoint; that of <paramref name="Number"/> where absent.</param>
public sealed record MeshPort(int Line, Field<int> Number, Field<string> Name, Field<string> Protocol, Field<int> TargetPort)
{
    internal static MeshPort Read(YamlNode node) => new(
        node.Line,
        node.At("number").AsNumber(),
        node.At("name").AsText(),
        node.At("protocol").AsText(),
        node.At("targetPort").AsNumber());
}
