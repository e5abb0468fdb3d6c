using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Environments;

/// <summary>Which manifests a declared environment has.</summary>
public sealed class DeclaredEnvironmentTests
{
    private static string Declared(string source, string more = "", string name = "prod") => $$"""{ "environments": [ { "name": "{{name}}", {{more}} "source": {{source}} } ] }""";

    private static string[] Workloads(FactSet set) => [.. set.Model.Workloads.Select(w => $"{w.Namespace}/{w.Name}")];

    private static Folder Shop() => new Folder()
        .WithWorkload("/r/deploy/orders.yaml")
        .WithWorkload("/r/deploy/web/web.yaml", "web", metadata: "namespace: front")
        .With("/r/k/base/kustomization.yaml", "resources: [a.yaml]")
        .WithWorkload("/r/k/base/a.yaml", "basic")
        .With("/r/k/prod/kustomization.yaml", "resources: [../base]\nreplicas: [ { name: basic, count: 3 } ]")
        .With("/r/chart/Chart.yaml", "name: chart")
        .With("/r/chart/values.yaml", "a: b")
        .WithWorkload("/r/chart/templates/c.yaml", "charted");

    private static FactSet Single(Folder folder, params string[] folders)
    {
        var sets = folder.Sets(complete: false, folders);
        Assert.Empty(sets.Notes);
        return Assert.Single(sets.Sets);
    }

    [Theory]
    [InlineData("""{ "path": "deploy" }""", "/orders,front/web")]
    [InlineData("""{ "path": "./deploy/" }""", "/orders,front/web")]
    [InlineData("""{ "path": "deploy/orders.yaml" }""", "/orders")]
    [InlineData("""{ "path": ["deploy/web", "deploy/orders.yaml"] }""", "front/web,/orders")]
    [InlineData("""[ { "path": "deploy" }, { "path": "deploy/web" } ]""", "/orders,front/web")]
    [InlineData("""{ "kustomize": "k/prod" }""", "/basic")]
    [InlineData("""{ "path": "k/prod" }""", "/basic")]
    [InlineData("""{ "helm": "chart", "values": "chart/values.yaml" }""", "/charted")]
    [InlineData("""[ { "helm": "chart" }, { "kustomize": "k/prod" } ]""", "/charted,/basic")]
    [InlineData("""{ "path": "." }""", "/orders,front/web")]
    public void Source_leads_to_its_manifests(string source, string expected)
        => Assert.Equal(expected, string.Join(',', Workloads(Single(Shop().With("/r/meshready.json", Declared(source))))));

    [Fact]
    public void Only_declared_environments_are_sets_and_carry_what_is_said()
    {
        var set = Single(Shop().With("/r/meshready.json", Declared("""{ "path": "deploy" }""", """ "cluster": "eu1", "production": false, "complete": true, "namespace": "shop", """)));
        Assert.Equal(("prod", "prod", "eu1", false, true, FactSetKind.Declared), (set.Name, set.Environment, set.Cluster, set.IsProduction, set.IsComplete, set.Kind));
        Assert.Equal(["shop/orders", "front/web"], Workloads(set));
        Assert.True(set.IsCompleteFor("shop"));
        Assert.False(set.IsCompleteFor("front"));
        Assert.False(set.IsCompleteFor(null));
    }

    [Theory]
    [InlineData("""{ "kustomize": "deploy" }""", "environment prod: deploy holds no kustomization.yaml")]
    [InlineData("""{ "helm": "k/prod" }""", "environment prod: k/prod holds no Chart.yaml")]
    [InlineData("""{ "path": "nowhere" }""", "environment prod: nothing of nowhere is among the manifests that were read")]
    [InlineData("""{ "argocd": "deploy" }""", "environment prod: no Application of deploy leads to manifests that were read")]
    public void What_leads_nowhere_is_said(string source, string note)
    {
        var sets = Shop().With("/r/meshready.json", Declared(source)).Sets();
        Assert.Empty(sets.Sets);
        Assert.Equal((note, false), (Assert.Single(sets.Notes).Text, sets.Notes[0].IsOutside));
    }

