using MeshReady.Model.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Systems;

/// <summary>Whom a call reaches, and what shows it.</summary>
public sealed class SystemCallsTests
{
    [Fact]
    public void Variable_of_the_pod_comes_before_the_settings_file()
    {
        var graph = new SyntheticSystem()
            .Program("Web", p => p with { Calls = [ByKey("Services:Orders")], Settings = [Setting("Services:Orders", "billing")] })
            .Program("Orders").Program("Billing")
            .File("k8s/all.yaml", Deployed("web", environment: "{ name: Services__Orders, value: 'http://orders:80/api' }") + "---\n" + Deployed("orders") + "---\n" + Deployed("billing"))
            .Graph();

        var call = Assert.Single(graph.Calls);
        Assert.Equal("web -> orders (Http)", call.ToString());
        Assert.Equal((EvidenceKind.Environment, "Services:Orders = http://orders:80"), (call.Evidence[0].Kind, call.Evidence[0].Text));
        Assert.Equal("k8s/all.yaml", call.Evidence[0].Place.Path);
    }

    [Fact]
    public void Variable_from_a_config_map_is_read()
        => Assert.Equal(["web -> orders (Http)"], new SyntheticSystem()
            .Program("Web", p => p with { Calls = [ByKey("Services:Orders")] }).Program("Orders")
            .File("k8s/all.yaml", Deployed("web", environment: "{ name: Services__Orders, valueFrom: { configMapKeyRef: { name: addresses, key: orders } } }") + "---\n" + Deployed("orders") + """
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: { name: addresses, namespace: shop }
                data: { orders: "http://orders" }
                """).Calls());

    [Fact]
    public void Compose_says_which_settings_file_is_read()
    {
        var system = new SyntheticSystem()
            .Program("Web", p => p with { Calls = [ByKey("Orders")], Settings = [Setting("Orders", "localhost", 5001), Setting("Orders", "orders", 80, "docker"), Setting("Orders", "elsewhere", 80, "Staging")] })
            .Program("Orders")
            .File("docker-compose.yml", "services:\n  web: { build: src/Web, environment: [ASPNETCORE_ENVIRONMENT=docker] }\n  orders: { build: src/Orders }\n");

        Assert.Equal(["web -> orders (Http)"], system.Calls());
    }

    [Fact]
    public void Code_around_a_value_belongs_to_the_address()
        => Assert.Equal(["web -> orders (Http)"], new SyntheticSystem()
            .Program("Web", p => p with { Calls = [ByKey("ORDERS_HOST") with { IsEnvironment = true, Prefix = "http://", Suffix = ":8080/api" }] })
            .Program("Orders")
            .File("k8s/all.yaml", Deployed("web", environment: "{ name: ORDERS_HOST, value: orders }") + "---\n" + Deployed("orders")).Calls());

    [Fact]
    public void Host_of_the_code_holds_where_the_key_has_no_value()
        => Assert.Equal(["web -> orders (Http)"], new SyntheticSystem()
            .Program("Web", p => p with { Calls = [ByHost("orders") with { Key = "Orders" }] }).Program("Orders").Calls());

    [Fact]
    public void Key_without_a_value_stays_unresolved_and_keeps_its_name()
    {
        var call = Assert.Single(new SyntheticSystem().Program("Web", p => p with { Calls = [ByKey("Services:Orders")] }).Graph().Calls);

        Assert.Equal((CalleeKind.Unresolved, "Services:Orders"), (call.To.Kind, call.To.Name));
    }

    [Fact]
    public void Shared_library_is_no_call_of_those_that_do_not_configure_it()
    {
        var calls = new SyntheticSystem()
            .Library("Clients", p => p with { Calls = [ByKey("Orders")] })
            .Program("A", p => p with { References = [PathOf("Clients")], Settings = [Setting("Orders", "orders")] })
            .Program("B", p => p with { References = [PathOf("Clients")] })
            .Program("Orders").Calls();

        Assert.Equal(["a -> orders (Http)"], calls);
    }

    [Fact]
    public void Own_host_is_no_call()
        => Assert.Empty(new SyntheticSystem().Program("Orders", p => p with { Calls = [ByHost("orders")] }).Calls());

    [Fact]
    public void Hosts_of_the_world_of_the_manifests_and_of_nobody_are_told_apart()
    {
        var graph = new SyntheticSystem()
            .Program("Web", p => p with { Calls = [ByHost("api.stripe.com"), ByHost("keycloak", 8080), ByHost("nobody")] })
            .File("docker-compose.yml", "services:\n  keycloak: { image: quay.io/keycloak/keycloak }\n")
            .Graph();

        Assert.Equal(["External api.stripe.com", "Infrastructure keycloak", "UnknownHost nobody"], graph.Calls.Select(c => $"{c.To.Kind} {c.To.Name}"));
    }

    [Fact]
    public void Port_of_the_developers_machine_counts_only_if_one_service_has_it()
    {
        Assert.Equal(["web -> orders (Http)"], Ports(5001, 5002).Calls());
        Assert.Equal(["web -> localhost:5001 (Http)"], Ports(5001, 5001).Calls());

        static SyntheticSystem Ports(int orders, int billing) => new SyntheticSystem()
            .Program("Web", p => p with { Calls = [ByKey("Orders")], Settings = [Setting("Orders", "localhost", 5001, "Development")] })
            .Program("Orders", p => p with { Listens = [new ListenFact(orders, null, null, Here)] })
            .Program("Billing", p => p with { Listens = [new ListenFact(billing, null, null, Here)] });
    }

