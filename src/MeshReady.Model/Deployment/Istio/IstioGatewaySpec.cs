using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An Istio Gateway: what a proxy at the edge listens to.</summary>
/// <param name="Selector">The labels of the proxy's pods.</param>
/// <param name="Servers">What it listens to.</param>
public sealed record IstioGatewaySpec(FieldMap Selector, FieldList<GatewayServer> Servers) : ResourceSpec
{
    internal static IstioGatewaySpec Read(YamlNode? spec) => new(
        spec.At("selector").AsMap(),
        spec.At("servers").AsParts(static node => new GatewayServer(
            node.Line,
            node.At("hosts").AsTexts(),
            node.At("port").AsPart(MeshPort.Read),
            node.At("tls").At("mode").AsText(),
            node.At("tls").At("httpsRedirect").AsFlag())));
}

/// <summary>A port of a gateway with its hosts.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Hosts">The hosts, each perhaps with <c>namespace/</c> before it.</param>
/// <param name="Port">The port.</param>
/// <param name="TlsMode">What happens to TLS: <c>PASSTHROUGH</c>, <c>SIMPLE</c>, <c>MUTUAL</c>, …</param>
/// <param name="RedirectsToHttps">Whether plain requests are sent to HTTPS; not where absent.</param>
public sealed record GatewayServer(int Line, FieldList<Field<string>> Hosts, Field<MeshPort> Port, Field<string> TlsMode, Field<bool> RedirectsToHttps);