    [Fact]
    public void Place_outside_is_found_among_the_given_folders_and_otherwise_marked()
    {
        var folder = Shop().WithWorkload("/w/gitops/prod/o.yaml", "elsewhere").With("/r/meshready.json", Declared("""{ "path": "gitops/prod" }"""));
        Assert.Equal(["/elsewhere"], Workloads(Single(folder, "/w/gitops")));
        Assert.Equal(["/elsewhere"], Workloads(Single(new Folder().WithWorkload("/gitops/prod/o.yaml", "elsewhere").With("/r/meshready.json", Declared("""{ "path": "../gitops/prod" }""")))));
        Assert.True(Assert.Single(Shop().With("/r/meshready.json", Declared("""{ "path": "../elsewhere" }""")).Sets().Notes).IsOutside);
    }

    [Theory]
    [InlineData("""[ { "path": "deploy" }, { "path": "nowhere" } ]""")]
    [InlineData("""{ "path": "broken" }""")]
    [InlineData("""{ "path": "templates" }""")]
    public void Environment_that_was_not_read_whole_is_not_complete(string source)
    {
        var sets = Shop()
            .With("/r/broken/a.yaml", Folder.Workload("a") + "\n---\na: [")
            .With("/r/templates/a.yaml", "apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { type: {{ .Type }} }")
            .With("/r/meshready.json", Declared(source, "\"complete\": true,")).Sets();
        Assert.False(Assert.Single(sets.Sets).IsComplete);
    }

    private static string Application(string path, string name = "shop", string destination = "{ server: https://eu, namespace: shop }", string more = "")
        => $"apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{ name: {name} }}\nspec: {{ source: {{ repoURL: https://git.example/x.git, path: {path}{more} }}, destination: {destination} }}\n";

    [Fact]
    public void Application_is_followed_to_its_overlay_and_gives_namespace_and_cluster()
    {
        var set = Single(Shop().With("/r/argocd/shop.yaml", Application("k/prod")).With("/r/meshready.json", Declared("""{ "argocd": "argocd/shop.yaml" }""")));
        Assert.Equal(["shop/basic"], Workloads(set));
        Assert.Equal(("https://eu", 3), (set.Cluster, set.Model.Resources[0].Replicas.Value));
    }

    [Theory]
    [InlineData("", "shop/orders")]
    [InlineData(", directory: { recurse: true }", "shop/orders,front/web")]
    [InlineData(", directory: { recurse: true, exclude: 'web/**' }", "shop/orders")]
    [InlineData(", directory: { recurse: true, include: '{web/*.yaml,x}' }", "front/web")]
    public void Folder_of_an_application_is_read_as_argo_cd_reads_it(string directory, string expected)
        => Assert.Equal(expected, string.Join(',', Workloads(Single(Shop().With("/r/argocd/shop.yaml", Application("deploy", more: directory)).With("/r/meshready.json", Declared("""{ "argocd": "argocd" }"""))))));

    [Fact]
    public void Applications_that_lead_to_applications_are_followed()
        => Assert.Equal(["shop/basic"], Workloads(Single(Shop()
            .With("/r/apps/root.yaml", Application("apps/inner", "root", "{ server: https://eu, namespace: argocd }"))
            .With("/r/apps/inner/shop.yaml", Application("k/prod"))
            .With("/r/meshready.json", Declared("""{ "argocd": "apps/root.yaml", "application": "root" }""")))));

    [Fact]
    public void Applications_that_lead_to_themselves_end()
        => Assert.Single(Shop().With("/r/apps/root.yaml", Application("apps", "root")).With("/r/meshready.json", Declared("""{ "argocd": "apps" }""")).Sets().Sets);

    [Fact]
    public void Source_in_a_repository_that_was_not_read_is_said_and_undoes_completeness()
    {
        var sets = Shop().With("/r/argocd/a.yaml", Application("deploy") + "---\n" + Application("over/there", "other")).With("/r/meshready.json", Declared("""{ "argocd": "argocd/a.yaml" }""", "\"complete\": true,")).Sets();
        Assert.False(Assert.Single(sets.Sets).IsComplete);
        Assert.Equal("environment prod: Application other takes over/there, which is not among the manifests that were read", Assert.Single(sets.Notes).Text);
    }