    [Fact]
    public void Name_of_service_discovery_is_that_of_the_project()
        => Assert.Equal(["web -> pricing-service (Http)"], new SyntheticSystem()
            .Program("Web", p => p with { Calls = [ByHost("PricingService")] }).Program("PricingService").Calls());

    [Fact]
    public void App_ids_of_dapr_stand_at_the_pod_or_at_the_sidecar_of_compose()
    {
        Assert.Equal(["web -> orders (Dapr)"], Web("ord").Program("Orders").File("k8s/o.yaml", Deployed("orders", annotations: "{ dapr.io/app-id: ord }")).Calls());
        Assert.Equal(["web -> orders (Dapr)"], Web("ord").Program("Orders").File("docker-compose.yml", """
            services:
              orders: { build: src/Orders }
              orders-dapr: { image: daprio/daprd, command: ["./daprd", "-app-id", "ord"], network_mode: "service:orders" }
            """).Calls());
        Assert.Equal(["web -> orders-api (Dapr)"], Web("ordersapi").Program("Orders.Api").Calls());

        static SyntheticSystem Web(string id) => new SyntheticSystem().Program("Web", p => p with { Calls = [new CallFact(CallProtocol.Dapr, Here) { AppId = id }] });
    }

    [Fact]
    public void Contract_that_one_service_serves_tells_the_callee()
    {
        var system = new SyntheticSystem()
            .Program("Web", p => p with { Calls = [new CallFact(CallProtocol.Grpc, Here) { Key = "Grpc:Flight", Contract = "flight.Flight" }], Settings = [Setting("Grpc:Flight", "localhost", 5003)] })
            .Program("Flight", Serves);

        Assert.Equal(EvidenceKind.Contract, Assert.Single(Assert.Single(system.Graph().Calls).Evidence).Kind);
        Assert.Equal(["web -> localhost:5003 (Grpc)"], system.Program("Flight2", Serves).Calls());

        static ProjectFacts Serves(ProjectFacts p) => p with { Endpoints = [new EndpointFact(ServedKind.Grpc, Here) { Contract = "flight.Flight" }] };
    }

    [Fact]
    public void References_of_an_app_host_are_calls_and_its_databases_are_none()
    {
        var graph = new SyntheticSystem()
            .Program("Web", p => p with { Calls = [ByHost("catalog-api") with { Scheme = "https+http" }] }).Program("Catalog.API").Program("Basket.API", p => p with { Endpoints = [new(ServedKind.Grpc, Here) { Contract = "b.B" }] })
            .AppHost(
                new AspireFact("webapp", "project", Here) { Source = "Web", References = ["catalog-api", "basket-api", "redis"] },
                new AspireFact("catalog-api", "project", Here) { Source = "Catalog_API" },
                new AspireFact("basket-api", "project", Here) { Source = "Basket_API" },
                new AspireFact("redis", "redis", Here))
            .Graph();

        Assert.Equal(["webapp -> basket-api (Grpc)", "webapp -> catalog-api (Http)"], graph.Calls.Select(c => c.ToString()));
        Assert.Equal([EvidenceKind.Code, EvidenceKind.Aspire], graph.Calls[1].Evidence.Select(e => e.Kind));
    }

    [Fact]
    public void Variable_of_an_app_host_holds_the_address_of_a_key()
        => Assert.Equal(["basket-api -> identity-api (Metadata)"], new SyntheticSystem()
            .Program("Basket.API", p => p with { Calls = [ByKey("Identity:Url", CallProtocol.Metadata)] }).Program("Identity.API")
            .AppHost(
                new AspireFact("identity-api", "project", Here) { Source = "Identity_API", Environment = [new("BasketApiClient", "basket-api")] },
                new AspireFact("basket-api", "project", Here) { Source = "Basket_API", Environment = [new("Identity__Url", "identity-api")] })
            .Calls());

    [Fact]
    public void No_password_reaches_the_graph()
    {
        var graph = new SyntheticSystem()
            .Program("Web", p => p with { Calls = [ByKey("Orders")], Stores = [new StoreFact("postgres", Here) { Key = "ConnectionStrings:Db" }] })
            .Program("Orders")
            .File("docker-compose.yml", """
                services:
                  web:
                    build: src/Web
                    environment:
                      Orders: "http://u:canary@orders:80/?token=canary"
                      ConnectionStrings__Db: "Host=sql-1;Database=web;Username=u;Password=canary"
                  orders: { build: src/Orders }
                """)
            .Graph();

        Assert.Equal("Orders = http://orders:80", Assert.Single(graph.Calls).Evidence[0].Text);
        Assert.Equal("postgres sql-1/web", Assert.Single(graph.Stores).ToString());
        Assert.DoesNotContain("canary", string.Join('\n', graph.Calls.SelectMany(c => c.Evidence)) + string.Join('\n', graph.Stores));
    }
}
