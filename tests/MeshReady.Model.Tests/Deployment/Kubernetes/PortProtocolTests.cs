using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Kubernetes;

/// <summary>What a proxy takes a port to speak.</summary>
public sealed class PortProtocolTests
{
    private static PortProtocol Of(string port)
        => PortProtocol.Of(Manifests.Spec<ServiceSpec>($"apiVersion: v1\nkind: Service\nmetadata: {{ name: a }}\nspec: {{ ports: [ {{ {port} }} ] }}\n").Ports[0]);

    [Theory]
    [InlineData("port: 80, name: http", PortProtocol.Http)]
    [InlineData("port: 80, name: HTTP-web", PortProtocol.Http)]
    [InlineData("port: 80, name: http2-web", PortProtocol.Http2)]
    [InlineData("port: 80, name: grpc-api", PortProtocol.Grpc)]
    [InlineData("port: 80, name: grpc-web", PortProtocol.Grpc)]
    [InlineData("port: 443, name: https", PortProtocol.Https)]
    [InlineData("port: 443, name: tls-x", PortProtocol.Tls)]
    [InlineData("port: 80, name: tcp-http", PortProtocol.Tcp)]
    [InlineData("port: 80, name: redis", PortProtocol.Tcp)]
    [InlineData("port: 80, name: mysql-a", PortProtocol.Tcp)]
    [InlineData("port: 53, protocol: UDP, name: http", PortProtocol.Udp)]
    public void The_name_says_it_up_to_the_first_dash(string port, PortProtocol expected) => Assert.Equal(expected, Of(port));

    [Theory]
    [InlineData("port: 80, name: tcp, appProtocol: http", PortProtocol.Http)]
    [InlineData("port: 80, name: http, appProtocol: kubernetes.io/h2c", PortProtocol.Http2)]
    [InlineData("port: 80, appProtocol: kubernetes.io/ws", PortProtocol.Http)]
    [InlineData("port: 80, appProtocol: kubernetes.io/wss", PortProtocol.Https)]
    [InlineData("port: 80, name: http, appProtocol: mine.io/x", PortProtocol.Auto)]
    public void The_application_protocol_comes_before_the_name(string port, PortProtocol expected) => Assert.Equal(expected, Of(port));

    [Theory]
    [InlineData("port: 80", PortProtocol.Auto)]
    [InlineData("port: 80, name: web", PortProtocol.Auto)]
    [InlineData("port: 80, name: httpweb", PortProtocol.Auto)]
    [InlineData("port: 80, name: kubernetes.io/h2c", PortProtocol.Auto)]
    [InlineData("port: 25", PortProtocol.Tcp)]
    [InlineData("port: 53, name: dns", PortProtocol.Tcp)]
    [InlineData("port: 3306", PortProtocol.Tcp)]
    [InlineData("port: 27017, name: db", PortProtocol.Tcp)]
    [InlineData("port: 3306, name: http", PortProtocol.Http)]
    public void Where_nothing_says_it_the_first_bytes_do_except_on_ports_of_servers_that_speak_first(string port, PortProtocol expected) => Assert.Equal(expected, Of(port));

    [Theory]
    [InlineData("port: 80, name: '${NAME}'")]
    [InlineData("port: '${PORT}'")]
    [InlineData("port: 80, name: http, protocol: '${P}'")]
    [InlineData("port: 80, name: http, appProtocol: '${P}'")]
    public void What_cannot_be_read_is_unknown(string port) => Assert.Equal(PortProtocol.Unknown, Of(port));

    [Fact]
    public void Requests_are_read_on_ports_of_http_alone()
    {
        Assert.All([PortProtocol.Http, PortProtocol.Http2, PortProtocol.Grpc], protocol => Assert.True(protocol.IsHttp));
        Assert.All([PortProtocol.Https, PortProtocol.Tls, PortProtocol.Tcp, PortProtocol.Udp], protocol => Assert.False(protocol.IsHttp));
        Assert.All([PortProtocol.Auto, PortProtocol.Unknown], protocol => Assert.Null(protocol.IsHttp));
    }

    [Fact]
    public void An_entry_names_its_protocol_itself()
        => Assert.Equal(
            [PortProtocol.Https, PortProtocol.Grpc, PortProtocol.Auto, PortProtocol.Unknown],
            Manifests.Spec<ServiceEntrySpec>("apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: { name: a }\nspec: { ports: [ { number: 1, protocol: HTTPS }, { number: 2, protocol: GRPC }, { number: 3 }, { number: 4, protocol: '${P}' } ] }\n")
                .Ports.Select(PortProtocol.Of));
}
