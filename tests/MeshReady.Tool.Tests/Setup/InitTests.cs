using MeshReady.Model.Deployment;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Output;
using MeshReady.Tool.References;

namespace MeshReady.Tool.Tests.Setup;

/// <summary>meshready init.</summary>
public sealed class InitTests
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: front
          namespace: shop
        spec:
          selector: { matchLabels: { app: front } }
          template:
            metadata: { labels: { app: front } }
            spec: { containers: [ { name: front, image: example/front } ] }
        """;

    private const string MeshedNamespace = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels: { istio-injection: enabled }\n";

    [Fact]
    public async Task Overlays_become_environments()
    {
        using var folder = Shop()
            .With("deploy/base/kustomization.yaml", "resources: [ front.yaml ]\n").With("deploy/base/front.yaml", Deployment)
            .With("deploy/overlays/dev/kustomization.yaml", "resources: [ ../../base ]\n")
            .With("deploy/overlays/prod/kustomization.yaml", "resources: [ ../../base ]\n");
        Assert.Equal(["dev: Kustomize deploy/overlays/dev", "prod: Kustomize deploy/overlays/prod"], await Environments(folder));
    }

    [Fact]
    public async Task Value_files_of_a_chart_become_environments()
    {
        using var folder = Shop()
            .With("charts/shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n").With("charts/shop/values.yaml", "tag: '1'\n")
            .With("charts/shop/values-staging.yaml", "tag: '2'\n").With("charts/shop/values-prod-eu.yaml", "tag: '3'\n")
            .With("charts/shop/templates/front.yaml", Deployment.Replace("example/front", "example/front:{{ .Values.tag }}", StringComparison.Ordinal));
        Assert.Equal(["prod-eu: Helm charts/shop charts/shop/values-prod-eu.yaml", "staging: Helm charts/shop charts/shop/values-staging.yaml"], await Environments(folder));
    }

    [Fact]
    public async Task Folders_become_environments_and_share_what_no_folder_names()
    {
        using var folder = Shop().With("k8s/dev/front.yaml", Deployment).With("k8s/production/front.yaml", Deployment).With("istio/route.yaml", MeshedNamespace).With("k8s/common.yaml", MeshedNamespace);
        Assert.Equal(
            ["dev: Path k8s/dev, Path istio, Path k8s/common.yaml", "production: Path k8s/production, Path istio, Path k8s/common.yaml"],
            await Environments(folder));
    }

    [Fact]
    public async Task What_runs_and_names_no_environment_is_left_to_people()
    {
        using var folder = Shop().With("k8s/dev/front.yaml", Deployment).With("k8s/prod/front.yaml", Deployment).With("other/front.yaml", Deployment);
        Assert.Equal(["dev: Path k8s/dev", "prod: Path k8s/prod"], await Environments(folder));
        File.Delete(folder["meshready.json"]);
        Assert.Contains("other names no environment and was left out", (await Meshready.Run("init", folder.Path, "--dry-run")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_environments_alone_are_not_declared()
    {
        using var folder = Shop().With("k8s/dev/front.yaml", Deployment).With("k8s/front.yaml", Deployment);
        var (code, text, _) = await Meshready.Run("init", folder.Path, "--yes");
        Assert.Equal(0, code);
        Assert.Contains("folders name dev and no environment that users depend on", text, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["meshready.json"]));
    }

    [Fact]
    public async Task Manifests_without_a_name_are_one_environment()
    {
        using var folder = Shop().With("k8s/front.yaml", Deployment).With("k8s/back/back.yaml", Deployment.Replace("front", "back", StringComparison.Ordinal));
        Assert.Equal(["default: Path k8s"], await Environments(folder));
    }

    [Fact]
    public async Task Several_ways_to_deploy_are_left_to_people()
    {
        using var folder = Shop().With("k8s/front.yaml", Deployment).With("charts/shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n").With("charts/shop/templates/front.yaml", Deployment);
        var (code, text, _) = await Meshready.Run("init", folder.Path, "--yes");
        Assert.Equal(0, code);
        Assert.Contains("charts/shop, k8s may be several ways to deploy the same", text, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["meshready.json"]));
    }

    [Fact]
    public async Task Checkout_without_manifests_gets_the_package_alone()
    {
        using var folder = Shop();
        var (code, text, _) = await Meshready.Run("init", folder.Path, "--yes");
        Assert.Equal(0, code);
        Assert.Contains("no Kubernetes manifests are here", text, StringComparison.Ordinal);
        Assert.Equal($"<Project>\n  <ItemGroup>\n    <PackageReference Include=\"MeshReady.Analyzers\" Version=\"{Rendering.Version}\" PrivateAssets=\"all\" />\n  </ItemGroup>\n</Project>\n", folder.Read("Directory.Build.props"));
    }

    [Fact]
    public async Task Second_run_has_nothing_to_do()
    {
        using var folder = Shop().With("k8s/front.yaml", Deployment).With("k8s/shop.yaml", MeshedNamespace);
        await Meshready.Run("init", folder.Path, "--yes");
        var files = Snapshot(folder);
        Assert.Equal(["Directory.Build.props", ".globalconfig", "meshready.json"], files.Keys.Where(static f => !f.Contains('/', StringComparison.Ordinal)).OrderBy(static f => f[0] == '.' ? "E" : f, StringComparer.Ordinal));
        var (code, text, _) = await Meshready.Run("init", folder.Path);
        Assert.Equal(0, code);
        Assert.EndsWith("Nothing to do.\n", text, StringComparison.Ordinal);
        Assert.Equal(files, Snapshot(folder));
    }

    [Fact]
    public async Task What_is_there_stays()
    {
        using var folder = Shop().With("k8s/front.yaml", Deployment).With("k8s/shop.yaml", MeshedNamespace)
            .With("meshready.json", "{}").With(".globalconfig", "is_global = true\nmeshready.mesh = none")
            .With("Directory.Build.props", "<Project>\r\n\t<!-- Ours </Project> -->\r\n\t<PropertyGroup><A>1</A></PropertyGroup>\r\n</Project>");
        await Meshready.Run("init", folder.Path, "--yes");
        Assert.Equal("{}", folder.Read("meshready.json"));
        Assert.Equal("is_global = true\nmeshready.mesh = none", folder.Read(".globalconfig"));
        Assert.Equal($"<Project>\r\n\t<!-- Ours </Project> -->\r\n\t<PropertyGroup><A>1</A></PropertyGroup>\r\n\t<ItemGroup>\r\n\t\t<PackageReference Include=\"MeshReady.Analyzers\" Version=\"{Rendering.Version}\" PrivateAssets=\"all\" />\r\n\t</ItemGroup>\r\n</Project>", folder.Read("Directory.Build.props"));
    }

    [Fact]
    public async Task Proved_mesh_is_added_to_an_existing_configuration()
    {
        using var folder = Shop().With("k8s/front.yaml", Deployment).With("k8s/shop.yaml", MeshedNamespace).With(".globalconfig", "is_global = true\ndotnet_diagnostic.CA1822.severity = none");
        await Meshready.Run("init", folder.Path, "--yes");
        Assert.Equal("is_global = true\ndotnet_diagnostic.CA1822.severity = none\nmeshready.mesh = istio\n", folder.Read(".globalconfig"));
    }

    [Fact]
    public async Task Mesh_that_only_one_workload_is_in_is_not_proved()
    {
        using var folder = Shop().With("k8s/front.yaml", Deployment).With("k8s/shop.yaml", MeshedNamespace).With("k8s/back.yaml", Deployment.Replace("front", "back", StringComparison.Ordinal).Replace("namespace: shop", "namespace: other", StringComparison.Ordinal));
        var (_, text, _) = await Meshready.Run("init", folder.Path, "--yes");
        Assert.Contains("mesh: not proved for all workloads", text, StringComparison.Ordinal);
        Assert.False(File.Exists(folder[".globalconfig"]));
    }

    [Fact]
    public async Task Central_versions_get_the_version()
    {
        using var folder = Shop().With("Directory.Packages.props", "<Project>\n    <PropertyGroup>\n        <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>\n    </PropertyGroup>\n</Project>\n");
        await Meshready.Run("init", folder.Path, "--yes");
        Assert.EndsWith($"    <ItemGroup>\n        <PackageVersion Include=\"MeshReady.Analyzers\" Version=\"{Rendering.Version}\" />\n    </ItemGroup>\n</Project>\n", folder.Read("Directory.Packages.props"), StringComparison.Ordinal);
        Assert.Contains("<PackageReference Include=\"MeshReady.Analyzers\" PrivateAssets=\"all\" />", folder.Read("Directory.Build.props"), StringComparison.Ordinal);
        Assert.EndsWith("Nothing to do.\n", (await Meshready.Run("init", folder.Path)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nearest_file_that_imports_the_next_is_left_alone()
    {
        using var folder = new TempFolder().WithService("src/Front", "Console.WriteLine(1);").WithService("lib/Other", "Console.WriteLine(1);")
            .With("src/Directory.Build.props", "<Project>\n  <Import Project=\"$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))\" />\n</Project>\n")
            .With("lib/Directory.Build.props", "<Project>\n</Project>\n")
            .With("Directory.Build.props", "<Project>\n</Project>\n");
        await Meshready.Run("init", folder.Path, "--yes");
        Assert.DoesNotContain("MeshReady", folder.Read("src/Directory.Build.props"), StringComparison.Ordinal);
        Assert.Contains("MeshReady.Analyzers", folder.Read("lib/Directory.Build.props"), StringComparison.Ordinal);
        Assert.Contains("MeshReady.Analyzers", folder.Read("Directory.Build.props"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<Project />")]
    [InlineData("<Project><ItemGroup></Project>")]
    [InlineData("<html></html>")]
    public async Task File_that_is_not_understood_is_left_to_people(string content)
    {
        using var folder = Shop().With("Directory.Build.props", content);
        var (code, text, _) = await Meshready.Run("init", folder.Path, "--yes");
        Assert.Equal(0, code);
        Assert.Contains("Directory.Build.props is not understood; add to it by hand", text, StringComparison.Ordinal);
        Assert.Equal(content, folder.Read("Directory.Build.props"));
    }

    [Fact]
    public async Task Dry_run_shows_and_writes_nothing()
    {
        using var folder = Shop().With("k8s/front.yaml", Deployment);
        var files = Snapshot(folder);
        var (code, text, _) = await Meshready.Run("init", folder.Path, "--dry-run");
        Assert.Equal(0, code);
        Assert.Contains("+++ b/meshready.json\n", text, StringComparison.Ordinal);
        Assert.Contains("+++ b/Directory.Build.props\n", text, StringComparison.Ordinal);
        Assert.Equal(files, Snapshot(folder));
    }

    [Fact]
    public async Task Without_somebody_to_ask_nothing_is_written()
    {
        using var folder = Shop();
        var files = Snapshot(folder);
        var (code, _, error) = await Meshready.Run("init", folder.Path);
        Assert.Equal(2, code);
        Assert.Contains("pass --yes to write, or --dry-run to look only", error, StringComparison.Ordinal);
        Assert.Equal(files, Snapshot(folder));
    }

    [Fact]
    public async Task File_that_may_not_be_written_keeps_the_others_from_being_written()
    {
        using var folder = Shop().With("k8s/front.yaml", Deployment).With("Directory.Build.props", "<Project>\n</Project>\n");
        File.SetAttributes(folder["Directory.Build.props"], FileAttributes.ReadOnly);
        var (code, _, error) = await Meshready.Run("init", folder.Path, "--yes");
        File.SetAttributes(folder["Directory.Build.props"], FileAttributes.Normal);
        Assert.Equal(2, code);
        Assert.Contains("nothing was written", error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["meshready.json"]));
    }

    [Fact]
    public async Task Folder_inside_a_repository_is_said()
    {
        using var folder = new TempFolder().WithService("shop/Front", "Console.WriteLine(1);").With("shop/k8s/front.yaml", Deployment).With(".git/HEAD", "ref: refs/heads/main");
        Assert.Contains($"look for meshready.json in {folder.Path}, the root of the repository", (await Meshready.Run("init", folder["shop"], "--dry-run")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("the root of the repository", (await Meshready.Run("init", folder.Path, "--dry-run")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answer_decides(bool answer)
    {
        using var folder = Shop();
        var asked = new List<string>();
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, isInteractive: false, question =>
        {
            asked.Add(question);
            return answer;
        });
        Assert.Equal(0, await new CommandLine(TestRules.All, terminal, FrameworkPacks.Locate(), []).RunAsync(["init", folder.Path]));
        Assert.Equal(["Write this file?"], asked);
        Assert.Equal(answer, File.Exists(folder["Directory.Build.props"]));
    }

    [Theory]
    [InlineData("", "PATH is empty")]
    [InlineData("nowhere", "does not exist")]
    [InlineData("Front/Program.cs", "is a file")]
    [InlineData("empty", "holds no C# project")]
    public async Task Path_that_is_no_checkout_is_said(string path, string expected)
    {
        using var folder = Shop();
        Directory.CreateDirectory(folder["empty"]);
        var (code, _, error) = await Meshready.Run("init", path.Length == 0 ? "" : folder[path], "--yes");
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Project_that_has_the_package_is_not_given_a_second()
    {
        using var folder = new TempFolder().WithService("Front", "Console.WriteLine(1);", items: "<PackageReference Include=\"MeshReady.Analyzers\" Version=\"0.1.0\" />").WithService("Back", "Console.WriteLine(1);");
        var (_, text, _) = await Meshready.Run("init", folder.Path, "--yes");
        Assert.Contains("is referenced by 1 of 2 projects", text, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["Directory.Build.props"]));
    }

    private static TempFolder Shop() => new TempFolder().WithService("Front", "Console.WriteLine(1);");

    private static SortedDictionary<string, string> Snapshot(TempFolder folder)
        => new(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(folder.Path, f).Replace('\\', '/'), File.ReadAllText), StringComparer.Ordinal);

    // As the reader of the rules sees what was written, which it must follow without a note.
    private static async Task<string[]> Environments(TempFolder folder)
    {
        var (code, _, error) = await Meshready.Run("init", folder.Path, "--yes");
        Assert.Equal((0, ""), (code, error));
        var file = EnvironmentReader.Read(folder["meshready.json"], folder.Read("meshready.json"));
        var manifests = ManifestFiles.Find(folder.Path).Files.Select(static f => ManifestReader.Read(f.Path, f.File.Text)).ToArray();
        var sets = FactSets.Create(manifests, complete: false, [file], DeclaredPlaces.None);
        Assert.Empty(file.Notes.Concat(sets.Notes).Select(static n => n.Text));
        Assert.Equal(file.Environments.Select(static e => e.Name), sets.Sets.Select(static s => s.Environment));
        Assert.All(sets.Sets, static set => Assert.NotEmpty(set.Model.Workloads));
        return [.. file.Environments.Select(static e => $"{e.Name}: {string.Join(", ", e.Sources.Select(static s => $"{s.Kind} {s.Path} {string.Join(' ', s.ValueFiles)}".TrimEnd()))}")];
    }
}
