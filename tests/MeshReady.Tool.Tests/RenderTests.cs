using MeshReady.Tool.Analysis;

namespace MeshReady.Tool.Tests;

/// <summary>Rendering with the programs of the PATH, which these tests replace: they run alone.</summary>
[Collection(nameof(OwnPath))]
public sealed class RenderTests : IDisposable
{
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");
    private readonly TempFolder _folder = new TempFolder()
        .WithService("code/Cart", "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/\", () => \"hello\"); app.Run();")
        .With("code/k/kustomization.yaml", "resources: []")
        .With("code/chart/Chart.yaml", "name: chart")
        .With("code/chart/prod.yaml", "a: b");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _folder.Dispose();
    }

    private void Install(string name, string script)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("the programs are shell scripts");
        _folder.With($"bin/{name}", "#!/bin/sh\n" + script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder[$"bin/{name}"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private async Task<(int Code, string Out, string Error)> Render(string source, params string[] more)
    {
        Directory.CreateDirectory(_folder["bin"]);
        _folder.With("code/meshready.json", $$"""{ "environments": [ { "name": "live one", "namespace": "shop", "source": {{source}} } ] }""");
        Environment.SetEnvironmentVariable("PATH", _folder["bin"]);
        return await Meshready.Run(Rules.Product(), ["check", _folder["code"], .. more]);
    }

    private const string Workload = "/bin/cat <<'END'\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: cart }\nspec: { template: { spec: { terminationGracePeriodSeconds: 5, containers: [ { name: cart, image: cart } ] } } }\nEND\n";

    [Theory]
    [InlineData("kustomize", "build")]
    [InlineData("kubectl", "kustomize")]
    public async Task Kustomization_is_rendered_by_what_is_there(string program, string verb)
    {
        Install(program, $"[ \"$1\" = {verb} ] && [ -f \"$2/kustomization.yaml\" ] || exit 3\n{Workload}");
        var (code, text, _) = await Render("""{ "kustomize": "k" }""", "--render");
        Assert.Equal(1, code);
        Assert.Contains("obj/meshready/live-one-1.yaml:4  warning MSA1226", text, StringComparison.Ordinal);
        Assert.Contains("(in live one)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chart_is_rendered_with_namespace_and_value_files()
    {
        Install("helm", $"echo \"$@\" > {_folder["arguments"]}\n{Workload}");
        var (_, text, _) = await Render("""{ "helm": "chart", "values": "chart/prod.yaml" }""", "--render");
        Assert.Contains("MSA1226", text, StringComparison.Ordinal);
        Assert.Equal($"template release {_folder["code/chart"]} --namespace shop --values {_folder["code/chart/prod.yaml"]}", _folder.Read("arguments").Trim());
    }

    [Fact]
    public async Task Nothing_runs_unasked()
    {
        Install("kustomize", $"echo ran > {_folder["ran"]}");
        await Render("""{ "kustomize": "k" }""");
        Assert.False(File.Exists(_folder["ran"]));
    }

    [Theory]
    [InlineData("""{ "kustomize": "k" }""", "--render needs kustomize, or kubectl, on the PATH for environment live one")]
    [InlineData("""{ "helm": "chart" }""", "--render needs helm on the PATH for environment live one")]
    [InlineData("""{ "kustomize": "nowhere" }""", "--render: nowhere of environment live one does not exist")]
    public async Task What_is_missing_is_said(string source, string expected)
    {
        var (code, _, error) = await Render(source, "--render");
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_is_said_with_the_first_line_of_the_program()
    {
        Install("kustomize", "echo 'Error: no such base' >&2\necho more >&2\nexit 1");
        var (code, _, error) = await Render("""{ "kustomize": "k" }""", "--render");
        Assert.Equal(2, code);
        Assert.Contains("kustomize failed for environment live one: Error: no such base", error, StringComparison.Ordinal);
        Assert.DoesNotContain("more", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_without_end_is_bounded()
    {
        Install("kustomize", "/usr/bin/head -c 9000000 /dev/zero");
        var (code, _, error) = await Render("""{ "kustomize": "k" }""", "--render");
        Assert.Equal(2, code);
        Assert.Contains("puts out more than", error, StringComparison.Ordinal);
    }
}

/// <summary>Tests that change the PATH of this process.</summary>
[CollectionDefinition(nameof(OwnPath), DisableParallelization = true)]
public sealed class OwnPath;
