using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A Kustomize file: which manifests it takes and what it does to them.</summary>
/// <param name="IsComponent">Whether it only ever serves other kustomizations.</param>
/// <param name="Resources">Files and folders, <c>bases</c> included; addresses of other repositories among them.</param>
/// <param name="Components">The folders of components.</param>
/// <param name="Namespace">The namespace that every object gets.</param>
/// <param name="NamePrefix">What every name begins with.</param>
/// <param name="NameSuffix">What every name ends with.</param>
/// <param name="Replicas">Numbers of replicas by the name of the workload.</param>
/// <param name="Images">Images by their name before.</param>
public sealed record KustomizationSpec(
    bool IsComponent,
    FieldList<Field<string>> Resources,
    FieldList<Field<string>> Components,
    Field<string> Namespace,
    Field<string> NamePrefix,
    Field<string> NameSuffix,
    FieldList<KustomizeReplicas> Replicas,
    FieldList<KustomizeImage> Images) : ResourceSpec
{
    /// <summary>The whole file, for what is applied node by node.</summary>
    internal YamlNode? Root { get; init; }

    internal static KustomizationSpec Read(YamlNode root)
    {
        var (resources, bases) = (root.At("resources").AsTexts(), root.At("bases").AsTexts());
        return new(
            root.At("kind").AsText().Value == "Component",
            bases.IsEmpty ? resources : new([.. bases, .. resources], bases.IsComplete && resources.IsComplete, bases.Line),
            root.At("components").AsTexts(),
            root.At("namespace").AsText(),
            root.At("namePrefix").AsText(),
            root.At("nameSuffix").AsText(),
            root.At("replicas").AsParts(static node => new KustomizeReplicas(node.At("name").AsText(), node.At("count").AsNumber())),
            root.At("images").AsParts(static node => new KustomizeImage(
                node.At("name").AsText(),
                node.At("newName").AsText(),
                node.At("newTag").AsText(),
                node.At("digest").AsText())))
        {
            Root = root,
        };
    }
}

/// <summary>A number of replicas that a kustomization sets.</summary>
/// <param name="Name">The name of the workload.</param>
/// <param name="Count">The number.</param>
public sealed record KustomizeReplicas(Field<string> Name, Field<int> Count);

/// <summary>An image that a kustomization replaces.</summary>
/// <param name="Name">The image without tag and digest, as the manifests write it.</param>
/// <param name="NewName">What takes its place; itself where absent.</param>
/// <param name="NewTag">The tag; that of the manifest where absent.</param>
/// <param name="Digest">The digest, in place of a tag.</param>
public sealed record KustomizeImage(Field<string> Name, Field<string> NewName, Field<string> NewTag, Field<string> Digest);
