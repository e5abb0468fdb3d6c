using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>Headers that go on from the request at hand to those that the code sends.</summary>
public sealed class HeaderFactTests
{
    [Fact]
    public void Propagated_headers_are_handed_on_unless_renamed()
    {
        var facts = ProjectFactsOf.Program("""
            new ServiceCollection().AddHeaderPropagation(o => { o.Headers.Add("X-Tenant"); o.Headers.Add("x-in", "x-out"); });
            """, null, "Microsoft.AspNetCore.HeaderPropagation");

        Assert.Equal(["x-tenant"], facts.ForwardedHeaders);
        Assert.False(facts.ForwardsOtherHeaders);
    }

    [Theory]
    [InlineData("""request.Headers.TryAddWithoutValidation("X-Tenant", context.HttpContext!.Request.Headers["x-tenant"].ToString());""", "x-tenant")]
    [InlineData("""if (context.HttpContext!.Request.Headers.TryGetValue(Name, out var tenant)) request.Headers.Add(Name, tenant.ToString());""", "x-tenant")]
    [InlineData("""request.Headers.Authorization = System.Net.Http.Headers.AuthenticationHeaderValue.Parse(context.HttpContext!.Request.Headers.Authorization.ToString());""", "authorization")]
    [InlineData("""foreach (var name in Names) request.Headers.Add(name, context.HttpContext!.Request.Headers[name].ToString());""", "x-tenant,x-user")]
    public void Handler_copies_named_headers(string code, string expected)
    {
        var facts = Handler(code);

        Assert.Equal(expected.Split(','), facts.ForwardedHeaders);
        Assert.False(facts.ForwardsOtherHeaders);
    }

    [Fact]
    public void Handler_that_copies_every_header_hands_on_what_is_not_named()
        => Assert.True(Handler("foreach (var header in context.HttpContext!.Request.Headers) request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());").ForwardsOtherHeaders);

    [Theory]
    [InlineData("""request.Headers.Add("x-client", "shop");""")]
    [InlineData("""Console.WriteLine(context.HttpContext!.Request.Headers["x-tenant"]);""")]
    [InlineData("""request.Headers.Add("x-client", context.HttpContext!.Request.Headers["x-tenant"].ToString());""")]
    public void Header_that_is_only_read_or_only_written_is_not_handed_on(string code)
    {
        var facts = Handler(code);

        Assert.Empty(facts.ForwardedHeaders);
        Assert.False(facts.ForwardsOtherHeaders);
    }

    [Fact]
    public void Handler_out_of_sight_may_hand_on_anything()
        => Assert.True(ProjectFactsOf.Unrestored("""new ServiceCollection().AddHttpClient("orders").AddHttpMessageHandler<Acme.Http.ContextHandler>();""").ForwardsOtherHeaders);

    [Fact]
    public void Handler_in_sight_hands_on_what_it_says()
        => Assert.False(ProjectFactsOf.Program("""
            new ServiceCollection().AddHttpClient("orders").AddHttpMessageHandler<Quiet>();
            public sealed class Quiet : DelegatingHandler;
            """).ForwardsOtherHeaders);

    private static ProjectFacts Handler(string code) => ProjectFactsOf.Program($$"""
        Console.WriteLine();
        public sealed class Forward(IHttpContextAccessor context) : DelegatingHandler
        {
            private const string Name = "x-tenant";
            private static readonly string[] Names = ["X-Tenant", "X-User"];
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                {{code}}
                return base.SendAsync(request, token);
            }
        }
        """);
}
