using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A Server of Linkerd: a port of pods, what it speaks, and who may call it where no policy says.</summary>
/// <param name="WorkloadLabels">The labels of the pods.</param>
/// <param name="Port">The number or name of their port.</param>
/// <param name="ProxyProtocol"><c>unknown</c> (to be detected) where absent; <c>opaque</c> makes requests invisible.</param>
/// <param name="AccessPolicy">Who may call it without an AuthorizationPolicy; nobody where absent.</param>
public sealed record LinkerdServerSpec(FieldMap WorkloadLabels, Field<string> Port, Field<string> ProxyProtocol, Field<string> AccessPolicy) : ResourceSpec
{
    internal static LinkerdServerSpec Read(YamlNode? spec) => new(
        spec.At("podSelector").At("matchLabels").AsMap(),
        spec.At("port").AsText(),
        spec.At("proxyProtocol").AsText(),
        spec.At("accessPolicy").AsText());
}

/// <summary>An AuthorizationPolicy of Linkerd: who may call a Server, a route or a whole namespace.</summary>
/// <param name="Target">What it protects.</param>
/// <param name="Authentications">What proves the caller; all of them must.</param>
public sealed record LinkerdAuthorizationSpec(Field<ObjectReference> Target, FieldList<ObjectReference> Authentications) : ResourceSpec
{
    internal static LinkerdAuthorizationSpec Read(YamlNode? spec) => new(
        spec.At("targetRef").AsPart(ObjectReference.Read),
        spec.At("requiredAuthenticationRefs").AsParts(ObjectReference.Read));
}

/// <summary>A MeshTLSAuthentication of Linkerd: callers by their identity.</summary>
/// <param name="Identities">The identities, each perhaps with a leading <c>*</c>.</param>
/// <param name="References">ServiceAccounts and namespaces.</param>
public sealed record MeshTlsAuthenticationSpec(FieldList<Field<string>> Identities, FieldList<ObjectReference> References) : ResourceSpec
{
    internal static MeshTlsAuthenticationSpec Read(YamlNode? spec) => new(spec.At("identities").AsTexts(), spec.At("identityRefs").AsParts(ObjectReference.Read));
}
