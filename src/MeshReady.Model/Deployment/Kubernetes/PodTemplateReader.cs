using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>Finds and reads the pods of the kinds that make some.</summary>
internal static class PodTemplateReader
{
    public static bool MakesPods(string kind, string? group) => kind switch
    {
        "Deployment" or "DaemonSet" or "ReplicaSet" => group is null or "apps" or "extensions",
        "StatefulSet" => group is null or "apps",
        "Job" or "CronJob" => group is null or "batch",
        "Pod" => group is null or "",
        "Rollout" => group is null or "argoproj.io",
        _ => false,
    };

    /// <summary>The pods of <paramref name="resource"/>, or null where its kind has none or it does not describe them.</summary>
    public static PodTemplate? Read(YamlNode resource, string? kind, string? group)
    {
        if (kind is null || !MakesPods(kind, group))
            return null;
        var template = kind switch
        {
            "Pod" => resource,
            "CronJob" => resource.Get("spec", "jobTemplate")?.Get("spec", "template"),
            _ => resource.Get("spec", "template"),
        };
        if (template is null or YamlScalar)
            return null;

        var metadata = template.Get("metadata");
        var spec = template.Get("spec");
        var (containers, hasAll) = spec?.Get("containers").AsItems() ?? ([], true);
        var (initial, hasAllInitial) = spec?.Get("initContainers").AsItems() ?? ([], true);
        return new PodTemplate(
            template.Line,
            metadata?.Get("labels").AsMap() ?? FieldMap.Empty,
            metadata?.Get("annotations").AsMap() ?? FieldMap.Empty,
            [.. containers.Select(node => ReadContainer(node, isInit: false)), .. initial.Select(node => ReadContainer(node, isInit: true))],
            hasAll && hasAllInitial,
            spec?.Get("hostNetwork").AsFlag() ?? default)
        {
            TerminationGracePeriodSeconds = spec.At("terminationGracePeriodSeconds").AsNumber(),
            ServiceAccount = (spec.At("serviceAccountName") ?? spec.At("serviceAccount")).AsText(),
            Volumes = spec.At("volumes").AsParts(Volume.Read),
        };
    }

    private static Container ReadContainer(YamlNode node, bool isInit)
    {
        var (variables, hasAll) = node.Get("env").AsItems();
        var (ports, hasAllPorts) = node.Get("ports").AsItems();
        return new Container(
            node.Line,
            node.Get("name").AsText().Value,
            node.Get("image").AsText(),
            isInit,
            [.. variables.Select(ReadVariable).OfType<EnvironmentVariable>()],
            hasAll && node.Get("envFrom") is null,
            [.. ports.Select(ReadPort)])
        {
            EnvironmentFrom = node.Get("envFrom").AsParts(EnvironmentSource.Read),
            HasAllPorts = hasAllPorts,
            Liveness = node.Get("livenessProbe").AsPart(Probe.Read),
            Readiness = node.Get("readinessProbe").AsPart(Probe.Read),
            Startup = node.Get("startupProbe").AsPart(Probe.Read),
            PreStop = node.Get("lifecycle", "preStop").AsPart(PreStop.Read),
            Command = node.Get("command").AsTexts(),
            Arguments = node.Get("args").AsTexts(),
            RestartPolicy = node.Get("restartPolicy").AsText(),
            Mounts = node.Get("volumeMounts").AsParts(VolumeMount.Read),
        };
    }

    private static EnvironmentVariable? ReadVariable(YamlNode node)
    {
        if (node.Get("name").AsText().Value is not { } name)
            return null;
        var value = node.Get("value").AsText();
        var comesFromElsewhere = node.Get("valueFrom") is not null || value.Value?.Contains("$(") is true;
        return new EnvironmentVariable(name, comesFromElsewhere ? Field.Unknown<string>(node.Line) : value, node.Line)
        {
            Source = node.Get("valueFrom") is YamlMap source ? EnvironmentSource.Read(source) : null,
        };
    }

    private static ContainerPort ReadPort(YamlNode node)
        => new(node.Get("containerPort").AsNumber().Value, node.Get("name").AsText().Value, node.Line) { Protocol = node.Get("protocol").AsText() };
}
