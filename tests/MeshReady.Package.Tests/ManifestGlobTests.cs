
namespace MeshReady.Package.Tests;

/// <summary>Which files the package's targets hand to the compiler.</summary>
public sealed class ManifestGlobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ManifestGlobTests()
    {
        var package = Repository.PathOf("src", "MeshReady.Package", "buildTransitive");
        _folder.Write("src/Cart/Cart.csproj", $"""
            <Project>
              <Import Project="{package}/MeshReady.Analyzers.props" />
              <Import Project="{package}/MeshReady.Analyzers.targets" />
            </Project>
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Known_folders_are_read_down_to_two_levels_below_the_checkout()
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        string[] expected =
        [
            _folder.Write("k8s/a.yaml", ""),
            _folder.Write("platform/deploy/nested/b.yml", ""),
            _folder.Write("services/cart/charts/c.yaml", ""),
            // Found by two names, handed over once.
            _folder.Write("deploy/istio/d.yaml", ""),
            _folder.Write("deploy/docker-compose.yml", ""),
            // These say which image is built from which folder.
            _folder.Write("compose.yaml", ""),
            _folder.Write("src/docker-compose.override.yml", ""),
            _folder.Write("skaffold.yaml", ""),
        ];
        _folder.Write("one/two/three/k8s/too-deep.yaml", "");
        _folder.Write("docs/not-a-manifest-folder.yaml", "");
        _folder.Write("deploy/node_modules/package/e.yaml", "");

        Assert.Equal(expected.Order(), (await Manifests()).Order());
    }

    [Fact]
    public async Task A_worktree_is_a_root_of_its_own()
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        _folder.Write("k8s/of-the-main-checkout.yaml", "");
        _folder.Write("src/.git", "gitdir: ../.git/worktrees/src\n");
        var manifest = _folder.Write("src/k8s/of-the-worktree.yaml", "");

        Assert.Equal([manifest], await Manifests());
    }

    [Fact]
    public async Task Without_a_checkout_the_project_folder_is_the_root()
    {
        _folder.Write("k8s/elsewhere.yaml", "");
        var manifest = _folder.Write("src/Cart/k8s/own.yaml", "");

        Assert.Equal([manifest], await Manifests());
    }

    [Fact]
    public async Task MeshReadyRoot_wins_over_the_checkout()
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        _folder.Write("k8s/elsewhere.yaml", "");
        var manifest = _folder.Write("src/k8s/named.yaml", "");

        Assert.Equal([manifest], await Manifests("-p:MeshReadyRoot=.."));
    }

    [Fact]
    public async Task None_switches_off()
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        _folder.Write("k8s/a.yaml", "");
        _folder.Write("src/Cart/appsettings.json", "{}");

        Assert.Empty(await Dotnet.AdditionalFiles(_folder["src/Cart/Cart.csproj"], "-p:MeshReadyManifests=none"));
    }

    [Fact]
    public async Task Snapshot_reads_the_project_folder_only()
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        _folder.Write("k8s/a.yaml", "");
        var manifest = _folder.Write("src/Cart/k8s/own.yaml", "");

        Assert.Equal([manifest], await Manifests("-p:MeshReadyManifests=snapshot"));
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("-p:MeshReadyManifests=snapshot", 3)]
    [InlineData("-p:MeshReadyManifests=none", 0)]
    public async Task Snapshot_of_the_checkout_comes_along(string argument, int expected)
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        (string, string)[] files =
        [
            (_folder.Write("meshready.system/src__Cart__Cart.json", "{}"), "facts"),
            (_folder.Write("meshready.system/manifests/gitops/prod/route.yaml", ""), "manifest"),
            (_folder.Write("meshready.system/manifests/gitops/prod/web.yml", ""), "manifest"),
        ];
        _folder.Write("meshready.system.json", "{}");

        var found = await Dotnet.AdditionalFiles(_folder["src/Cart/Cart.csproj"], [.. new[] { argument }.Where(static a => a.Length > 0)]);
        Assert.Equal(files.Take(expected).Order(), found.Select(static f => (f.Path, f.Kind)).Order());
    }

    [Fact]
    public async Task A_list_of_files_wildcards_and_folders_replaces_the_default()
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        _folder.Write("k8s/not-listed.yaml", "");
        string[] expected =
        [
            _folder.Write("ops/a.yaml", ""),
            _folder.Write("cluster/nested/b.yaml", ""),
            _folder.Write("single.yml", ""),
        ];

        Assert.Equal(expected.Order(), (await Manifests("-p:MeshReadyManifests=ops/*.yaml%3B cluster%3Bsingle.yml%3Bmissing.yaml")).Order());
    }

    [Fact]
    public async Task Settings_of_the_project_come_along()
    {
        _folder.Write("src/Cart/appsettings.json", "{}");
        _folder.Write("src/Cart/appsettings.Production.json", "{}");
        _folder.Write("src/Cart/other.json", "{}");

        var files = await Dotnet.AdditionalFiles(_folder["src/Cart/Cart.csproj"]);

        Assert.Equal(["appsettings.Production.json", "appsettings.json"], files.Where(static f => f.Kind == "settings").Select(static f => Path.GetFileName(f.Path)).Order(StringComparer.Ordinal));
        Assert.Equal(2, files.Length);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("-p:MeshReadyManifests=ops", 1)]
    [InlineData("-p:MeshReadyManifests=none", 0)]
    public async Task Declaration_of_environments_at_the_root_comes_along(string argument, int expected)
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        var declaration = _folder.Write("meshready.json", "{}");
        _folder.Write("src/meshready.json", "{}");

        var files = await Dotnet.AdditionalFiles(_folder["src/Cart/Cart.csproj"], [.. new[] { argument }.Where(static a => a.Length > 0)]);
        Assert.Equal(Enumerable.Repeat((declaration, "environments", "false"), expected), files.Select(static f => (f.Path, f.Kind, f.Visible)));
    }

    [Fact]
    public async Task Compiler_sees_whether_the_manifests_are_complete()
        => Assert.Contains("MeshReadyComplete", await Dotnet.Run(_folder["src/Cart"], "msbuild", "-getItem:CompilerVisibleProperty"));

    [Fact]
    public async Task Two_thousand_manifests_are_read()
    {
        WriteMany(2000);

        Assert.Equal(2000, (await Manifests()).Length);
        Assert.DoesNotContain("MeshReady:", await Dotnet.Run(_folder["src/Cart"], "msbuild", "-t:MeshReadyCheckSettings", "-nologo"));
    }

    [Fact]
    public async Task Beyond_the_limit_there_is_one_message_and_no_manifest()
    {
        WriteMany(2001);

        Assert.Empty(await Manifests());
        var output = await Dotnet.Run(_folder["src/Cart"], "msbuild", "-t:MeshReadyCheckSettings", "-nologo");
        var message = Assert.Single(output.Split('\n'), static line => line.Contains("MeshReady:"));
        Assert.Contains("2001 manifests", message);
    }

    [Theory]
    [InlineData("src/Cart/Dockerfile", "src/Cart/Dockerfile")]
    [InlineData("src/Dockerfile", "src/Cart/../Dockerfile")]
    [InlineData("Dockerfile", "")]
    public async Task Dockerfile_beside_the_project_or_one_folder_above_is_named(string file, string expected)
    {
        _folder.Write(file, "FROM scratch\n");

        Assert.Equal(expected.Length == 0 ? "" : _folder[expected], (await Dotnet.Run(_folder["src/Cart"], "msbuild", "-getProperty:MeshReadyDockerfile", "-nologo")).Trim());
    }

    [Fact]
    public async Task An_unknown_profile_is_named_in_a_message()
    {
        var output = await Dotnet.Run(_folder["src/Cart"], "msbuild", "-t:MeshReadyCheckSettings", "-nologo", "-p:MeshReadyProfile=lenient");

        Assert.Contains("MeshReadyProfile is 'lenient'", output);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("strict")]
    [InlineData("brownfield")]
    [InlineData("library")]
    public async Task Every_profile_is_handed_to_the_compiler(string profile)
    {
        var output = await Dotnet.Run(_folder["src/Cart"], "msbuild", "-getItem:EditorConfigFiles", "-p:MeshReadyProfile=" + profile);

        Assert.Contains($"profiles/{profile}.globalconfig", output);
    }

    [Fact]
    public async Task Semicolons_of_a_list_become_commas()
    {
        _folder.Write("src/Cart/Lists.csproj", File.ReadAllText(_folder["src/Cart/Cart.csproj"])
            .Replace("<Project>", "<Project><PropertyGroup><MeshReadyExternalHosts>a.example;b.example</MeshReadyExternalHosts></PropertyGroup>"));

        var output = await Dotnet.Run(_folder["src/Cart"], "msbuild", "Lists.csproj", "-getProperty:MeshReadyExternalHosts");
        Assert.Equal("a.example,b.example", output.Trim());
    }

    private void WriteMany(int count)
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        for (var i = 0; i < count; i++)
            _folder.Write($"k8s/{i}.yaml", "");
    }

    private async Task<string[]> Manifests(params string[] arguments)
    {
        var files = await Dotnet.AdditionalFiles(_folder["src/Cart/Cart.csproj"], arguments);
        Assert.All(files, static f => Assert.Equal("false", f.Visible));
        return [.. files.Where(static f => f.Kind == "manifest").Select(static f => f.Path)];
    }
}
