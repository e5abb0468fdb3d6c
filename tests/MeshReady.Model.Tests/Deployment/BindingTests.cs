using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment;

/// <summary>Which workload a project runs as, and when nobody can tell.</summary>
public sealed class BindingTests
{
    private static string Workload(string name, string image, string? space = null, string kind = "Deployment")
        => $"apiVersion: {(kind == "Job" ? "batch" : "apps")}/v1\nkind: {kind}\nmetadata: {{ name: {name}{(space is null ? "" : ", namespace: " + space)} }}\n"
            + $"spec: {{ template: {{ spec: {{ containers: [ {{ name: c, image: '{image}' }} ] }} }} }}\n";

    private static Binding Bind(ProjectIdentity project, params string[] texts)
        => DeploymentModel.Create(texts.Select((text, i) => ManifestReader.Read($"{i}.yaml", text)), complete: false).Bind(project);

    private static ProjectIdentity Project(string name, string? assembly = null, string? workload = null, params string[] images)
        => new(name, assembly ?? name, workload, images);

    private static string Name(Binding binding) => binding switch
    {
        Binding.Bound bound => string.Join(",", bound.Workloads),
        Binding.Rivals rivals => "rivals " + string.Join(",", rivals.Workloads.Select(w => w.Name)),
        _ => "none",
    };

    [Theory]
    [InlineData("CustomerManagementAPI", "w", "pitstop/customermanagementapi:1.0")]
    [InlineData("CustomerManagementAPI", "customer-management-api", "x")]
    [InlineData("Basket.API", "w", "registry.local:5000/eshop/basket-api@sha256:abc")]
    [InlineData("Basket.API", "w", "eshop/basket.api:latest")]
    [InlineData("Basket.API", "basketapi", "x")]
    [InlineData("basket_api", "basket-api", "x")]
    [InlineData("eShop.Basket.API", "basket-api", "x")]
    [InlineData("Shop.HTTPServer2", "shop-http-server2", "x")]
    public void A_project_is_bound_by_image_or_name(string project, string name, string image)
        => Assert.Equal("Deployment " + name, Name(Bind(Project(project), Workload(name, image), Workload("other", "other"))));

    [Theory]
    [InlineData("Basket.API", "api", "api")]
    [InlineData("Shop.Persistence.Mongo", "mongo", "mongo:7")]
    [InlineData("Basket", "basket-worker", "shop/basket-worker")]
    [InlineData("Basket", "w", "basket/other")]
    [InlineData("Basket", "w", "other:basket")]
    [InlineData("", "", "")]
    public void A_project_is_not_bound_by_less(string project, string name, string image)
        => Assert.Equal("none", Name(Bind(Project(project), Workload(name.Length == 0 ? "w" : name, image))));

    [Fact]
    public void Different_names_that_match_equally_are_rivals()
        => Assert.Equal("rivals orders-v1,orders-v2", Name(Bind(Project("Orders"), Workload("orders-v1", "orders:1"), Workload("orders-v2", "orders:2"))));

    [Fact]
    public void The_service_comes_before_its_migration_job()
        => Assert.Equal("Deployment orders", Name(Bind(Project("Orders"), Workload("orders", "orders"), Workload("orders-migrate", "orders", kind: "Job"))));

    [Fact]
    public void An_exact_name_comes_before_one_that_is_alike()
        => Assert.Equal("Deployment basket-api", Name(Bind(Project("Basket.API"), Workload("basketapi", "x"), Workload("basket-api", "y"))));

    [Fact]
    public void The_image_that_the_project_builds_comes_before_its_name()
        => Assert.Equal("Deployment w", Name(Bind(Project("Orders", images: ["registry.local/shop/purchase"]), Workload("orders", "x"), Workload("w", "shop/purchase:3"))));

    [Fact]
    public void A_shortened_name_binds_only_where_it_is_unique()
        => Assert.Equal("rivals basket,w", Name(Bind(Project("Shop.Basket"), Workload("basket", "x"), Workload("w", "shop/basket"))));

