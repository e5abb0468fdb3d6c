using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment;

/// <summary>What is read of Docker Compose.</summary>
public sealed class ComposeTests
{
    private static ComposeSpec? Read(string text, string path = "src/docker-compose.yml")
    {
        var file = ManifestReader.Read(path, text);
        Assert.Empty(file.Notes);
        Assert.Empty(file.Resources);
        return file.Compose;
    }

    [Fact]
    public void Services_are_read_with_what_they_are_built_of_and_need()
    {
        var services = Read("""
            services:
              orders:
                image: shop/orders:1
                build: { context: ./src/Orders, dockerfile: Orders.Dockerfile }
                ports: [ "8080:80", { target: 81, published: 8081 } ]
                expose: [ "9090" ]
                environment:
                  A: http://pay
                  B:
                depends_on: { db: { condition: service_healthy } }
              db:
                build: ./db
                environment: [ "C=d=e", "HOST" ]
                depends_on: [ disk ]
              disk:
            """)!.Services;

        Assert.False(services.IsComplete);
        var (orders, db) = (services[0], services[1]);
        Assert.Equal(("orders", "shop/orders:1", "./src/Orders", "Orders.Dockerfile", 3), (orders.Name, orders.Image.Value, orders.BuildContext.Value, orders.Dockerfile.Value, orders.Image.Line));
        Assert.Equal([(80, 8080), (81, 8081)], orders.Ports.Select(p => (p.Target.Value, p.Published.Value)));
        Assert.Equal(("http://pay", FieldState.Unknown, true), (orders.Environment[0].Value.Value, orders.Environment[1].Value.State, orders.HasWholeEnvironment));
        Assert.Equal(("9090", "db", "disk", "./db"), (orders.Expose[0].Value, orders.DependsOn[0].Value, db.DependsOn[0].Value, db.BuildContext.Value));
        Assert.Equal([("C", "d=e"), ("HOST", null)], db.Environment.Select(v => (v.Name, v.Value.Value)));
        Assert.True(db.Image.IsAbsent && db.Dockerfile.IsAbsent && db.Ports.IsEmpty);
    }

    [Theory]
    [InlineData("80", 80, null)]
    [InlineData("127.0.0.1:8080:80/tcp", 80, 8080)]
    [InlineData("${PORT:-8080}:80", 80, null)]
    [InlineData("8080:${PORT}", null, null)]
    [InlineData("8000-8010:80", 80, null)]
    [InlineData("x", null, null)]
    [InlineData("}${", null, null)]
    public void Ports_are_numbers_where_they_are_written(string port, int? target, int? published)
    {
        var read = Read($"services: {{ a: {{ ports: [ '{port}' ] }} }}")!.Services[0].Ports[0];
        Assert.Equal((target, published), (read.Target.IsKnown ? read.Target.Value : null, read.Published.IsKnown ? read.Published.Value : null));
    }

    [Theory]
    [InlineData("env_file: .env")]
    [InlineData("extends: { service: b }")]
    [InlineData("environment: [ '${X}' ]")]
    [InlineData("environment: text")]
    public void Variables_may_come_from_elsewhere(string more)
        => Assert.False(Read($"services: {{ a: {{ {more} }} }}")!.Services[0].HasWholeEnvironment);

    [Theory]
    [InlineData("services: { a: { image: x } }", "chart/values.yaml")]
    [InlineData("services: [ a ]", "compose.yaml")]
    [InlineData("volumes: {}", "compose.yaml")]
    public void Other_files_are_no_compose_files(string text, string path) => Assert.Null(Read(text, path));

    [Fact]
    public void File_of_another_name_is_known_by_its_version_and_by_services_with_images()
    {
        Assert.NotNull(ManifestReader.Read("scripts/app.yml", "version: '3'\nservices:\n  a: { image: x }\n").Compose);
        Assert.Null(ManifestReader.Read("scripts/app.yml", "services:\n  a: { image: x }\n").Compose);
        Assert.Null(ManifestReader.Read("values.yaml", "version: '3'\nservices:\n  a: { port: 80 }\n").Compose);
        Assert.Null(ManifestReader.Read("values.yaml", "version: 1.2.0\nservices:\n  a: { image: x }\n").Compose);
    }

    [Fact]
    public void Sidecar_has_a_command_and_a_network_and_a_port_may_be_usual()
    {
        var spec = ManifestReader.Read("docker-compose.yml", """
            services:
              a:
                command: ./daprd -app-id orders
                network_mode: "service:orders"
                ports: ["${PORT:-4001}:443", "${OTHER}:80", "81:80"]
            """).Compose!.Services[0];

        Assert.Equal(["./daprd", "-app-id", "orders"], spec.Command.Select(word => word.Value));
        Assert.Equal("service:orders", spec.NetworkMode.Value);
        Assert.Equal(["Unknown 4001", "Unknown 0", "Known 0"], spec.Ports.Select(port => $"{port.Published} {port.UsualPublished.Value}"));
    }
}
