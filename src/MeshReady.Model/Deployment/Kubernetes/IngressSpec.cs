using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An Ingress: what comes from outside the cluster, by host and path.</summary>
/// <param name="ClassName">The class of the controller that serves it.</param>
/// <param name="DefaultBackend">Where everything else goes.</param>
/// <param name="Rules">The rules, in order.</param>
/// <param name="TlsHosts">The hosts whose TLS ends here.</param>
public sealed record IngressSpec(
    Field<string> ClassName,
    Field<IngressBackend> DefaultBackend,
    FieldList<IngressRule> Rules,
    FieldList<Field<string>> TlsHosts) : ResourceSpec
{
    internal static IngressSpec Read(YamlNode? spec)
    {
        var tls = spec.At("tls").AsParts(static node => node.At("hosts").AsTexts());
        return new(
            spec.At("ingressClassName").AsText(),
            (spec.At("defaultBackend") ?? spec.At("backend")).AsPart(Backend),
            spec.At("rules").AsParts(static node => new IngressRule(
                node.Line,
                node.At("host").AsText(),
                node.At("http").At("paths").AsParts(static path => new IngressPath(
                    path.Line,
                    path.At("path").AsText(),
                    path.At("pathType").AsText(),
                    path.At("backend").AsPart(Backend))))),
            new([.. tls.SelectMany(static hosts => hosts)], tls.IsComplete && tls.All(static hosts => hosts.IsComplete), tls.Line));
    }

    // networking.k8s.io/v1 nests what v1beta1 and extensions wrote flat.
    private static IngressBackend Backend(YamlNode node) => new(
        node.Line,
        (node.At("service").At("name") ?? node.At("serviceName")).AsText(),
        (node.At("service").At("port").At("number") ?? node.At("service").At("port").At("name") ?? node.At("servicePort")).AsText());
}

/// <summary>The paths of one host.</summary>
/// <param name="Line">The line (1-based) on which the rule begins.</param>
/// <param name="Host">The host; every host where absent.</param>
/// <param name="Paths">The paths, in order.</param>
public sealed record IngressRule(int Line, Field<string> Host, FieldList<IngressPath> Paths);

/// <summary>A path and where it leads.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Path">The path.</param>
/// <param name="PathType"><c>Exact</c>, <c>Prefix</c> or <c>ImplementationSpecific</c>.</param>
/// <param name="Backend">Where it leads.</param>
public sealed record IngressPath(int Line, Field<string> Path, Field<string> PathType, Field<IngressBackend> Backend);

/// <summary>A Service behind an Ingress, in the Ingress's own namespace.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Service">Its name.</param>
/// <param name="Port">The number or name of its port.</param>
public sealed record IngressBackend(int Line, Field<string> Service, Field<string> Port);