    [Fact]
    public void The_same_name_in_several_roots_is_one_workload_with_variants()
    {
        var bound = Assert.IsType<Binding.Bound>(Bind(Project("Orders"), Workload("orders", "orders"), Workload("orders", "${IMAGE}"), Workload("orders", "x", "shop")));

        Assert.Equal([2, 1], bound.Workloads.Select(w => w.Variants.Count));
        Assert.Equal(["0.yaml", "1.yaml"], bound.Workloads[0].Variants.Select(v => v.Path));
    }

    [Theory]
    [InlineData("special", "Deployment special")]
    [InlineData("shop/orders", "Deployment shop/orders,Deployment orders")]
    [InlineData("stage/orders", "Deployment stage/orders,Deployment orders")]
    [InlineData("missing", "none")]
    [InlineData(" ", "Deployment shop/orders,Deployment stage/orders,Deployment orders")]
    public void The_users_own_word_comes_first(string workload, string expected)
        => Assert.Equal(expected, Name(Bind(
            Project("Orders", workload: workload),
            Workload("orders", "x", "shop"), Workload("orders", "x", "stage"), Workload("orders", "x"), Workload("special", "x"))));

    [Fact]
    public void A_service_is_no_workload_and_an_unknown_name_binds_nothing()
        => Assert.Equal("none", Name(Bind(
            Project("Orders"),
            "apiVersion: v1\nkind: Service\nmetadata: { name: orders }\n",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .orders }}\n")));

    [Theory]
    [InlineData("Flight.Api", "app: flight", "flight", "m/booking-microservices-flight:v1")]
    [InlineData("Booking.Flight.Service", "app: flight", "flight", "flight")]
    [InlineData("FlightAPI", "app.kubernetes.io/name: flight", "main", "shop/flight")]
    [InlineData("Flight.Api", "app: x", "flight", "${IMAGE}")]
    [InlineData("Flight", "app: flight", "main", "m/booking-flight")]
    [InlineData("Flight", "app: x", "flight", "m/booking-flight")]
    [InlineData("Flight.Api", "app: flight-api", "main", "${IMAGE}")]
    public void Labels_and_containers_bind(string project, string label, string container, string image)
        => Assert.Equal("Deployment flight-deployment", Name(Bind(Project(project), Labelled("flight-deployment", label, container, image), Labelled("redis", "app: redis", "redis", "redis:7"))));

    [Theory]
    [InlineData("Flight.Worker", "flight-deployment", "app: flight", "flight", "flight-api")]
    [InlineData("Flight.Gateway", "flight", "app: flight", "flight", "m/flight")]
    [InlineData("Flight.Api", "cache", "app: flight", "main", "m/cache")]
    [InlineData("Flight.Api", "flight-redis", "app: flight", "flight", "redis:7")]
    [InlineData("Flight", "cache", "app: flight", "redis", "redis:7")]
    [InlineData("MailService", "mail", "app: mail", "mail", "maildev/maildev:2")]
    [InlineData("Shop.Database.Api", "database", "app: database", "database", "shop/database")]
    [InlineData("Redis.Service", "redis", "app: redis", "redis", "redis")]
    [InlineData("Api", "x", "app: api", "api", "shop/api-x")]
    [InlineData("Flight.Api", "w", "app: inflight", "inflight", "inflight")]
    public void Labels_and_containers_do_not_bind_another_program(string project, string name, string label, string container, string image)
        => Assert.Equal("none", Name(Bind(Project(project), Labelled(name, label, container, image))));

    [Fact]
    public void Equal_labels_are_rivals()
        => Assert.Equal("rivals a,b", Name(Bind(Project("Flight"), Labelled("a", "app: flight", "main", "${A}"), Labelled("b", "app: flight", "main", "${B}"))));

    [Fact]
    public void A_library_is_bound_by_the_users_word_alone()
    {
        var orders = Workload("orders", "orders");

        Assert.Equal("none", Name(Bind(Project("Orders") with { IsLibrary = true }, orders)));
        Assert.Equal("Deployment orders", Name(Bind(Project("Orders", workload: "orders") with { IsLibrary = true }, orders)));
    }

    private static string Labelled(string name, string label, string container, string image)
        => $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{ name: {name} }}\nspec: {{ template: {{ metadata: {{ labels: {{ {label} }} }}, spec: {{ containers: [ {{ name: {container}, image: '{image}' }}, {{ name: istio-proxy, image: istio/proxyv2 }} ] }} }} }}\n";
}