    [Fact]
    public void Options_of_argo_cd_for_kustomize_make_unknown_what_they_may_change()
    {
        var set = Single(Shop().With("/r/argocd/a.yaml", Application("k/prod", more: ", kustomize: { namePrefix: x- }")).With("/r/meshready.json", Declared("""{ "argocd": "argocd/a.yaml" }""")));
        Assert.True(set.Model.Resources[0].Replicas.IsUnknown);
    }

    private const string ByList = """
        apiVersion: argoproj.io/v1alpha1
        kind: ApplicationSet
        metadata: { name: shop }
        spec:
          goTemplate: true
          generators:
          - list:
              elements:
              - { env: prod, cluster: https://eu }
              - { env: dev, cluster: https://lab }
          template:
            metadata: { name: 'shop-{{.env}}' }
            spec:
              source: { repoURL: https://git.example/x.git, path: 'k/{{ env }}' }
              destination: { server: '{{.cluster}}', namespace: 'shop-{{.env}}' }
        """;

    private static Folder WithDev() => Shop().With("/r/k/dev/kustomization.yaml", "resources: [../base]").With("/r/argocd/set.yaml", ByList);

    [Theory]
    [InlineData(""" "application": "shop-prod" """, "", "prod https://eu: shop-prod/basic")]
    [InlineData(""" "application": "shop-dev" """, "", "prod https://lab: shop-dev/basic")]
    [InlineData("", "\"cluster\": \"https://eu\",", "prod https://eu: shop-prod/basic")]
    [InlineData("", "", "prod (https://eu) https://eu: shop-prod/basic|prod (https://lab) https://lab: shop-dev/basic")]
    public void List_of_an_application_set_makes_its_applications(string application, string cluster, string expected)
    {
        var source = application.Length == 0 ? """{ "argocd": "argocd/set.yaml" }""" : $$"""{ "argocd": "argocd/set.yaml", {{application}} }""";
        var sets = WithDev().With("/r/meshready.json", Declared(source, cluster)).Sets();
        Assert.Empty(sets.Notes);
        Assert.Equal(expected, string.Join('|', sets.Sets.Select(s => $"{s.Name} {s.Cluster}: {string.Join(',', Workloads(s))}")));
    }

    [Theory]
    [InlineData("k/*", "{{path}}", "{{path.basename}}")]
    [InlineData("k/dev", "{{.path.path}}", "{{ .path.basename }}")]
    public void Folders_of_a_git_generator_are_those_that_were_read(string pattern, string path, string name)
    {
        var set = $"apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {{ name: s }}\nspec:\n  generators:\n  - git: {{ directories: [ {{ path: '{pattern}' }}, {{ path: k/base, exclude: true }} ] }}\n  template:\n    metadata: {{ name: '{name}' }}\n    spec: {{ source: {{ path: '{path}' }}, destination: {{ name: eu, namespace: '{name}' }} }}\n";
        var found = Single(WithDev().With("/r/argocd/git.yaml", set).With("/r/meshready.json", Declared("""{ "argocd": "argocd/git.yaml" }""")));
        Assert.Contains("dev/basic", Workloads(found));
        Assert.DoesNotContain("base/basic", Workloads(found));
    }

    [Fact]
    public void Generator_that_asks_a_cluster_is_said()
    {
        var set = "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: { name: s }\nspec:\n  generators: [ { clusters: {} } ]\n  template: { metadata: { name: '{{name}}' }, spec: { source: { path: k/prod } } }\n";
        Assert.Contains(Shop().With("/r/argocd/c.yaml", set).With("/r/meshready.json", Declared("""{ "argocd": "argocd/c.yaml" }""")).Sets().Notes, n => n.Text == "environment prod: ApplicationSet s has a generator that needs a cluster or a server");
    }

    [Fact]
    public void Expressions_of_an_application_set_are_unknown_to_everybody_else()
    {
        var spec = (ApplicationSpec)Assert.Single(ManifestReader.Read("s.yaml", ByList).Resources).Spec!;
        Assert.True(spec.Sources[0].Path.IsUnknown);
        Assert.True(spec.DestinationNamespace.IsUnknown);
    }
}
