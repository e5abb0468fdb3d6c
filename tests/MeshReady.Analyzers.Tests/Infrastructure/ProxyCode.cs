using static MeshReady.Analyzers.Tests.AgreementCode;

namespace MeshReady.Analyzers.Tests;

/// <summary>A reverse proxy made with YARP, of which the declarations that matter stand beside the code.</summary>
internal static class ProxyCode
{
    private const string Yarp = """
        namespace Yarp.ReverseProxy.Transforms.Builder { public class TransformBuilderContext { } }
        namespace Yarp.ReverseProxy.Configuration { public class RouteConfig { } public class DestinationConfig { public string Address { get; set; } } }
        namespace Yarp.ReverseProxy.Transforms
        {
            public static class RequestHeadersTransformExtensions
            {
                public static Builder.TransformBuilderContext AddOriginalHost(this Builder.TransformBuilderContext context, bool useOriginal = true) => context;
                public static Configuration.RouteConfig WithTransformUseOriginalHostHeader(this Configuration.RouteConfig route, bool useOriginal = true) => route;
            }
        }
        namespace Microsoft.Extensions.DependencyInjection
        {
            public interface IReverseProxyBuilder { }
            public static class ReverseProxyServiceCollectionExtensions
            {
                public static IReverseProxyBuilder LoadFromConfig(this IReverseProxyBuilder builder, Microsoft.Extensions.Configuration.IConfiguration config) => builder;
            }
        }

        """;

    /// <summary>A method with a proxy, transforms, a route and configuration.</summary>
    public static string Proxy(string statement) => Using.Replace("\n", " using Yarp.ReverseProxy.Configuration; using Yarp.ReverseProxy.Transforms; using Yarp.ReverseProxy.Transforms.Builder;\n") + Yarp + $$"""
        public class Edge
        {
            public void Set(IReverseProxyBuilder proxy, TransformBuilderContext transforms, RouteConfig route, IConfiguration cfg) { {{statement}} }
        }
        """;

    /// <summary>Settings with one route, one cluster and one destination.</summary>
    public static (string, string) Routes(string transform, string address = "http://catalog/") => ("appsettings.json", $$"""
        {
          "ReverseProxy": {
            "Routes": { "all": { "ClusterId": "catalog", "Match": { "Path": "{**rest}" }, "Transforms": [ {{transform}} ] } },
            "Clusters": { "catalog": { "Destinations": { "one": { "Address": "{{address}}" } } } }
          }
        }
        """);
}
