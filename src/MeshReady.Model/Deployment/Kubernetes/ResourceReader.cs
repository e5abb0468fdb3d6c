using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>Recognises Kubernetes objects among documents and opens lists of them.</summary>
internal static class ResourceReader
{
    private const int DeepestList = 8;

    /// <summary>Adds what <paramref name="root"/> holds; nothing where it is no Kubernetes object (values files, workflows, Compose).</summary>
    public static void Read(YamlNode root, string path, List<KubernetesResource> found, int depth = 0)
    {
        if (root is not YamlMap map || !map.Entries.ContainsKey("apiVersion") || !map.Entries.ContainsKey("kind"))
            return;

        var kind = map.Get("kind").AsText().Value;
        if (kind == "List")
        {
            foreach (var item in depth < DeepestList ? map.Get("items").AsItems().Items : [])
                Read(item, path, found, depth + 1);
            return;
        }

        var apiVersion = map.Get("apiVersion").AsText().Value;
        var metadata = map.Get("metadata");
        var resource = new KubernetesResource(
            path,
            root.Line,
            apiVersion,
            kind,
            metadata?.Get("name").AsText().Value,
            metadata?.Get("namespace").AsText() ?? default,
            metadata?.Get("labels").AsMap() ?? FieldMap.Empty,
            kind == "Secret" ? FieldMap.Empty : metadata?.Get("annotations").AsMap() ?? FieldMap.Empty,
            PodTemplate: null,
            map.Get("spec", "replicas").AsNumber())
        {
            Root = map,
        };
        found.Add(resource with
        {
            PodTemplate = PodTemplateReader.Read(map, kind, resource.ApiGroup),
            Spec = SpecReader.Read(map, resource),
        });
    }
}
