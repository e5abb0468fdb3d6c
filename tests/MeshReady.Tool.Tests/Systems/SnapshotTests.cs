using MeshReady.Model.Systems;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Systems;

namespace MeshReady.Tool.Tests.Systems;

public sealed class SnapshotTests
{
    private const string Program = "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/\", () => \"hello\"); app.Run();";

    private static TempFolder Checkout() => new TempFolder()
        .With("repo/.git/HEAD", "ref: refs/heads/main")
        .WithService("repo/src/Orders", Program)
        .WithService("repo/src/Billing", Program)
        .With("repo/deploy/orders.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n")
        .With("gitops/prod/orders.yaml", "# first\napiVersion: v1\nkind: Secret\nmetadata: { name: s }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\n");

    private static Task<(int Code, string Out, string Error)> Snapshot(TempFolder folder, params string[] arguments)
        => Meshready.Run(Rules.Product(), ["snapshot", folder["repo"], .. arguments]);

    private static string[] Files(TempFolder folder)
        => [.. Directory.GetFiles(folder["repo/meshready.system"], "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder["repo"], f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Each_project_gets_a_file_beside_the_list()
    {
        using var folder = Checkout();

        var (code, _, _) = await Snapshot(folder);

        Assert.Equal(0, code);
        Assert.Equal(["meshready.system/src__Billing__Billing.json", "meshready.system/src__Orders__Orders.json"], Files(folder));
        Assert.Contains("\"file\": \"meshready.system/src__Orders__Orders.json\"", folder.Read("repo/meshready.system.json"), StringComparison.Ordinal);
        Assert.Equal("src/Orders/Orders.csproj", FactsReader.Read(folder.Read("repo/meshready.system/src__Orders__Orders.json"), out _)!.Project);
    }

    [Fact]
    public async Task File_whose_content_stays_is_not_written_again()
    {
        using var folder = Checkout();
        await Snapshot(folder);
        var before = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var file in Files(folder))
            File.SetLastWriteTimeUtc(folder["repo/" + file], before);
        folder.With("repo/src/Orders/Program.cs", Program.Replace("\"/\"", "\"/orders\"", StringComparison.Ordinal));

        var (_, _, error) = await Snapshot(folder);

        Assert.Contains("2 written", error, StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTimeUtc(folder["repo/meshready.system/src__Billing__Billing.json"]));
        Assert.NotEqual(before, File.GetLastWriteTimeUtc(folder["repo/meshready.system/src__Orders__Orders.json"]));
    }

    [Fact]
    public async Task Check_tells_what_is_stale_and_writes_nothing()
    {
        using var folder = Checkout();
        Assert.Equal(1, (await Snapshot(folder, "--check")).Code);
        Assert.False(Directory.Exists(folder["repo/meshready.system"]));
        await Snapshot(folder);
        Assert.Equal(0, (await Snapshot(folder, "--check")).Code);

        folder.With("repo/src/Orders/Program.cs", Program.Replace("\"/\"", "\"/orders\"", StringComparison.Ordinal));
        var (code, output, error) = await Snapshot(folder, "--check");

        Assert.Equal(1, code);
        Assert.Equal("meshready.system/src__Orders__Orders.json", output.Trim());
        Assert.Contains("run meshready snapshot", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_that_moved_make_nothing_stale()
    {
        using var folder = Checkout();
        await Snapshot(folder);
        var before = folder.Read("repo/meshready.system/src__Orders__Orders.json");
        folder.With("repo/src/Orders/Program.cs", "\n\n\n" + Program);

        Assert.Equal(0, (await Snapshot(folder, "--check")).Code);

        await Snapshot(folder);
        Assert.NotEqual(before, folder.Read("repo/meshready.system/src__Orders__Orders.json"));
    }

    [Fact]
    public async Task Part_of_the_repository_leaves_the_files_of_the_rest()
    {
        using var folder = Checkout();
        await Snapshot(folder);
        var (index, files) = (folder.Read("repo/meshready.system.json"), Files(folder));

        var (code, _, error) = await Meshready.Run("snapshot", folder["repo/src/Orders"]);

        Assert.True(code == 0, error);
        Assert.Equal(files, Files(folder));
        Assert.Equal(index, folder.Read("repo/meshready.system.json"));
    }

    [Fact]
    public async Task Line_ends_of_a_Windows_checkout_are_not_stale()
    {
        using var folder = Checkout();
        await Snapshot(folder);
        foreach (var file in Files(folder).Append("meshready.system.json"))
            folder.With("repo/" + file, folder.Read("repo/" + file).Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal(0, (await Snapshot(folder, "--check")).Code);
    }

    [Fact]
    public async Task File_of_a_project_that_is_gone_goes_and_no_other()
    {
        using var folder = Checkout();
        await Snapshot(folder);
        folder.With("repo/meshready.system/notes.json", "{}");
        Directory.Delete(folder["repo/src/Billing"], recursive: true);

        Assert.Equal(1, (await Snapshot(folder, "--check")).Code);
        await Snapshot(folder);

        Assert.Equal(["meshready.system/notes.json", "meshready.system/src__Orders__Orders.json"], Files(folder));
        Assert.Equal(0, (await Snapshot(folder, "--check")).Code);
    }

    [Fact]
    public async Task Manifests_of_another_repository_are_copied_line_for_line_without_secrets()
    {
        using var folder = Checkout();

        await Snapshot(folder, "--manifests", folder["gitops"]);

        Assert.Contains("meshready.system/manifests/gitops/prod/orders.yaml", Files(folder));
        var copy = folder.Read("repo/meshready.system/manifests/gitops/prod/orders.yaml").Split('\n');
        Assert.Equal("", copy[2]);
        Assert.Equal("kind: Service", copy[6]);
        Assert.DoesNotContain(Files(folder), f => f.Contains("deploy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Own_manifests_are_copied_where_asked_and_a_snapshot_is_no_manifest()
    {
        using var folder = Checkout();
        await Snapshot(folder, "--include-manifests");
        var first = Files(folder);

        await Snapshot(folder, "--include-manifests");

        Assert.Contains("meshready.system/manifests/deploy/orders.yaml", first);
        Assert.Equal(first, Files(folder));
    }

    [Theory]
    [InlineData("a/b.csproj", "a__b.json")]
    [InlineData("a/b_c.csproj", "a__b_-c.json")]
    [InlineData("a__b.csproj", "a_-_-b.json")]
    [InlineData("a b.csproj", "a_x0020b.json")]
    public void No_two_projects_share_a_file(string project, string file) => Assert.Equal(file, SnapshotFiles.NameOf(project));

    [Theory]
    [InlineData("/r/meshready.system/a.json", true)]
    [InlineData("C:\\r\\meshready.system\\a.json", true)]
    [InlineData("/r/meshready.system.json", false)]
    [InlineData("/r/meshready.system/manifests/a.json", false)]
    [InlineData("/r/other/a.json", false)]
    public void Facts_are_known_by_their_folder(string path, bool isFacts) => Assert.Equal(isFacts, SnapshotFiles.IsFacts(path));

    [Theory]
    [InlineData("value: x", "value: x")]
    [InlineData("- name: LOG_LEVEL\n  value: debug", "- name: LOG_LEVEL\n  value: debug")]
    [InlineData("- value: hunter2\n  name: API_KEY", "- value: redacted\n  name: API_KEY")]
    [InlineData("token: abc # why", "token: redacted")]
    [InlineData("secretName: orders-tls", "secretName: redacted")]
    [InlineData("kind: SecretProviderClass\nname: a", "kind: SecretProviderClass\nname: a")]
    [InlineData("{\"kind\": \"Secret\", \"data\": {\"a\": \"b\"}}\n---\nkind: Service", "\n---\nkind: Service")]
    [InlineData("kind: List\nitems:\n- kind: Secret\n  data: { a: b }", "\n\n\n")]
    [InlineData("args: { NUGET_TOKEN: abc, A: b }", "args: { NUGET_TOKEN: redacted, A: b }")]
    [InlineData("a: { password: \"correct horse\", b: c }", "a: { password: \"redacted\", b: c }")]
    [InlineData("literals: [ \"Db__Password=abc\" ]", "literals: [ \"Db__Password=redacted\" ]")]
    [InlineData("a: \"{\\\"password\\\":\\\"abc\\\"}\"", "a: \"{\\\"password\\\":\\\"redacted\\\"}\"")]
    [InlineData("- { name: s, secret: { secretName: x } }", "- { name: s, secret: { secretName: x } }")]
    [InlineData("password: &pw abc", "password: &pw redacted")]
    [InlineData("secretGenerator:\n- name: a\n  literals:\n  - any=thing\nresources:\n- b", "secretGenerator:\n\n\n\nresources:\n- b")]
    [InlineData("secretGenerator: [ { literals: [ any=thing ] } ]\nresources: [b]", "secretGenerator:\nresources: [b]")]
    [InlineData("command: [\"--password\", \"abc\", \"--port\", \"80\"]", "command: [\"--password\", \"redacted\", \"--port\", \"80\"]")]
    [InlineData("args:\n- --token\n- abc\n- b", "args:\n- --token\n- redacted\n- b")]
    [InlineData("test: \"curl -u me:abc http://a/\"", "test: \"curl -u redacted http://a/\"")]
    [InlineData("exec: [curl, -u, \"me:abc\", http://a]", "exec: [curl, -u, \"redacted\", http://a]")]
    [InlineData("exact: \"Bearer abc-123\"", "exact: \"Bearer redacted\"")]
    [InlineData("# basic authentication is off", "# basic authentication is off")]
    [InlineData("- STRIPE=sk_live_0123456789", "- STRIPE=redacted")]
    [InlineData("path: /health?key=abc", "path: /health?redacted")]
    [InlineData("host: me:abc@db", "host: redacted@db")]
    [InlineData("image: nginx:1.25@sha256:00ff", "image: nginx:1.25@sha256:00ff")]
    public void Copy_masks_values_and_keeps_lines(string text, string copy) => Assert.Equal(copy, ManifestCopy.Of(text));
}
