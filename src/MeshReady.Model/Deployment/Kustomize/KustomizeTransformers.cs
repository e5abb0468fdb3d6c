using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>Sets what a kustomization sets on all objects: namespace, names, labels, annotations, replicas, images.</summary>
internal static class KustomizeTransformers
{
    private static readonly HashSet<string> ClusterWide = new(StringComparer.Ordinal)
    {
        "Namespace", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "PersistentVolume", "StorageClass", "IngressClass", "PriorityClass",
        "GatewayClass", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "APIService", "RuntimeClass", "CSIDriver", "ClusterIssuer",
    };

    /// <summary>Whether objects of the kind lie in no namespace.</summary>
    public static bool IsClusterWide(string? kind) => kind is not null && ClusterWide.Contains(kind);

    public static void Apply(KustomizationSpec spec, YamlMap root, List<KustomizeObject> objects, bool blur)
    {
        // A base keeps the names by which its workloads are bound.
        var names = blur ? null : KustomizeNames.For(spec, objects);
        for (var i = 0; i < objects.Count; i++)
        {
            var item = objects[i];
            var changed = item.Root;
            if (!spec.Namespace.IsAbsent)
                changed = InNamespace(changed, item.Kind, Node(spec.Namespace, blur, changed));
            changed = Labelled(changed, root);
            changed = WithReplicas(changed, item, spec, blur);
            changed = KustomizeImages.Apply(changed, item, spec, blur);
            changed = names?.Apply(changed, item) ?? changed;
            if (!ReferenceEquals(changed, item.Root))
                objects[i] = item with { Root = changed };
        }
    }

    private static YamlNode Node(Field<string> field, bool blur, YamlNode at)
        => field.IsKnown && !blur ? new YamlScalar(field.Value, at.Line) : new YamlUnknown(at.Line);

    // Kustomize gives a Namespace the name of the namespace that it sets.
    private static YamlMap InNamespace(YamlMap root, string? kind, YamlNode name)
        => kind == "Namespace" ? root.WithAt(name, "metadata", "name")
            : IsClusterWide(kind) ? root
            : root.WithAt(name, "metadata", "namespace");

    private static YamlMap Labelled(YamlMap map, YamlMap spec)
    {
        foreach (var (entries, inSelectors, inTemplates) in Labels(spec))
        {
            map = map.WithEntries(entries, create: true, "metadata", "labels");
            if (inTemplates)
                map = map.WithEntries(entries, create: true, OfTemplate(map, "labels"));
            if (inSelectors)
                map = Selecting(map, entries);
        }

        if (spec.Get("commonAnnotations") is { } annotations)
        {
            map = map.WithEntries(annotations, create: true, "metadata", "annotations");
            map = map.WithEntries(annotations, create: true, OfTemplate(map, "annotations"));
        }

        return map;
    }

    private static IEnumerable<(YamlNode Entries, bool InSelectors, bool InTemplates)> Labels(YamlMap spec)
    {
        if (spec.Get("commonLabels") is { } common)
            yield return (common, true, true);
        foreach (var item in spec.Get("labels").AsItems().Items)
        {
            var inSelectors = item.At("includeSelectors").AsFlag().Value;
            if (item.At("pairs") is { } pairs)
                yield return (pairs, inSelectors, inSelectors || item.At("includeTemplates").AsFlag().Value);
        }
    }

    // A workload without a template gets none; a path of one missing key leads nowhere.
    private static string[] OfTemplate(YamlMap map, string what)
    {
        var inJob = map.Get("kind").AsText().Value == "CronJob";
        string[] path = inJob ? ["spec", "jobTemplate", "spec", "template"] : ["spec", "template"];
        YamlNode? template = map;
        foreach (var key in path)
            template = template?.Get(key);
        return template is YamlMap && map.Get("kind").AsText().Value is { } kind && PodTemplateReader.MakesPods(kind, null)
            ? [.. path, "metadata", what]
            : ["metadata", what];
    }

    private static YamlMap Selecting(YamlMap map, YamlNode entries) => map.Get("kind").AsText().Value switch
    {
        "Service" => map.WithEntries(entries, create: false, "spec", "selector"),
        "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" => map.WithEntries(entries, create: true, "spec", "selector", "matchLabels"),
        "PodDisruptionBudget" => map.WithEntries(entries, create: false, "spec", "selector", "matchLabels"),
        _ => map,
    };

    private static YamlMap WithReplicas(YamlMap map, KustomizeObject item, KustomizationSpec spec, bool blur)
    {
        if (item.Kind is not ("Deployment" or "StatefulSet" or "ReplicaSet" or "ReplicationController"))
            return map;
        foreach (var replicas in spec.Replicas)
        {
            if (replicas.Name.IsUnknown || replicas.Name.Value == item.Name)
            {
                var isKnown = replicas is { Name.IsKnown: true, Count.IsKnown: true } && !blur;
                YamlNode count = isKnown ? new YamlScalar(replicas.Count.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), map.Line) : new YamlUnknown(map.Line);
                map = map.WithAt(count, "spec", "replicas");
            }
        }

        return spec.Replicas.IsComplete ? map : map.WithAt(new YamlUnknown(map.Line), "spec", "replicas");
    }
}
