using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A configuration of Skaffold: which image is built from which folder.</summary>
/// <param name="Artifacts">The images, without those of profiles.</param>
public sealed record SkaffoldSpec(FieldList<SkaffoldArtifact> Artifacts) : ResourceSpec
{
    internal static SkaffoldSpec Read(YamlNode? build) => new(build.At("artifacts").AsParts(static node => new SkaffoldArtifact(
        node.Line,
        node.At("image").AsText(),
        node.At("context").AsText(),
        node.At("docker").At("dockerfile").AsText())));
}

/// <summary>An image that Skaffold builds.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Image">The image.</param>
/// <param name="Context">The folder from which it is built, seen from the configuration's; that folder itself where absent.</param>
/// <param name="Dockerfile">The Dockerfile, seen from the context; <c>Dockerfile</c> where absent.</param>
public sealed record SkaffoldArtifact(int Line, Field<string> Image, Field<string> Context, Field<string> Dockerfile);
