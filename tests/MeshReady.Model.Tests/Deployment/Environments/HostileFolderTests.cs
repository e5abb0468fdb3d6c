using System.Diagnostics;
using CsCheck;
using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Environments;

/// <summary>Broken and hostile folders are parted in bounded time, without an exception.</summary>
public sealed class HostileFolderTests
{
    private static readonly (string Path, string Text)[] Good =
    [
        ("/r/k/base/kustomization.yaml", """
            resources:
            - a.yaml
            - https://git.example/x
            configMapGenerator:
            - name: settings
              literals:
              - A=1
            secretGenerator:
            - name: hidden
              literals: [ B=2 ]
            """),
        ("/r/k/base/a.yaml", Folder.Workload("orders") + "\n---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: { name: orders }\n  spec:\n    ports:\n    - port: 80\n"),
        ("/r/k/prod/kustomization.yaml", """
            bases:
            - ../base
            components:
            - ../c
            namespace: shop
            namePrefix: p-
            commonLabels:
              a: b
            labels:
            - pairs: { c: d }
              includeSelectors: true
            replicas:
            - name: orders
              count: 3
            images:
            - name: registry.example/shop/orders
              newTag: "2"
            patches:
            - path: patch.yaml
            - target:
                kind: Deployment
                name: ord.*
              patch: |-
                - op: replace
                  path: /spec/template/spec/containers/0/image
                  value: x
                - op: remove
                  path: /spec/replicas
            patchesStrategicMerge:
            - |-
              apiVersion: v1
              kind: Service
              metadata: { name: orders }
              $patch: delete
            replacements:
            - source: { kind: ConfigMap, name: settings }
              targets:
              - select: { kind: Job }
            """),
        ("/r/k/prod/patch.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: orders\nspec:\n  template:\n    spec:\n      containers:\n      - name: orders\n        env:\n        - name: COLOR\n          $patch: delete\n"),
        ("/r/k/c/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncommonAnnotations:\n  x: y\n"),
        ("/r/chart/Chart.yaml", "name: chart\n"),
        ("/r/chart/templates/a.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Name }}\nspec:\n  ports:\n  - port: 80\n"),
        ("/r/argocd/set.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: { name: s }\nspec:\n  generators:\n  - list:\n      elements:\n      - { env: prod }\n  - git:\n      directories:\n      - path: k/*\n  template:\n    metadata: { name: '{{env}}' }\n    spec:\n      source:\n        path: 'k/{{env}}'\n      destination: { namespace: shop }\n"),
        ("/r/meshready.json", "{ \"environments\": [\n { \"name\": \"a\",\n \"complete\": true,\n \"source\": { \"kustomize\": \"k/prod\" } },\n { \"name\": \"b\",\n \"source\": { \"argocd\": \"argocd\" } },\n { \"name\": \"c\",\n \"source\": [ { \"helm\": \"chart\" },\n { \"path\": \"k\" } ] }\n ] }\n"),
    ];

    private static FactSets Part(IEnumerable<(string Path, string Text)> files, bool declared)
    {
        var folder = new Folder();
        foreach (var (path, text) in files.Where(f => declared || !EnvironmentFile.IsPath(f.Path)))
            folder.With(path, text);
        return folder.Sets(complete: true);
    }

    [Fact]
    public void Good_folder_has_sets_either_way()
    {
        Assert.Equal(["Overlay k/prod", "Base k/base", "Chart chart"], Part(Good, declared: false).Sets.Where(s => s.Kind != FactSetKind.Plain).Select(s => $"{s.Kind} {s.Name}"));
        Assert.Equal(["a", "b", "c"], Part(Good, declared: true).Sets.Select(s => s.Name));
    }

    [Fact]
    public void Lines_that_are_missing_doubled_or_moved_break_nothing()
        => Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Int[0, 60], Gen.Int[0, 5], Gen.Bool).Array[1, 6].Sample(edits =>
        {
            var files = Good.ToArray();
            foreach (var (file, line, kind, _) in edits)
                files[file].Text = Edited(files[file].Text, line, kind);
            var sets = Part(files, edits[0].Item4).Sets;
            foreach (var set in sets)
                Assert.All(set.Model.Resources, r => Assert.StartsWith("/r/", r.Path));
        }, iter: 3_000);

    private static string Edited(string text, int line, int kind)
    {
        var lines = text.Split('\n').ToList();
        line %= lines.Count;
        switch (kind)
        {
            case 0: lines.RemoveAt(line); break;
            case 1: lines.Insert(line, lines[line]); break;
            case 2: lines[line] = "  " + lines[line]; break;
            case 3: lines[line] = lines[line].TrimStart(); break;
            case 4: lines[line] = lines[line].Split(':')[0] + ": [ 1, { a: null } ]"; break;
            default: lines[line] = lines[line].Split(':')[0] + ":"; break;
        }

        return string.Join('\n', lines);
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(")]
    [InlineData("[")]
    public void Pattern_of_a_target_that_never_ends_or_is_none_is_bounded(string pattern)
    {
        var watch = Stopwatch.StartNew();
        var folder = new Folder()
            .With("/r/kustomization.yaml", $"resources: [a.yaml]\npatches:\n- target: {{ name: '{pattern}' }}\n  patch: '[ {{ op: add, path: /spec/x, value: y }} ]'\n")
            .WithWorkload("/r/a.yaml", new string('a', 60) + "b");
        Assert.Single(folder.Sets().Sets);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Two_thousand_kustomizations_are_parted_in_bounded_time()
    {
        var folder = new Folder();
        for (var i = 0; i < 1_000; i++)
        {
            folder.With($"/r/b{i}/kustomization.yaml", "resources: [a.yaml]").WithWorkload($"/r/b{i}/a.yaml", "w" + i);
            folder.With($"/r/o{i}/kustomization.yaml", $"resources: [../b{i}, ../b{(i + 1) % 1_000}]\nnamespace: n{i}\n");
        }

        var watch = Stopwatch.StartNew();
        Assert.Equal(2_000, folder.Sets().Sets.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
    }

    [Fact]
    public void Deep_pointers_and_paths_out_of_everything_are_harmless()
        => Assert.Single(new Folder()
            .With("/r/k/kustomization.yaml", $"resources: [a.yaml, ../../../../../../etc, '']\npatches:\n- target: {{ kind: Deployment }}\n  patch: '[ {{ op: add, path: {string.Concat(Enumerable.Repeat("/a", 5_000))}, value: y }} ]'\n")
            .WithWorkload("/r/k/a.yaml").Sets(complete: true).Sets);
}
