using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment;

/// <summary>Which image is built from a project's folder.</summary>
public sealed class ImageBuildTests
{
    private static string Compose(string service) => $"services:\n  svc: {{ {service} }}\n";

    private static string Skaffold(string artifact, string more = "") => $"apiVersion: skaffold/v3\nkind: Config\nbuild: {{ artifacts: [ {{ {artifact} }} {more} ] }}\n";

    private static string Images(string project, string folder, params (string Path, string Text)[] files)
        => string.Join(",", ImageBuilds.Create(files.Select(file => ManifestReader.Read(file.Path, file.Text)))
            .ImagesOf(new ProjectIdentity(project, project, null, []) { ProjectDirectory = folder }));

    [Theory]
    [InlineData("image: purchase, build: src/Orders", "/r/src/Orders")]
    [InlineData("image: purchase, build: ./src/Orders/", "/r/src/Orders/")]
    [InlineData("image: 'r.io/shop/purchase:1', build: { context: src/Orders }", "/r/src/Orders")]
    [InlineData("image: '${REGISTRY:-docker.io}/shop/purchase:${TAG:-latest}', build: src/Orders", "/r/src/Orders")]
    [InlineData("image: purchase, build: { context: ., dockerfile: src/Orders/Dockerfile }", "/r/src/Orders")]
    [InlineData("image: purchase, build: { context: '..', dockerfile: r/src/Orders/dev.Dockerfile }", "/r/src/Orders")]
    [InlineData("image: purchase, build: src\\Orders", "/r/src/orders")]
    public void Compose_links_a_folder_to_its_image(string service, string folder)
        => Assert.EndsWith("purchase", Images("Anything", folder, ("/r/docker-compose.yml", Compose(service))).Split(':')[0]);

    [Fact]
    public void A_compose_service_without_an_image_has_its_own_name()
        => Assert.Equal("svc", Images("Anything", "/r/src", ("/r/compose.yaml", Compose("build: src"))));

    [Theory]
    [InlineData("image: purchase, build: '${DIR}'")]
    [InlineData("image: 'shop/${NAME}', build: src/Orders")]
    [InlineData("image: purchase")]
    [InlineData("image: purchase, build: ../../../x")]
    [InlineData("image: purchase, build: src/Payments")]
    public void What_cannot_be_read_links_nothing(string service)
        => Assert.Equal("", Images("Orders", "/r/src/Orders", ("/r/docker-compose.yml", Compose(service))));

    [Fact]
    public void Skaffold_links_a_folder_to_its_image()
    {
        Assert.Equal("cart", Images("X", "/r/src/cart/src", ("/r/skaffold.yaml", Skaffold("image: cart, context: src/cart/src, docker: { dockerfile: Dockerfile }"))));
        Assert.Equal("cart", Images("X", "/r/src/cart", ("/r/skaffold.yaml", Skaffold("image: cart, docker: { dockerfile: src/cart/Dockerfile }"))));
        Assert.Equal("", Images("X", "/r/src/cart", ("/r/skaffold.yaml", Skaffold("image: cart, context: '{{ .DIR }}'"))));
    }

    [Theory]
    [InlineData("Flight.Api", "purchase")]
    [InlineData("Flight", "purchase")]
    [InlineData("Shop.Flight", "purchase")]
    [InlineData("Flight.Worker", "")]
    [InlineData("Other", "")]
    public void A_dockerfile_above_belongs_to_the_project_that_bears_its_folders_name(string project, string images)
        => Assert.Equal(images, Images(project, "/r/Flight/src/P", ("/r/docker-compose.yml", Compose("image: purchase, build: Flight"))));

    [Fact]
    public void Of_several_dockerfiles_above_the_images_tell_the_project()
    {
        var files = ("/r/skaffold.yaml", Skaffold("image: shop/flight-worker, context: Flight, docker: { dockerfile: a }", ", { image: shop/flight-api, context: Flight, docker: { dockerfile: b } }"));

        Assert.Equal("shop/flight-api", Images("Flight.Api", "/r/Flight/src/P", files));
        Assert.Equal("", Images("Flight", "/r/Flight/src/P", files));
    }

    [Fact]
    public void The_nearest_dockerfile_above_hides_the_others()
        => Assert.Equal("", Images("Orders", "/r/Orders/tools/P", ("/r/docker-compose.yml", "services: { a: { image: orders, build: Orders }, b: { image: tools, build: Orders/tools } }\n")));

    [Fact]
    public void The_built_image_binds_and_parts_objects_of_the_same_name()
    {
        const string Pods = "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: webapi }\nspec: { template: { spec: { containers: [ { name: c, image: IMAGE } ] } } }\n";
        var model = DeploymentModel.Create(
            [
                ManifestReader.Read("/r/docker-compose.yml", Compose("image: purchase, build: src/Orders")),
                ManifestReader.Read("/r/k8s/a.yaml", Pods.Replace("IMAGE", "other")),
                ManifestReader.Read("/r/k8s/b.yaml", Pods.Replace("IMAGE", "shop/purchase:2")),
                ManifestReader.Read("/r/k8s/c.yaml", Pods.Replace("IMAGE", "'${IMAGE}'")),
            ],
            complete: false);

        var bound = Assert.IsType<Binding.Bound>(model.Bind(new ProjectIdentity("Orders", "Orders", null, []) { ProjectDirectory = "/r/src/Orders" }));

        Assert.Equal(["/r/k8s/b.yaml", "/r/k8s/c.yaml"], Assert.Single(bound.Workloads).Variants.Select(v => v.Path));
    }
}
