using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment;

/// <summary>The configuration that a container gets, and when nobody can tell.</summary>
public sealed class PodSettingsTests
{
    private const string Base = """{ "Services": { "Orders": "http://orders" } }""";

    private static string Pod(string container, string more = "") => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec: { template: { spec: { containers: [ { name: web, image: web, {{container}} } ] } } }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
        data: { Services__Orders: "http://orders-of-map", orders: "http://orders-of-key" }
        ---
        {{more}}
        """;

    private static PodSettings Settings(string manifests, params (string Name, string Json)[] files)
    {
        var model = DeploymentModel.Create([ManifestReader.Read("a.yaml", manifests)], complete: false);
        var workload = model.Resources.Single(r => r.Kind == "Deployment");
        return new PodSettings(workload, workload.PodTemplate!.Containers.Single(), model, SettingsModel.Create(files.Select(f => SettingsReader.Read(f.Name, f.Json))));
    }

    private static string? Orders(string manifests, params (string Name, string Json)[] files)
    {
        var value = Settings(manifests, files).ValueOf("Services:Orders").Value;
        return value.IsKnown ? value.Value : value.State.ToString();
    }

    [Theory]
    [InlineData("args: []", "http://orders")]
    [InlineData("env: [ { name: Services__Orders, value: 'http://pod' } ]", "http://pod")]
    [InlineData("env: [ { name: SERVICES__ORDERS, value: 'http://pod' } ]", "http://pod")]
    [InlineData("env: [ { name: Services__Orders, valueFrom: { configMapKeyRef: { name: settings, key: orders } } } ]", "http://orders-of-key")]
    [InlineData("envFrom: [ { configMapRef: { name: settings } } ]", "http://orders-of-map")]
    [InlineData("env: [ { name: Services__Orders, value: 'http://pod' } ], envFrom: [ { configMapRef: { name: settings } } ]", "http://pod")]
    [InlineData("envFrom: [ { configMapRef: { name: settings }, prefix: 'X_' } ]", "http://orders")]
    [InlineData("env: [ { name: Services__Orders, valueFrom: { secretKeyRef: { name: s, key: k } } } ]", "Unknown")]
    [InlineData("envFrom: [ { secretRef: { name: s } } ]", "Unknown")]
    [InlineData("envFrom: [ { configMapRef: { name: elsewhere } } ]", "Unknown")]
    [InlineData("env: [ { name: Services__Orders, value: 'http://$(HOST)' } ]", "Unknown")]
    public void Container_comes_before_files(string container, string expected)
        => Assert.Equal(expected, Orders(Pod(container), ("appsettings.json", Base)));

    [Theory]
    [InlineData("args: []", "http://production")]
    [InlineData("env: [ { name: ASPNETCORE_ENVIRONMENT, value: Staging } ]", "http://staging")]
    [InlineData("env: [ { name: DOTNET_ENVIRONMENT, value: staging } ]", "http://staging")]
    [InlineData("env: [ { name: DOTNET_ENVIRONMENT, value: Production }, { name: ASPNETCORE_ENVIRONMENT, value: Staging } ]", "http://staging")]
    [InlineData("env: [ { name: ASPNETCORE_ENVIRONMENT, value: Test } ]", "http://orders")]
    [InlineData("env: [ { name: ASPNETCORE_ENVIRONMENT, valueFrom: { fieldRef: { fieldPath: metadata.namespace } } } ]", "Unknown")]
    public void File_of_the_environment_comes_before_the_common_one(string container, string expected)
        => Assert.Equal(expected, Orders(
            Pod(container),
            ("appsettings.json", Base),
            ("appsettings.Production.json", Base.Replace("http://orders", "http://production")),
            ("appsettings.Staging.json", Base.Replace("http://orders", "http://staging"))));

    [Fact]
    public void Key_that_nobody_sets_is_absent() => Assert.Equal("Absent", Orders(Pod("args: []")));

    [Fact]
    public void Maps_that_disagree_say_nothing()
        => Assert.Equal("Unknown", Orders(Pod("envFrom: [ { configMapRef: { name: settings } } ]", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\ndata: { Services__Orders: other }")));

    [Fact]
    public void Map_of_another_namespace_is_another_map()
        => Assert.Equal("http://orders-of-map", Orders(Pod("envFrom: [ { configMapRef: { name: settings } } ]", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: test }\ndata: { Services__Orders: other }")));

    [Fact]
    public void Value_knows_its_place()
    {
        var value = Settings(Pod("env: [ { name: Services__Orders, value: 'http://pod' } ]")).ValueOf("Services:Orders");
        Assert.Equal("a.yaml:4", value.ToString());
    }

    [Fact]
    public void Template_may_add_any_variable()
        => Assert.Equal("Unknown", Orders("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web }
            spec:
              template:
                spec:
                  containers:
                    - name: web
                      image: web
                      env:
                        {{- toYaml .Values.env | nindent 12 }}
            """, ("appsettings.json", Base)));
}
