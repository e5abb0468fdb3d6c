using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.CodeFixes.Rules.Agreement;
using static MeshReady.Analyzers.Tests.AgreementCode;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1210WrongPortManifestFixTests : ManifestFixTest<MSA1210WrongPortAnalyzer, MSA1210WrongPortManifestFix>
{
    private static string Catalog(string ports) => $$"""
        apiVersion: v1
        kind: Service
        metadata:
          name: catalog
          namespace: shop
        spec:
          ports:
        {{ports}}
          selector:
            app: catalog   # its pods
        """;

    private static Task Fixed(string before, string? after, string address = "http://catalog:8080/items") => Verify(
        Call($$"""await http.GetAsync([|"{{address}}"|]);"""),
        [Caller(), Workload("catalog", ports: "{ name: web, containerPort: 8080 }"), File("svc.yaml", Catalog(before))], "deploy/svc.yaml", after is null ? null : Catalog(after));

    [Fact]
    public Task The_Service_gains_the_port() => Fixed("""
            - name: http
              port: 80
              targetPort: 8080
        """, """
            - name: http
              port: 80
              targetPort: 8080
            - name: http-8080
              port: 8080
              targetPort: 8080
        """);

    [Fact]
    public Task The_new_port_leads_to_the_same_name_and_speaks_the_same() => Fixed("""
            - name: grpc-api
              port: 80
              targetPort: web
              appProtocol: grpc
        """, """
            - name: grpc-api
              port: 80
              targetPort: web
              appProtocol: grpc
            - name: grpc-8080
              port: 8080
              targetPort: web
              appProtocol: grpc
        """);

    [Fact]
    public Task A_port_without_a_name_allows_no_second() => Fixed("""
            - port: 80
              targetPort: 8080
        """, null);

    [Fact]
    public Task A_port_that_leads_nowhere_is_not_added() => Fixed("""
            - name: http
              port: 80
              targetPort: 8080
        """, null, "http://catalog:9999/items");
}
