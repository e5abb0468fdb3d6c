using CsCheck;
using MeshReady.Model.Addresses;

namespace MeshReady.Model.Tests.Addresses;

/// <summary>What is an address, what is not, and what of it may be shown.</summary>
public sealed class ServiceAddressTests
{
    [Theory]
    [InlineData("http://orders", "http", "orders", null)]
    [InlineData("HTTP://Orders:8080/api?q=1#f", "http", "Orders", 8080)]
    [InlineData("https://[::1]:5001/", "https", "[::1]", 5001)]
    [InlineData("https+http://_dashboard.basket", "https+http", "_dashboard.basket", null)]
    [InlineData("net.tcp://legacy:808/Service", "net.tcp", "legacy", 808)]
    [InlineData("ws://hub/chat", "ws", "hub", null)]
    [InlineData("grpc://payments:50051", "grpc", "payments", 50051)]
    [InlineData("dns:///payments:50051", "dns", "payments", 50051)]
    [InlineData("dns://8.8.8.8/payments:50051", "dns", "payments", 50051)]
    [InlineData("dns:payments:50051", "dns", "payments", 50051)]
    [InlineData("http://host:/path", "http", "host", null)]
    [InlineData("http://localhost:5000/@scope/package", "http", "localhost", 5000)]
    [InlineData("http://orders\\api", "http", "orders", null)]
    [InlineData("http://bücher.example:80", "http", "bücher.example", 80)]
    [InlineData("http://+:8080", "http", "+", 8080)]
    [InlineData("http://*:8080", "http", "*", 8080)]
    [InlineData("http://0.0.0.0:80", "http", "0.0.0.0", 80)]
    [InlineData("http://[::]:80", "http", "[::]", 80)]
    [InlineData("orders:8080", null, "orders", 8080)]
    [InlineData("orders.shop.svc.cluster.local:8080/api", null, "orders.shop.svc.cluster.local", 8080)]
    [InlineData("10.0.0.5:6379", null, "10.0.0.5", 6379)]
    [InlineData("[fe80::1%eth0]:80", null, "[fe80::1%eth0]", 80)]
    [InlineData("my_service:65535", null, "my_service", 65535)]
    [InlineData("  http://orders  ", "http", "orders", null)]
    public void An_address_is_read(string text, string? scheme, string host, int? port)
    {
        var address = ServiceAddress.TryParse(text);

        Assert.NotNull(address);
        Assert.Equal((scheme, host, port), (address.Scheme, address.Host, address.Port));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("orders")]
    [InlineData("a:b")]
    [InlineData("orders:0")]
    [InlineData("orders:65536")]
    [InlineData("orders:99999999999")]
    [InlineData("12:30")]
    [InlineData("/api/orders")]
    [InlineData("api/orders:5")]
    [InlineData("urn:isbn:12")]
    [InlineData("ftp://files")]
    [InlineData("mailto:a@b.c")]
    [InlineData("http://")]
    [InlineData("http:///path")]
    [InlineData("http://{host}:80")]
    [InlineData("http://a b")]
    [InlineData("http://host:port")]
    [InlineData("http://host:0")]
    [InlineData("http://256.1.1.1")]
    [InlineData("http://[::1")]
    [InlineData("http://[orders]")]
    [InlineData("http://-orders")]
    [InlineData("http://a..b")]
    [InlineData("kafka1:9092,kafka2:9092")]
    [InlineData("redis:6379,password=hunter2")]
    [InlineData("Server=db:1433;User Id=sa")]
    [InlineData("dns:payments")]
    public void Anything_else_is_no_address(string? text) => Assert.Null(ServiceAddress.TryParse(text));

    [Theory]
    [InlineData("https://user:hunter2@orders:8443/hunter2?key=hunter2", "https://orders:8443")]
    [InlineData("amqp://guest:hun@ter2@rabbit/vhost", "amqp://rabbit")]
    [InlineData("redis://:hunter2@cache:6379", "redis://cache:6379")]
    [InlineData("orders:8080/hunter2", "orders:8080")]
    public void Only_scheme_host_and_port_are_shown(string text, string display)
    {
        var address = ServiceAddress.TryParse(text);

        Assert.Equal(display, address!.Display);
        Assert.Equal(display, address.ToString());
    }

    [Fact]
    public void A_password_with_a_slash_is_not_taken_for_a_port() => Assert.Null(ServiceAddress.TryParse("amqp://guest:12/34@rabbit:5672"));

    [Fact]
    public void Random_text_never_throws_and_what_is_read_reads_again_as_the_same()
        => Gen.String[Gen.Char["htps:/+@[]%.0159az-_ ?#\\ü\0"], 0, 40].Sample(
            text => ServiceAddress.TryParse(text) is not { } address || ServiceAddress.TryParse(address.Display)?.Display == address.Display,
            iter: 20_000);
}
