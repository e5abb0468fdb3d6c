using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An Argo CD Application, or what an ApplicationSet makes each of its Applications of.</summary>
/// <param name="IsSet">Whether it is an ApplicationSet, whose expressions are unknown.</param>
/// <param name="Sources">Where the manifests are; one or several.</param>
/// <param name="DestinationNamespace">The namespace of what names none itself.</param>
/// <param name="DestinationCluster">The name or address of the cluster.</param>
/// <param name="IsAutomated">Whether what is in Git is applied unasked; not where <c>automated</c> is absent.</param>
/// <param name="SelfHeals">Whether changes made elsewhere are undone; not where absent.</param>
/// <param name="Prunes">Whether what left Git is removed; not where absent.</param>
/// <param name="SyncOptions">Such as <c>RespectIgnoreDifferences=true</c>.</param>
/// <param name="Ignored">What may differ from Git.</param>
public sealed record ApplicationSpec(
    bool IsSet,
    FieldList<ApplicationSource> Sources,
    Field<string> DestinationNamespace,
    Field<string> DestinationCluster,
    Field<bool> IsAutomated,
    Field<bool> SelfHeals,
    Field<bool> Prunes,
    FieldList<Field<string>> SyncOptions,
    FieldList<IgnoredDifference> Ignored) : ResourceSpec
{
    /// <summary>The whole of <c>spec</c>, for what is followed node by node.</summary>
    internal YamlNode? Spec { get; init; }

    internal static ApplicationSpec Read(YamlNode? spec, bool isSet)
    {
        var whole = spec;
        if (isSet)
            spec = spec.At("template").At("spec");
        var (source, destination, policy) = (spec.At("source"), spec.At("destination"), spec.At("syncPolicy"));
        var automated = policy.At("automated");
        var enabled = automated.At("enabled").AsFlag();
        return new(
            isSet,
            source is YamlMap ? new([ApplicationSource.Read(source)], isComplete: true, source.Line) : spec.At("sources").AsParts(ApplicationSource.Read),
            destination.At("namespace").AsText(),
            (destination.At("server") ?? destination.At("name")).AsText(),
            automated switch
            {
                YamlMap => enabled.IsAbsent ? Field.Known(true, automated.Line) : enabled,
                null or YamlScalar { Value: null } => default,
                _ => Field.Unknown<bool>(automated.Line),
            },
            automated.At("selfHeal").AsFlag(),
            automated.At("prune").AsFlag(),
            policy.At("syncOptions").AsTexts(),
            spec.At("ignoreDifferences").AsParts(static node => new IgnoredDifference(
                node.Line,
                node.At("group").AsText(),
                node.At("kind").AsText(),
                node.At("name").AsText(),
                node.At("jsonPointers").AsTexts(),
                node.At("jqPathExpressions").AsTexts())))
        {
            Spec = whole,
        };
    }
}

/// <summary>Where manifests are.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="RepoUrl">The repository.</param>
/// <param name="Path">The folder in it.</param>
/// <param name="Chart">The Helm chart, in place of a folder.</param>
/// <param name="TargetRevision">The version.</param>
/// <param name="Ref">The name by which value files of other sources refer to this one.</param>
/// <param name="ValueFiles">The value files of Helm.</param>
public sealed record ApplicationSource(
    int Line,
    Field<string> RepoUrl,
    Field<string> Path,
    Field<string> Chart,
    Field<string> TargetRevision,
    Field<string> Ref,
    FieldList<Field<string>> ValueFiles)
{
    /// <summary>Whether the folders below <see cref="Path"/> count as well; not where absent.</summary>
    public Field<bool> Recurses { get; init; }

    /// <summary>Globs of the files that count alone; all where absent.</summary>
    public Field<string> Include { get; init; }

    /// <summary>Globs of the files that do not count.</summary>
    public Field<string> Exclude { get; init; }

    /// <summary>Whether Argo CD changes what it finds by settings of its own (<c>kustomize</c> options, a plugin).</summary>
    public bool HasOwnChanges { get; init; }

    internal static ApplicationSource Read(YamlNode node) => new(
        node.Line,
        node.At("repoURL").AsText(),
        node.At("path").AsText(),
        node.At("chart").AsText(),
        node.At("targetRevision").AsText(),
        node.At("ref").AsText(),
        node.At("helm").At("valueFiles").AsTexts())
    {
        Recurses = node.At("directory").At("recurse").AsFlag(),
        Include = node.At("directory").At("include").AsText(),
        Exclude = node.At("directory").At("exclude").AsText(),
        HasOwnChanges = node.At("plugin") is not null || node.At("kustomize") is YamlMap or YamlUnknown,
    };
}

/// <summary>What may differ from Git.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Group">The group of the objects.</param>
/// <param name="Kind">Their kind.</param>
/// <param name="Name">Their name; all where absent.</param>
/// <param name="Pointers">The fields as JSON pointers.</param>
/// <param name="Expressions">The fields as expressions of jq.</param>
public sealed record IgnoredDifference(
    int Line,
    Field<string> Group,
    Field<string> Kind,
    Field<string> Name,
    FieldList<Field<string>> Pointers,
    FieldList<Field<string>> Expressions);
