using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Istio;

public sealed class PathAccessTests
{
    private const string Web = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web}]}}}\n";

    private static PathAccess? Access(params string[] policies)
    {
        var model = DeploymentModel.Create([ManifestReader.Read("web.yaml", Web), .. policies.Select((p, i) => ManifestReader.Read($"policy{i}.yaml", p))], complete: false);
        return PathAccess.Of(model, model.Workloads[0].Variants[0]);
    }

    private static string Policy(string spec, string metadata = "{name: p, namespace: shop}") => $"apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {metadata}\nspec: {spec}\n";

    private static string Deny(string operation) => Policy($"{{action: DENY, rules: [{{to: [{{operation: {operation}}}]}}]}}");

    [Theory]
    [InlineData("/admin/*", "/admin/users", true)]
    [InlineData("/admin/*", "/Admin/users", false)]
    [InlineData("/admin/*", "/admin", false)]
    [InlineData("/admin", "/admin", true)]
    [InlineData("/admin", "/admin/", false)]
    [InlineData("*/users", "/admin/users", true)]
    [InlineData("*/users", "/admin/Users", false)]
    [InlineData("*", "/anything", true)]
    [InlineData("/shops/{*}/admin", "/shops/7/admin", true)]
    [InlineData("/shops/{*}/admin", "/shops/7/8/admin", false)]
    [InlineData("/shops/{*}/admin", "/shops//admin", false)]
    [InlineData("/shops/{**}/admin", "/shops/7/8/admin", true)]
    [InlineData("/shops/{**}", "/shops/7", true)]
    [InlineData("/shops/{**}", "/Shops/7", false)]
    [InlineData("/shops/{**}/a/{**}", "/shops/7/a/8", false)]
    public void Denied_paths_are_compared_with_their_case(string pattern, string path, bool isDenied)
        => Assert.Equal(!isDenied, Access(Deny($"{{paths: [\"{pattern}\"]}}"))!.Admits(path));

    [Fact]
    public void Barrier_names_its_policy_and_line()
    {
        var barrier = Assert.Single(Access(Policy("\n  action: DENY\n  rules:\n  - to:\n    - operation:\n        paths:\n        - /admin/*"))!.Barriers);

        Assert.Equal(("DENY", "/admin/*", 10, "p"), (barrier.Kind, barrier.Pattern, barrier.Line, barrier.Policy.Name));
        Assert.True(barrier.Means("/ADMIN/x"));
        Assert.False(barrier.Means("/adminx"));
    }

    [Fact]
    public void Positive_list_fails_closed()
    {
        Assert.Null(Access(Policy("{action: ALLOW, rules: [{to: [{operation: {paths: [\"/api/*\"]}}]}]}")));
        var both = Access(Policy("{rules: [{to: [{operation: {paths: [\"/api/*\"]}}]}]}"), Deny("{paths: [\"/api/admin/*\"]}"))!;
        Assert.False(both.Admits("/Api/admin/x"));
        Assert.True(both.Admits("/api/Admin/x"));
    }

    [Fact]
    public void What_an_ALLOW_leaves_out_is_a_barrier()
    {
        var access = Access(Policy("{action: ALLOW, rules: [{to: [{operation: {notPaths: [\"/admin/*\"]}}]}]}"))!;

        Assert.Equal("ALLOW notPaths", Assert.Single(access.Barriers).Kind);
        Assert.False(access.Admits("/admin/x"));
        Assert.True(access.Admits("/Admin/x"));
    }

    [Theory]
    [InlineData("{action: DENY, rules: [{to: [{operation: {paths: [\"/admin/*\"]}}]}, {}]}", false)]
    [InlineData("{action: DENY, rules: [{to: [{operation: {paths: [\"/admin/*\"]}}]}, {from: [{source: {namespaces: [test]}}]}]}", true)]
    [InlineData("{action: DENY, rules: [{to: [{operation: {paths: [\"/admin/*\"]}}]}, {to: [{operation: {methods: [DELETE]}}]}]}", true)]
    [InlineData("{action: DENY, rules: [{to: [{operation: {paths: [\"/admin/*\"]}}]}, {to: [{operation: {notPaths: [\"/public/*\"]}}]}]}", false)]
    public void Other_rules_that_deny_the_path_too(string spec, bool admits) => Assert.Equal(admits, Access(Policy(spec))!.Admits("/Admin/x"));

    [Theory]
    [InlineData("{name: p, namespace: test}", "")]
    [InlineData("{name: p, namespace: shop}", "selector: {matchLabels: {app: other}}, ")]
    [InlineData("{name: p, namespace: shop}", "targetRefs: [{kind: Gateway, name: gate}], ")]
    public void Policy_of_others(string metadata, string selector)
        => Assert.Null(Access(Policy($"{{{selector}action: DENY, rules: [{{to: [{{operation: {{paths: [\"/admin/*\"]}}}}]}}]}}", metadata)));

    [Theory]
    [InlineData("{name: p, namespace: istio-system}", "")]
    [InlineData("{name: p, namespace: shop}", "selector: {matchLabels: {app: web}}, ")]
    public void Policy_of_this_workload(string metadata, string selector)
        => Assert.NotNull(Access(Policy($"{{{selector}action: DENY, rules: [{{to: [{{operation: {{paths: [\"/admin/*\"]}}}}]}}]}}", metadata)));

    [Theory]
    [InlineData("{action: CUSTOM, provider: {name: opa}, rules: [{to: [{operation: {paths: [\"/admin/*\"]}}]}]}")]
    [InlineData("{action: \"{{ .Values.action }}\", rules: [{to: [{operation: {paths: [\"/admin/*\"]}}]}]}")]
    public void Policy_that_cannot_be_told(string spec) => Assert.Null(Access(Deny("{paths: [\"/admin/*\"]}"), Policy(spec)));

    [Fact]
    public void Audit_keeps_nobody_out() => Assert.Null(Access(Policy("{action: AUDIT, rules: [{to: [{operation: {paths: [\"/admin/*\"]}}]}]}")));
}
