using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>Replaces the images of containers as a kustomization says.</summary>
internal static class KustomizeImages
{
    private static readonly string[] Lists = ["containers", "initContainers"];

    public static YamlMap Apply(YamlMap map, KustomizeObject item, KustomizationSpec spec, bool blur)
    {
        if (spec.Images.Count == 0 || blur || item.Kind is not { } kind || !PodTemplateReader.MakesPods(kind, item.Group))
            return map;
        string[] path = kind switch
        {
            "Pod" => ["spec"],
            "CronJob" => ["spec", "jobTemplate", "spec", "template", "spec"],
            _ => ["spec", "template", "spec"],
        };
        YamlNode? pod = map;
        foreach (var key in path)
            pod = pod?.Get(key);
        foreach (var name in Lists)
        {
            if (pod?.Get(name) is YamlList list && list.Items.Any(container => IsMeant(container, spec)))
                map = map.WithAt(new YamlList([.. list.Items.Select(container => Changed(container, spec))], list.IsOpen, list.Size, list.Line), [.. path, name]);
        }

        return map;
    }

    private static bool IsMeant(YamlNode container, KustomizationSpec spec)
        => container.Get("image").AsText().Value is { } image && spec.Images.Any(i => i.Name.IsUnknown || i.Name.Value == Split(image).Name);

    private static YamlNode Changed(YamlNode container, KustomizationSpec spec)
    {
        if (container is not YamlMap map || map.Get("image") is not YamlScalar { Value: { } image } node)
            return container;
        foreach (var rule in spec.Images)
        {
            var (name, version) = Split(image);
            if (rule.Name.IsUnknown || rule.Name.Value == name && (rule.NewName.IsUnknown || rule.NewTag.IsUnknown || rule.Digest.IsUnknown))
                return map.With("image", new YamlUnknown(node.Line));
            if (rule.Name.Value == name)
            {
                image = (rule.NewName.Value ?? name)
                    + (rule.Digest.IsKnown ? "@" + rule.Digest.Value : rule.NewTag.IsKnown ? ":" + rule.NewTag.Value : version);
            }
        }

        return image == node.Value ? container : map.With("image", new YamlScalar(image, node.Line));
    }

    private static (string Name, string Version) Split(string image)
    {
        var at = image.IndexOf('@');
        if (at < 0)
            at = image.IndexOf(':', image.LastIndexOf('/') + 1);
        return at < 0 ? (image, "") : (image.Substring(0, at), image.Substring(at));
    }
}
