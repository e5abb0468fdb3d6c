using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Linkerd;

/// <summary>What Linkerd repeats and how long it waits.</summary>
public sealed class LinkerdPolicyTests
{
    private static LinkerdPolicy Policy(string annotations, params string[] others)
    {
        var model = Manifests.Model(["apiVersion: v1\nkind: Service\nmetadata:\n  name: orders\n  namespace: shop\n  annotations:\n    a: b\n" + annotations, .. others]);
        return LinkerdPolicy.Of(model.Resources[0], model.Resources);
    }

    [Fact]
    public void Annotations_of_a_service_are_read()
    {
        var policy = Policy("    retry.linkerd.io/http: 5xx\n    retry.linkerd.io/limit: '3'\n    retry.linkerd.io/timeout: 400ms\n    timeout.linkerd.io/request: 2s\n");
        Assert.Equal((4, 9, 400, 2), (policy.Tries.Value, policy.Tries.Line, (int)policy.RetryTimeout.Value.TotalMilliseconds, (int)policy.RequestTimeout.Value.TotalSeconds));
        Assert.True(policy.ResponseTimeout.IsAbsent && policy.IdleTimeout.IsAbsent && policy.Profile is null);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("    retry.linkerd.io/limit: '3'\n", 1)]
    [InlineData("    retry.linkerd.io/http: gateway-error\n", 2)]
    [InlineData("    retry.linkerd.io/grpc: unavailable\n", 2)]
    [InlineData("    retry.linkerd.io/http: 5xx\n    retry.linkerd.io/limit: many\n", null)]
    [InlineData("    retry.linkerd.io/http: '${ON}'\n", null)]
    public void Nothing_is_repeated_unless_it_is_written(string annotations, int? tries)
    {
        var actual = Policy(annotations).Tries;
        Assert.Equal(tries, actual.IsKnown ? actual.Value : null);
    }

    [Theory]
    [InlineData("5xx", 500, true)]
    [InlineData("gateway-error", 500, false)]
    [InlineData("gateway-error", 503, true)]
    [InlineData("503", 503, true)]
    [InlineData("500-504, 429", 502, true)]
    [InlineData("500-504, 429", 429, true)]
    [InlineData("odd-", 500, false)]
    public void Answers_that_are_repeated(string http, int status, bool expected)
        => Assert.Equal(expected, Policy($"    retry.linkerd.io/http: '{http}'\n").Repeats(status));

    [Theory]
    [InlineData("orders.shop.svc.cluster.local", true)]
    [InlineData("orders.other.svc.cluster.local", false)]
    [InlineData("payments.shop.svc.cluster.local", false)]
    public void A_profile_of_the_service_hides_its_annotations(string name, bool hides)
    {
        var policy = Policy("    retry.linkerd.io/http: 5xx\n", $"apiVersion: linkerd.io/v1alpha2\nkind: ServiceProfile\nmetadata: {{ name: {name} }}\nspec: {{ routes: [] }}\n");
        Assert.Equal((hides, hides), (policy.Profile is not null, policy.Tries.IsUnknown));
    }

    [Fact]
    public void Profiles_are_read_with_routes_and_budget()
    {
        var profile = Manifests.Spec<ServiceProfileSpec>("apiVersion: linkerd.io/v1alpha2\nkind: ServiceProfile\nmetadata: { name: a.b.svc.cluster.local }\nspec:\n  routes:\n  - { name: get, condition: { method: GET, pathRegex: '/a/[^/]*' }, isRetryable: true, timeout: 300ms }\n  - { name: post }\n  retryBudget: { retryRatio: 0.2, minRetriesPerSecond: 10, ttl: 10s }");
        Assert.Equal(("GET", "/a/[^/]*", true, 300, 6), (profile.Routes[0].Method.Value, profile.Routes[0].PathRegex.Value, profile.Routes[0].IsRetryable.Value, (int)profile.Routes[0].Timeout.Value.TotalMilliseconds, profile.Routes[0].Line));
        Assert.True(profile.Routes[1].IsRetryable.IsAbsent && profile.Routes[1].Timeout.IsAbsent);
        Assert.Equal((0.2, 10, 10), (profile.Budget.Value!.RetryRatio.Value, profile.Budget.Value.MinRetriesPerSecond.Value, (int)profile.Budget.Value.Ttl.Value.TotalSeconds));
    }
}
