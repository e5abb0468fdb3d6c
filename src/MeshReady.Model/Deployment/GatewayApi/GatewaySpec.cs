using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A Gateway of the Gateway API: a proxy at the edge, or Istio's waypoint.</summary>
/// <param name="Class">Who makes it: <c>istio</c>, <c>istio-waypoint</c>, …</param>
/// <param name="Listeners">What it listens to.</param>
public sealed record GatewaySpec(Field<string> Class, FieldList<GatewayListener> Listeners) : ResourceSpec
{
    /// <summary>Whether it is a waypoint, through which the requests of an ambient mesh go; null where unknown.</summary>
    public bool? IsWaypoint => Class.IsUnknown ? null : Class.Value == "istio-waypoint";

    internal static GatewaySpec Read(YamlNode? spec) => new(
        spec.At("gatewayClassName").AsText(),
        spec.At("listeners").AsParts(static node => new GatewayListener(
            node.Line,
            node.At("name").AsText(),
            node.At("hostname").AsText(),
            node.At("port").AsNumber(),
            node.At("protocol").AsText(),
            node.At("tls").At("mode").AsText())));
}

/// <summary>A port of a Gateway.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Name">Its name.</param>
/// <param name="Hostname">The hosts; all where absent.</param>
/// <param name="Port">The port.</param>
/// <param name="Protocol"><c>HTTP</c>, <c>HTTPS</c>, <c>TLS</c>, <c>TCP</c>, <c>UDP</c>, <c>HBONE</c>.</param>
/// <param name="TlsMode"><c>Terminate</c> where absent, or <c>Passthrough</c>.</param>
public sealed record GatewayListener(int Line, Field<string> Name, Field<string> Hostname, Field<int> Port, Field<string> Protocol, Field<string> TlsMode);
