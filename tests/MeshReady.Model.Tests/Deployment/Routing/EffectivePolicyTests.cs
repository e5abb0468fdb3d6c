using CsCheck;
using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Routing;

/// <summary>The numbers of mesh and code together, with their defaults.</summary>
public sealed class EffectivePolicyTests
{
    private static MeshRoute Route(string text) => Manifests.Model($"apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{ name: a }}\nspec:\n  hosts: [ a ]\n  http:\n  - {text}\n").Router.Routes.Single();

    private static EffectivePolicy Policy(string route, IstioVersion? version = null) => EffectivePolicy.OfIstio(Route(route), default, version);

    [Theory]
    [InlineData("1.22", true)]
    [InlineData("1.23", true)]
    [InlineData("1.24", false)]
    [InlineData("1.27", false)]
    [InlineData(null, null)]
    public void Without_a_route_istio_tries_three_times_and_on_503_by_version(string? version, bool? on503)
    {
        var policy = EffectivePolicy.OfIstio((MeshRoute?)null, default, IstioVersion.TryParse(version));
        Assert.Equal((3, true, on503, false), (policy.Tries.Value, policy.IsDefault, policy.Conditions!.Repeats(503), policy.Conditions.Repeats(500)));
        Assert.Contains("unavailable", policy.Conditions.Names);
        Assert.True(policy.Timeout.IsAbsent && policy.Worst.IsAbsent);
    }

    [Theory]
    [InlineData("timeout: 2s", 3, 2000)]
    [InlineData("{ timeout: 2s, retries: { attempts: 3, perTryTimeout: 1s } }", 4, 2000)]
    [InlineData("retries: { attempts: 3, perTryTimeout: 2s }", 4, 8275)]
    [InlineData("retries: { attempts: 1, perTryTimeout: 2s }", 2, 4025)]
    [InlineData("retries: { attempts: 1, perTryTimeout: 2s, backoff: 1s }", 2, 5000)]
    [InlineData("retries: { attempts: 0, perTryTimeout: 2s }", 1, null)]
    [InlineData("retries: { perTryTimeout: 2s }", 1, null)]
    [InlineData("retries: { attempts: 2 }", 3, null)]
    [InlineData("timeout: 0s", 3, null)]
    public void Tries_and_the_longest_time_follow_the_route(string route, int tries, int? worst)
    {
        var policy = Policy(route);
        Assert.Equal(tries, policy.Tries.Value);
        Assert.Equal(worst, policy.Worst.IsAbsent ? null : (int?)policy.Worst.Value.TotalMilliseconds);
    }

    [Theory]
    [InlineData("retries: { attempts: '${N}', perTryTimeout: 1s }")]
    [InlineData("retries: text")]
    [InlineData("delegate: { name: b }")]
    public void What_is_hidden_makes_the_numbers_unknown(string route)
    {
        var policy = Policy(route);
        Assert.True(policy.Tries.IsUnknown && policy.Worst.IsUnknown);
    }

    [Fact]
    public void The_policy_of_the_mesh_holds_where_no_route_says_otherwise()
    {
        var ofMesh = Route("retries: { attempts: 5, perTryTimeout: 1s, retryOn: 'reset,429' }").Retries;
        var policy = EffectivePolicy.OfIstio(Route("timeout: 3s"), ofMesh, null);
        Assert.Equal((6, false, true, FieldState.Absent), (policy.Tries.Value, policy.IsDefault, policy.Conditions!.Repeats(429), policy.PerTryTimeout.State));
        Assert.Equal(2, EffectivePolicy.OfIstio(Route("retries: { attempts: 1 }"), ofMesh, null).Tries.Value);
        Assert.True(EffectivePolicy.OfIstio((MeshRoute?)null, Field.Unknown<RetryPolicy>(1), null).Tries.IsUnknown);
    }

    [Theory]
    [InlineData("5xx", 500, true)]
    [InlineData("5xx", 404, false)]
    [InlineData("gateway-error", 503, true)]
    [InlineData("gateway-error", 500, false)]
    [InlineData("retriable-4xx", 409, true)]
    [InlineData("connect-failure, 418", 418, true)]
    [InlineData("retriable-status-codes", 503, false)]
    [InlineData("reset", 503, false)]
    public void Conditions_tell_which_answers_are_repeated(string retryOn, int status, bool expected)
        => Assert.Equal(expected, RetryConditions.Parse(retryOn).Repeats(status));

    [Fact]
    public void Handlers_inside_each_other_multiply()
    {
        Assert.Equal((16, 4, 1), (EffectiveNumbers.CodeTries([3, 3]), EffectiveNumbers.CodeTries([3]), EffectiveNumbers.CodeTries([])));
        Assert.Equal((16, int.MaxValue), (EffectiveNumbers.Hop(4, 4), EffectiveNumbers.Hop(int.MaxValue, 3)));
        Gen.Int[0, int.MaxValue].Array[0, 6].Sample(retries => Assert.InRange(EffectiveNumbers.CodeTries(retries), 1, int.MaxValue));
    }

    [Theory]
    [InlineData("terminationGracePeriodSeconds: 5", 25)]
    [InlineData("dnsPolicy: Default", 0)]
    [InlineData("terminationGracePeriodSeconds: 60", -30)]
    [InlineData("terminationGracePeriodSeconds: '${G}'", null)]
    public void A_host_may_need_longer_than_its_pod_gives_it(string spec, int? seconds)
    {
        var pod = Manifests.Single("apiVersion: v1\nkind: Pod\nspec:\n  " + spec).PodTemplate!;
        var overrun = EffectiveNumbers.ShutdownOverrun(pod, TimeSpan.FromSeconds(30), TimeSpan.Zero);
        Assert.Equal(seconds, overrun.IsKnown ? (int?)overrun.Value.TotalSeconds : null);
    }

    [Theory]
    [InlineData("sleep: { seconds: 10 }", 10)]
    [InlineData("exec: { command: [ ./drain ] }", null)]
    public void A_hook_before_stopping_takes_of_the_same_time(string hook, int? seconds)
    {
        var pod = Manifests.Single("apiVersion: v1\nkind: Pod\nspec: { containers: [ { name: a, lifecycle: { preStop: { " + hook + " } } } ] }").PodTemplate!;
        var overrun = EffectiveNumbers.ShutdownOverrun(pod, TimeSpan.FromSeconds(30), TimeSpan.Zero);
        Assert.Equal(seconds, overrun.IsKnown ? (int?)overrun.Value.TotalSeconds : null);
    }
}
