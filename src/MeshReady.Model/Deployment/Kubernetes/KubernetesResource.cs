using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>One object of a manifest. Values of a <c>Secret</c> are never read.</summary>
/// <param name="Path">The path of its file, as given to the reader.</param>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="ApiVersion">Group and version, or null where unknown.</param>
/// <param name="Kind">The kind, or null where unknown.</param>
/// <param name="Name">The name, or null where it is unknown or not given.</param>
/// <param name="Namespace">The namespace as written; absent does not mean <c>default</c>, since whoever applies the file chooses it.</param>
/// <param name="Labels">The object's own labels (not those of its pods).</param>
/// <param name="Annotations">The object's own annotations (none for a <c>Secret</c>, whose last applied form they may hold).</param>
/// <param name="PodTemplate">The pods that it makes, or null where it makes none or does not say (a patch, a <c>workloadRef</c>).</param>
/// <param name="Replicas">The number of replicas as written.</param>
public sealed record KubernetesResource(
    string Path,
    int Line,
    string? ApiVersion,
    string? Kind,
    string? Name,
    Field<string> Namespace,
    FieldMap Labels,
    FieldMap Annotations,
    PodTemplate? PodTemplate,
    Field<int> Replicas)
{
    /// <summary>What the kind says beyond names and pods, for the kinds that have a record; otherwise null.</summary>
    public ResourceSpec? Spec { get; init; }

    /// <summary>
    /// Whether a kustomization or a declared environment changed it: then a value may come from another file, and its line is
    /// that of the map into which it was put. An edit of the file cannot rely on it.
    /// </summary>
    public bool IsPatched { get; init; }

    /// <summary>The object as its file has it, where it has been changed on its way to the cluster; otherwise null.</summary>
    public KubernetesResource? Written { get; init; }

    /// <summary>What it was read from, for the kustomizations that change it.</summary>
    internal YamlMap? Root { get; init; }

    /// <summary>The group of <see cref="ApiVersion"/>: empty for the core group, null where unknown.</summary>
    public string? ApiGroup => ApiVersion is null ? null
        : ApiVersion.IndexOf('/') is > 0 and var slash ? ApiVersion.Substring(0, slash)
        : "";

    /// <summary>Whether this kind makes pods: Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Pod or an Argo Rollout.</summary>
    public bool IsWorkload => Kind is { } kind && PodTemplateReader.MakesPods(kind, ApiGroup);

    /// <summary>Kind, name and place, without values.</summary>
    public override string ToString() => $"{Kind ?? "?"} {Name ?? "?"} at {Path}:{Line}";
}
