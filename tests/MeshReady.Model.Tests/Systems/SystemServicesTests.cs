using MeshReady.Model.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Systems;

/// <summary>What runs by itself, and what it is called.</summary>
public sealed class SystemServicesTests
{
    [Fact]
    public void Names_come_from_workload_then_compose_then_aspire_then_project()
    {
        var graph = new SyntheticSystem()
            .Program("Shop.Orders.Api").Program("Shop.Billing.Api").Program("Shop.Mail").Program("Shop.StockKeeper")
            .File("k8s/orders.yaml", Deployed("orders-api"))
            .File("docker-compose.yml", "services:\n  billing:\n    build: { context: ., dockerfile: src/Shop.Billing.Api/Dockerfile }\n")
            .AppHost(new AspireFact("mailer", "project", Here) { Source = "Shop_Mail" })
            .Graph();

        Assert.Equal(["billing", "mailer", "orders-api", "stock-keeper"], graph.Services.Select(s => s.Name));
        Assert.Equal(["Shop.Billing.Api", "Shop.Mail", "Shop.Orders.Api", "Shop.StockKeeper"], graph.Services.Select(s => s.Project!.Name));
        Assert.Equal("shop", Assert.Single(graph.Services[2].Deployments).Namespace);
        Assert.Equal(new("docker-compose.yml", 2), Assert.Single(graph.Services[0].ComposeServices).Place with { Line = 2 });
    }

    [Fact]
    public void Versions_of_one_image_are_one_service_and_the_kind_is_no_part_of_a_name()
    {
        var graph = new SyntheticSystem()
            .Program("Customers", p => p with { Project = "src/Shop/Customers/Customers.csproj" }).Program("Web", p => p with { Calls = [ByHost("customers")] })
            .File("k8s/all.yaml", Versioned("v1") + "---\n" + Versioned("v2") + "---\n" + Deployed("web").Replace("name: web,", "name: web-deployment,") + """
                ---
                apiVersion: v1
                kind: Service
                metadata: { name: customers, namespace: shop }
                spec: { selector: { app: customers }, ports: [ { port: 80 } ] }
                """)
            .Graph();

        Assert.Equal(["customers", "web"], graph.Services.Select(s => s.Name));
        Assert.Equal(["customers-v1", "customers-v2"], Assert.Single(graph.Services[0].Deployments).Binding.Workloads.Select(w => w.Name));
        Assert.Equal("web -> customers (Http)", Assert.Single(graph.Calls).ToString());

        static string Versioned(string version) => $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{ name: customers-{version}, namespace: shop }}\nspec: {{ template: {{ metadata: {{ labels: {{ app: customers, version: {version} }} }}, spec: {{ containers: [ {{ name: customers, image: 'r.io/customers:{version}' }} ] }} }} }}\n";
    }

    [Fact]
    public void Dockerfile_builds_the_one_program_of_its_folder_whatever_it_is_called()
    {
        var graph = new SyntheticSystem()
            .Program("Shop.ApiGateway", p => p with { Project = "src/Edge/Shop.ApiGateway/Shop.ApiGateway.csproj" }).Program("Orders")
            .File("/home/me/shop/deploy/docker-compose.yml", "services:\n  front: { image: 'r.io/front:1', ports: ['80:80'] }\n")
            .File("/home/me/shop/deploy/docker-compose.dev.yml", "services:\n  front: { build: { context: .., dockerfile: src/Edge/Dockerfile } }\n")
            .Graph();

        Assert.Equal(["front", "orders"], graph.Services.Select(s => s.Name));
        Assert.Equal(["front", "front"], graph.Services[0].ComposeServices.Select(s => s.Name));
    }

    [Fact]
    public void Two_programs_never_bear_one_name()
    {
        var graph = new SyntheticSystem()
            .Program("Orders.Api", p => p with { Endpoints = [new(ServedKind.Http, Here)] }).Program("Orders.Worker")
            .File("k8s/orders.yaml", Deployed("orders-api") + "---\n" + Deployed("orders-worker"))
            .Program("Samples.Orders", p => p with { Project = "a/Api.csproj", Name = "Api" })
            .Program("Samples.Orders", p => p with { Project = "b/Api.csproj", Name = "Api" })
            .Graph();

        Assert.Equal(["api", "b-api", "orders-api", "orders-worker"], graph.Services.Select(s => s.Name));
    }

    [Fact]
    public void Library_of_a_library_runs_in_each_service_that_reaches_it()
    {
        var graph = new SyntheticSystem()
            .Library("Core").Library("Data", p => p with { References = [PathOf("Core")] })
            .Program("A", p => p with { References = [PathOf("Data")] })
            .Program("B", p => p with { References = [PathOf("Core"), PathOf("A")] })
            .Library("Unused")
            .Graph();

        Assert.Equal(["A", "Core", "Data"], graph.Services[0].Parts.Select(p => p.Name));
        Assert.Equal(["B", "Core"], graph.Services[1].Parts.Select(p => p.Name));
        Assert.Equal(["Core: a b", "Data: a", "Unused: "], graph.Libraries.Select(l => $"{l.Facts.Name}: {string.Join(' ', l.Users)}"));
    }

    [Fact]
    public void What_is_built_here_and_is_no_project_is_a_service_and_a_database_is_none()
    {
        var graph = new SyntheticSystem()
            .Program("Orders")
            .File("docker-compose.yml", """
                services:
                  web: { build: web, ports: ["80:80"] }
                  db: { build: postgres, image: my-postgres }
                  cache: { image: redis }
                  orders: { build: src/Orders }
                """)
            .Graph();

        Assert.Equal(["orders", "web"], graph.Services.Select(s => s.Name));
        Assert.Null(graph.Services[1].Project);
        Assert.Equal("compose ports", Assert.Single(graph.Services[1].Exposures).Kind);
    }

    [Fact]
    public void Exposures_tell_platform_gateways_from_open_ports()
    {
        var graph = new SyntheticSystem()
            .Program("Orders").Program("Billing").Program("Front", p => p with { Calls = [ByHost("orders", protocol: CallProtocol.Proxy)] })
            .File("k8s/all.yaml", Deployed("orders") + "---\n" + Deployed("billing") + """
                ---
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: { name: in, namespace: shop }
                spec:
                  rules:
                  - http: { paths: [ { path: /, pathType: Prefix, backend: { service: { name: orders, port: { number: 80 } } } } ] }
                ---
                apiVersion: v1
                kind: Service
                metadata: { name: billing-public, namespace: shop }
                spec: { type: LoadBalancer, selector: { app: billing }, ports: [ { port: 80 } ] }
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: { name: billing, namespace: shop }
                spec:
                  hosts: [shop.example.com]
                  gateways: [edge]
                  http: [ { route: [ { destination: { host: billing } } ] } ]
                """)
            .Graph();

        Assert.Equal(["Gateway True", "LoadBalancer False"], graph.Services[0].Exposures.Select(e => $"{e.Kind} {e.IsGateway}").Order());
        Assert.True(graph.Services[1].IsGateway);
        Assert.Equal(["Ingress True"], graph.Services[2].Exposures.Select(e => $"{e.Kind} {e.IsGateway}"));
        Assert.False(graph.Services[2].IsGateway);
    }
}
