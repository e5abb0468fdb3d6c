namespace MeshReady.Model.Tests.Systems;

/// <summary>Manifests of a mesh, for tests of rules.</summary>
internal static class MeshText
{
    /// <summary>The namespace <c>shop</c> with Istio's injection.</summary>
    public const string Meshed = "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { istio-injection: enabled } }\n---\n";

    /// <summary>The namespace <c>shop</c> without any mesh.</summary>
    public const string Plain = "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\n";

    /// <summary>A VirtualService of the mesh with one route; its first line is that of the text.</summary>
    public static string Route(string host, string route) => $"""
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {"{"} name: {host}, namespace: shop {"}"}
        spec:
          hosts: [{host}]
          http:
          - route: [{"{"} destination: {"{"} host: {host} {"}"} {"}"}]
            {route}

        """;
}
