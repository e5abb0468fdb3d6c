using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An Istio AuthorizationPolicy: who may send what to workloads. Paths are compared with their case.</summary>
/// <param name="WorkloadLabels">The workloads; all of the namespace where empty.</param>
/// <param name="Action"><c>ALLOW</c> where absent.</param>
/// <param name="Rules">The rules; one of them suffices. None at all means that nothing fits.</param>
public sealed record AuthorizationPolicySpec(FieldMap WorkloadLabels, Field<string> Action, FieldList<AuthorizationRule> Rules) : ResourceSpec
{
    /// <summary>Whether it names waypoints, gateways or Services (<c>targetRefs</c>) instead of the workloads themselves; null where unknown.</summary>
    public bool? HasTargets { get; init; }

    internal static AuthorizationPolicySpec Read(YamlNode? spec) => new(
        spec.At("selector").At("matchLabels").AsMap(),
        spec.At("action").AsText(),
        spec.At("rules").AsParts(static node => new AuthorizationRule(
            node.Line,
            node.At("from").AsParts(static from => Source(from.At("source") ?? from)),
            node.At("to").AsParts(static to => Operation(to.At("operation") ?? to)),
            node.At("when").AsParts(static when => new AuthorizationCondition(
                when.Line, when.At("key").AsText(), when.At("values").AsTexts(), when.At("notValues").AsTexts())))))
    {
        HasTargets = (spec.At("targetRefs") ?? spec.At("targetRef")) switch { null => false, YamlUnknown => null, _ => true },
    };

    private static AuthorizationSource Source(YamlNode node) => new(
        node.Line,
        node.At("principals").AsTexts(),
        node.At("namespaces").AsTexts(),
        node.At("requestPrincipals").AsTexts())
    {
        NotRequestPrincipals = node.At("notRequestPrincipals").AsTexts(),
    };

    private static AuthorizationOperation Operation(YamlNode node) => new(
        node.Line,
        node.At("hosts").AsTexts(),
        node.At("ports").AsTexts(),
        node.At("methods").AsTexts(),
        node.At("paths").AsTexts(),
        node.At("notMethods").AsTexts(),
        node.At("notPaths").AsTexts());
}

/// <summary>A rule; each part that is given must fit.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="From">The callers.</param>
/// <param name="To">The requests.</param>
/// <param name="When">Further conditions.</param>
public sealed record AuthorizationRule(int Line, FieldList<AuthorizationSource> From, FieldList<AuthorizationOperation> To, FieldList<AuthorizationCondition> When);

/// <summary>Callers.</summary>
/// <param name="Line">The line (1-based) on which they begin.</param>
/// <param name="Principals">Their identities in the mesh.</param>
/// <param name="Namespaces">Their namespaces.</param>
/// <param name="RequestPrincipals">Those of their tokens.</param>
public sealed record AuthorizationSource(int Line, FieldList<Field<string>> Principals, FieldList<Field<string>> Namespaces, FieldList<Field<string>> RequestPrincipals)
{
    /// <summary>Those that their tokens must not have: <c>*</c> means callers without a valid token.</summary>
    public FieldList<Field<string>> NotRequestPrincipals { get; init; } = FieldList<Field<string>>.Empty;
}

/// <summary>Requests.</summary>
/// <param name="Line">The line (1-based) on which they begin.</param>
/// <param name="Hosts">Their hosts.</param>
/// <param name="Ports">The ports.</param>
/// <param name="Methods">Their methods.</param>
/// <param name="Paths">Their paths: exact, with a leading or trailing <c>*</c>, or with <c>{*}</c>.</param>
/// <param name="NotMethods">Methods that they must not have.</param>
/// <param name="NotPaths">Paths that they must not have.</param>
public sealed record AuthorizationOperation(
    int Line,
    FieldList<Field<string>> Hosts,
    FieldList<Field<string>> Ports,
    FieldList<Field<string>> Methods,
    FieldList<Field<string>> Paths,
    FieldList<Field<string>> NotMethods,
    FieldList<Field<string>> NotPaths);

/// <summary>A condition.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Key">What is looked at, <c>request.headers[x]</c> for example.</param>
/// <param name="Values">What it must be.</param>
/// <param name="NotValues">What it must not be.</param>
public sealed record AuthorizationCondition(int Line, Field<string> Key, FieldList<Field<string>> Values, FieldList<Field<string>> NotValues);
