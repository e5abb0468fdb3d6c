using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Endpoints;

/// <summary>Names at which a program says where its server listens, and what it speaks there.</summary>
internal static class ListenNames
{
    public const string KestrelOptions = "Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions";

    /// <summary>Servers beside Kestrel: what listens on the other ports of a pod.</summary>
    public static readonly string[] OtherServers = ["KestrelMetricServer", "MetricServer", "UseMetricServer", "HttpListener", "TcpListener", "Socket", "AddPrometheusHttpListener", "ServerPort", "MqttServer", "MqttFactory", "MqttServerFactory", "UseHttpSys"];

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var name in new[] { "UseUrls", "UseSetting", "ListenAnyIP", "ListenLocalhost", "Listen", "ListenUnixSocket", "ConfigureEndpointDefaults", "PreferHostingUrls" })
                yield return new(name, Call, SiteKinds.Listening);
            yield return new("Urls", Mention, SiteKinds.Listening, before: ".");
        }
    }
}
