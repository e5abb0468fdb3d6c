namespace MeshReady.Model.Deployment;

/// <summary>What a proxy takes a port of a Service to speak.</summary>
public enum PortProtocol
{
    /// <summary>What decides cannot be read.</summary>
    Unknown,

    /// <summary>Nothing says: Istio looks at the first bytes of each connection.</summary>
    Auto,

    /// <summary>HTTP/1.1, which a proxy may upgrade.</summary>
    Http,

    /// <summary>HTTP/2 for all requests.</summary>
    Http2,

    /// <summary>gRPC, which is HTTP/2 for all requests.</summary>
    Grpc,

    /// <summary>HTTP inside TLS that the application makes: no routes, repetitions or time limits.</summary>
    Https,

    /// <summary>TLS that the application makes.</summary>
    Tls,

    /// <summary>Bytes, those of databases among them.</summary>
    Tcp,

    /// <summary>Datagrams, which no sidecar sees.</summary>
    Udp,
}

/// <summary>Chooses the protocol of a port as Istio does.</summary>
public static class PortProtocols
{
    private static readonly int[] OpaquePorts = [25, 53, 3306, 27017];

    extension(PortProtocol)
    {
        /// <summary>
        /// What <paramref name="port"/> speaks: UDP where it says so; else its <c>appProtocol</c>; else its name up to the first
        /// dash. Where neither means anything to Istio, ports of well-known servers that speak first are <see cref="PortProtocol.Tcp"/>
        /// and all others <see cref="PortProtocol.Auto"/>.
        /// </summary>
        public static PortProtocol Of(ServicePort port)
        {
            if (port.Protocol.IsUnknown)
                return PortProtocol.Unknown;
            if (port.Protocol.Value == "UDP")
                return PortProtocol.Udp;

            var said = port.AppProtocol.IsAbsent ? port.Name : port.AppProtocol;
            if (said.IsUnknown)
                return PortProtocol.Unknown;
            if (port.AppProtocol.IsKnown && OfStandard(said.Value!) is { } standard)
                return standard;
            return OfWord(said.Value ?? "")
                ?? (port.Port.IsUnknown ? PortProtocol.Unknown
                    : Array.IndexOf(OpaquePorts, port.Port.Value) >= 0 ? PortProtocol.Tcp
                    : PortProtocol.Auto);
        }

        /// <summary>What a port of a ServiceEntry or gateway speaks, whose protocol is a word of its own.</summary>
        public static PortProtocol Of(MeshPort port)
            => port.Protocol.IsUnknown ? PortProtocol.Unknown
                : OfWord(port.Protocol.Value ?? "") ?? (string.Equals(port.Protocol.Value, "UDP", StringComparison.OrdinalIgnoreCase) ? PortProtocol.Udp : PortProtocol.Auto);
    }

    extension(PortProtocol protocol)
    {
        /// <summary>Whether a proxy reads requests on it: routes, repetitions and time limits act; null where that depends on what is not known.</summary>
        public bool? IsHttp => protocol switch
        {
            PortProtocol.Http or PortProtocol.Http2 or PortProtocol.Grpc => true,
            PortProtocol.Unknown or PortProtocol.Auto => null,
            _ => false,
        };
    }

    // Kubernetes' own names are looked for in appProtocol alone.
    private static PortProtocol? OfStandard(string name) => name switch
    {
        "kubernetes.io/h2c" => PortProtocol.Http2,
        "kubernetes.io/ws" => PortProtocol.Http,
        "kubernetes.io/wss" => PortProtocol.Https,
        _ => null,
    };

    private static PortProtocol? OfWord(string name)
    {
        if (name.StartsWith("grpc-web", StringComparison.OrdinalIgnoreCase))
            return PortProtocol.Grpc;
        var dash = name.IndexOf('-');
        return (dash < 0 ? name : name.Substring(0, dash)).ToLowerInvariant() switch
        {
            "http" or "http_proxy" => PortProtocol.Http,
            "http2" => PortProtocol.Http2,
            "grpc" => PortProtocol.Grpc,
            "https" => PortProtocol.Https,
            "tls" => PortProtocol.Tls,
            "tcp" or "mongo" or "redis" or "mysql" => PortProtocol.Tcp,
            "udp" => PortProtocol.Udp,
            _ => null,
        };
    }
}
