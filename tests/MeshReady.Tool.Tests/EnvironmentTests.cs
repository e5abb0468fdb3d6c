using System.Text.Json;
using MeshReady.Tool.Analysis;

namespace MeshReady.Tool.Tests;

/// <summary>Environments, manifests in other folders, and what is said about completeness.</summary>
public sealed class EnvironmentTests
{
    private const string Program = "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/\", () => \"hello\"); app.Run();";

    private static string Workload(int grace) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: cart }
        spec:
          template:
            spec:
              terminationGracePeriodSeconds: {{grace}}
              containers: [ { name: cart, image: cart } ]
        """;

    private static string Declared(string more = "") => $$"""
        { "environments": [
          { "name": "production", "source": { "path": "gitops/prod" } },
          { "name": "lab", "production": false, "source": { "path": "gitops/lab" } }{{more}} ] }
        """;

    private static TempFolder Checkout(string declaration) => new TempFolder()
        .WithService("code/Cart", Program)
        .With("code/meshready.json", declaration)
        .With("gitops/prod/cart.yaml", Workload(60))
        .With("gitops/lab/cart.yaml", Workload(5));

    private static Task<(int Code, string Out, string Error)> Check(TempFolder folder, params string[] arguments)
        => Meshready.Run(Rules.Product(), ["check", folder["code"], .. arguments]);

    [Fact]
    public async Task Manifests_of_another_repository_are_read_where_they_are_given()
    {
        using var folder = Checkout(Declared());
        Assert.DoesNotContain("MSA1226", (await Check(folder)).Out, StringComparison.Ordinal);

        var (code, text, _) = await Check(folder, "--manifests", folder["gitops"]);
        Assert.Equal(0, code);
        Assert.Contains("../gitops/lab/cart.yaml:7  info MSA1226", text, StringComparison.Ordinal);
        Assert.Contains("(in lab)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Same_finding_in_production_is_a_warning_that_names_both()
    {
        using var folder = Checkout(Declared()).With("gitops/prod/cart.yaml", Workload(5));
        var (code, text, _) = await Check(folder, "--manifests", folder["gitops"]);
        Assert.Equal(1, code);
        Assert.Contains("warning MSA1226", text, StringComparison.Ordinal);
        Assert.Contains("(in production, lab)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_names_the_environments()
    {
        using var folder = Checkout(Declared());
        using var json = JsonDocument.Parse((await Check(folder, "--manifests", folder["gitops"], "--format", "json")).Out);
        var finding = json.RootElement.EnumerateArray().Single(f => f.GetProperty("id").GetString() == "MSA1226");
        Assert.Equal(["lab"], finding.GetProperty("environments").EnumerateArray().Select(e => e.GetString()));
    }

    [Fact]
    public async Task Declaration_may_lie_beside_the_manifests()
    {
        using var folder = new TempFolder()
            .WithService("code/Cart", Program)
            .With("gitops/meshready.json", """{ "environments": [ { "name": "live", "source": { "kustomize": "live" } } ] }""")
            .With("gitops/live/kustomization.yaml", "resources: [cart.yaml]")
            .With("gitops/live/cart.yaml", Workload(5));
        Assert.Contains("(in live)", (await Check(folder, "--manifests", folder["gitops"])).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Single_file_may_be_given()
    {
        using var folder = new TempFolder().WithService("code/Cart", Program).With("x/cart.yaml", Workload(5)).With("x/other.yaml", "kind: [");
        var (_, text, _) = await Check(folder, "--manifests", folder["x/cart.yaml"]);
        Assert.Contains("MSA1226", text, StringComparison.Ordinal);
        Assert.DoesNotContain("other.yaml", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_without_manifests_is_said_with_its_line()
    {
        using var folder = Checkout(Declared());
        var (_, text, _) = await Check(folder);
        Assert.Contains("meshready.json:2  info MSA0003  a setting has no effect: environment production: nothing of gitops/prod is among the manifests that were read", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declaration_above_the_given_path_is_found()
    {
        using var folder = new TempFolder()
            .With(".git/HEAD", "ref: refs/heads/main\n")
            .WithService("src/Cart", Program)
            .With("meshready.json", """{ "environments": [ { "name": "live", "source": { "path": "deploy" } } ] }""")
            .With("deploy/cart.yaml", Workload(5));
        Assert.Contains("(in live)", (await Meshready.Run(Rules.Product(), "check", folder["src"])).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_that_does_not_exist_is_said()
    {
        using var folder = Checkout("{}");
        var (code, _, error) = await Check(folder, "--manifests", folder["nowhere"]);
        Assert.Equal(2, code);
        Assert.Contains("nowhere does not exist", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "--complete holds for none of the 2 sets of manifests")]
    [InlineData("""{ "environments": [ { "name": "live", "source": { "path": "deploy" } } ] }""", "--complete says nothing where meshready.json declares environments")]
    public async Task Completeness_that_cannot_hold_is_said(string declaration, string expected)
    {
        using var folder = new TempFolder()
            .WithService("code/Cart", Program)
            .With("code/meshready.json", declaration)
            .With("code/deploy/cart.yaml", Workload(60))
            .With("code/overlay/kustomization.yaml", "resources: [web.yaml]")
            .With("code/overlay/web.yaml", Workload(60).Replace("cart", "web"));
        Assert.Contains(expected, (await Check(folder, "--complete")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fixes_write_nothing_outside_the_path()
    {
        using var folder = Checkout(Declared());
        var before = folder.Read("gitops/lab/cart.yaml");
        await Meshready.Run(Rules.Product(), "fix", folder["code"], "--behavioural", "--manifests", folder["gitops"]);
        Assert.Equal(before, folder.Read("gitops/lab/cart.yaml"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{ \"environments\": [ {} ] ")]
    public async Task Broken_declaration_does_not_end_the_run(string declaration)
    {
        using var folder = Checkout(declaration);
        Assert.Equal(0, (await Check(folder)).Code);
    }
}
