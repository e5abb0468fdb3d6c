using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>gRPC clients and the service that each is for.</summary>
public sealed class GrpcCallTests
{
    private static readonly string[] Packages = ["Grpc.Core.Api", "Grpc.Net.Client", "Grpc.Net.ClientFactory", "Grpc.Net.Common"];

    // As Grpc.Tools writes it, and as the tool does (a constant).
    private const string Generated = """
        namespace Shop.V1
        {
            public static partial class Basket
            {
                FIELD string __ServiceName = "shop.v1.Basket";
                public partial class BasketClient : Grpc.Core.ClientBase<BasketClient>
                {
                    public BasketClient(Grpc.Core.ChannelBase channel) : base(channel) { }
                    protected BasketClient(ClientBaseConfiguration configuration) : base(configuration) { }
                    protected override BasketClient NewInstance(ClientBaseConfiguration configuration) => new(configuration);
                    public virtual string Get(string request, Grpc.Core.Metadata? headers = null, DateTime? deadline = null, CancellationToken token = default) => "";
                }
            }
        }
        """;

    [Theory]
    [InlineData("static readonly")]
    [InlineData("const")]
    public void Registered_client_is_for_its_service(string field)
    {
        var call = Assert.Single(Calls("""
            new ServiceCollection().AddGrpcClient<Shop.V1.Basket.BasketClient>(o => o.Address = new Uri("http://basket:5001"));
            """, field));

        Assert.Equal((CallProtocol.Grpc, "basket", 5001, "BasketClient", "shop.v1.Basket"), (call.Protocol, call.Host, call.Port, call.Client, call.Contract));
    }

    [Fact]
    public void Channel_is_for_the_client_made_over_it()
    {
        var call = Assert.Single(Calls("""
            var channel = Grpc.Net.Client.GrpcChannel.ForAddress("http://basket:5001");
            var client = new Shop.V1.Basket.BasketClient(channel);
            """));

        Assert.Equal(("basket", "shop.v1.Basket"), (call.Host, call.Contract));
    }

    [Fact]
    public void Channel_that_nobody_takes_in_sight_has_no_contract()
    {
        var call = Assert.Single(Calls("""
            var channel = Grpc.Net.Client.GrpcChannel.ForAddress("http://basket:5001");
            Console.WriteLine(channel.Target);
            """));

        Assert.Equal(("basket", null), (call.Host, call.Contract));
    }

    [Fact]
    public void Deadline_of_each_call_is_the_time_of_the_client()
    {
        var policy = Assert.Single(Calls("""
            var services = new ServiceCollection();
            services.AddGrpcClient<Shop.V1.Basket.BasketClient>(o => o.Address = new Uri("http://basket:5001"));
            var client = services.BuildServiceProvider().GetRequiredService<Shop.V1.Basket.BasketClient>();
            client.Get("1", deadline: DateTime.UtcNow.AddSeconds(2));
            """)).Policy;

        Assert.Equal((1, true, 2000L), (policy.Tries, policy.HasTimeout, policy.TryMilliseconds));
    }

    [Fact]
    public void Client_without_a_deadline_has_no_time_out()
        => Assert.False(Assert.Single(Calls("""
            new ServiceCollection().AddGrpcClient<Shop.V1.Basket.BasketClient>(o => o.Address = new Uri("http://basket:5001"));
            """)).Policy.HasTimeout);

    private static IReadOnlyList<CallFact> Calls(string source, string field = "static readonly")
        => ProjectFactsOf.Program(source + "\n" + Generated.Replace("FIELD", field), null, Packages).Calls;
}
