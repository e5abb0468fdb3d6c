using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>Names an object of the same namespace.</summary>
/// <param name="Line">The line (1-based) on which the reference begins.</param>
/// <param name="ApiVersion">Group and version of the object.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
public sealed record ObjectReference(int Line, Field<string> ApiVersion, Field<string> Kind, Field<string> Name)
{
    internal static ObjectReference Read(YamlNode node)
        => new(node.Line, node.At("apiVersion").AsText(), node.At("kind").AsText(), node.At("name").AsText());
}
