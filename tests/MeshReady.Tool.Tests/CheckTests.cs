using System.Text.Json;
using MeshReady.Testing;

namespace MeshReady.Tool.Tests;

/// <summary>meshready check, from arguments to exit code.</summary>
public sealed class CheckTests
{
    private const string Flawed = """
        var address = "http://orders:8080";
        Console.WriteLine(address + "old");
        """;

    [Fact]
    public async Task Findings_are_grouped_by_project()
    {
        using var folder = new TempFolder()
            .WithService("Front", Flawed, properties: "<MeshWorkload>front</MeshWorkload>")
            .WithService("Back", "Console.WriteLine(\"old\");")
            .With("deploy/front.yaml", "kind: Service\n");
        var (code, text, _) = await Meshready.Run("check", folder.Path);

        Assert.Equal(1, code);
        await Verifier.Verify(text);
    }

    [Fact]
    public async Task Json_holds_the_same_findings()
    {
        using var folder = new TempFolder().WithService("Front", Flawed);
        var (_, text, _) = await Meshready.Run("check", folder.Path, "--format", "json");
        await Verifier.Verify(text);
    }

    [Theory]
    [InlineData(0, "Console.WriteLine(1);")]
    [InlineData(0, "Console.WriteLine(\"old\");")]
    [InlineData(1, "Console.WriteLine(\"old\");", "--fail-on", "info")]
    [InlineData(1, "Console.WriteLine(\"http://a\");")]
    [InlineData(0, "Console.WriteLine(\"http://a\");", "--fail-on", "error")]
    [InlineData(2, "", "--severity", "loud")]
    public async Task Exit_code_follows_the_worst_finding(int expected, string source, params string[] options)
    {
        using var folder = new TempFolder().WithService("Front", source);
        var (code, _, _) = await Meshready.Run(["check", folder.Path, .. options]);
        Assert.Equal(expected, code);
    }

    [Fact]
    public async Task Severity_hides_what_is_below()
    {
        using var folder = new TempFolder().WithService("Front", Flawed);
        var (_, text, _) = await Meshready.Run("check", folder.Path, "--severity", "warning");
        Assert.Contains("TST0001", text, StringComparison.Ordinal);
        Assert.DoesNotContain("TST0002", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_that_does_not_exist_is_said()
    {
        using var folder = new TempFolder();
        var (code, _, error) = await Meshready.Run("check", folder["nowhere"]);
        Assert.Equal(2, code);
        Assert.Contains("does not exist", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty", "holds no C# project")]
    [InlineData("sources/A.cs", "is neither a folder nor a .csproj, .sln, .slnx or .slnf file")]
    public async Task Path_that_is_no_project_is_said(string path, string expected)
    {
        using var folder = new TempFolder().With("sources/A.cs", "class A;");
        Directory.CreateDirectory(folder["empty"]);
        var (code, _, error) = await Meshready.Run("check", folder[path]);
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_path_is_said()
    {
        var (code, _, error) = await Meshready.Run("check", "");
        Assert.Equal(2, code);
        Assert.Contains("PATH is empty", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_files_and_null_characters_are_read()
    {
        var large = $"static class Large {{ {string.Concat(Enumerable.Range(0, 60_000).Select(i => $"public const string C{i} = \"text {i} of a generator that never tires of writing the same sentence again and again\";\n"))} }}";
        using var folder = new TempFolder()
            .WithService("Front", "Console.WriteLine(\"http://a\");")
            .With("Front/Large.g.cs", large)
            .With("Front/Null.cs", "class N { string a = \"x\0y\"; }\0\0 class M;");
        var (code, text, error) = await Meshready.Run("check", folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("Front/Program.cs:1  warning TST0001", text, StringComparison.Ordinal);
        Assert.DoesNotContain("failed", text + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_without_a_project_are_said()
    {
        using var folder = new TempFolder().With("A.cs", "class A;");
        var (code, _, error) = await Meshready.Run("check", folder.Path);
        Assert.Equal(2, code);
        Assert.Contains("no project", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_files_do_not_end_the_run()
    {
        using var folder = new TempFolder()
            .WithService("Front", "class { void M( { var a = \"http://a\"; \n if (")
            .With("Front/appsettings.json", "{ not json")
            .With("deploy/a.yaml", "a: [b: {")
            .With("Broken/Broken.csproj", "<Project><ItemGroup></Project>")
            .With("Alien/Alien.csproj", "<html/>");
        var (code, text, _) = await Meshready.Run("check", folder.Path);

        Assert.Equal(1, code);
        Assert.Contains("Front/Program.cs:1  warning TST0001", text, StringComparison.Ordinal);
        Assert.Contains("Broken/Broken.csproj cannot be read", text, StringComparison.Ordinal);
        Assert.Contains("Alien/Alien.csproj cannot be read", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_unreadable_projects_cannot_be_analysed()
    {
        using var folder = new TempFolder().With("Broken.csproj", "<Project");
        Assert.Equal(2, (await Meshready.Run("check", folder.Path)).Code);
    }

    [Theory]
    [InlineData("#pragma warning disable TST0001\nConsole.WriteLine(\"http://a\");\n#pragma warning restore TST0001", "", "")]
    [InlineData("class P { [System.Diagnostics.CodeAnalysis.SuppressMessage(\"Test\", \"TST0001\")] static void Main() => Console.WriteLine(\"http://a\"); }", "", "")]
    [InlineData("Console.WriteLine(\"http://a\");", ".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.TST0001.severity = none\n")]
    [InlineData("Console.WriteLine(\"http://a\");", ".globalconfig", "is_global = true\ndotnet_diagnostic.TST0001.severity = none\n")]
    public async Task Suppressed_findings_are_silent(string source, string configName, string config)
    {
        using var folder = new TempFolder().WithService("Front", source);
        if (configName.Length > 0)
            folder.With(configName, config);
        var (code, text, _) = await Meshready.Run("check", folder.Path);
        Assert.Equal(0, code);
        Assert.DoesNotContain("TST0001", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Linked_file_is_reported_once()
    {
        using var folder = new TempFolder()
            .With("Shared/Address.cs", "static class Address { public const string Value = \"http://a\"; }")
            .WithService("Front", "Console.WriteLine(Address.Value);", items: "<Compile Include=\"../Shared/Address.cs\" Link=\"Address.cs\" />")
            .WithService("Back", "Console.WriteLine(Address.Value);", items: "<Compile Include=\"../Shared/*.cs\" />");
        var (_, text, _) = await Meshready.Run("check", folder.Path);
        Assert.Equal(2, text.Split("TST0001").Length);
    }

    [Fact]
    public async Task Rule_that_fails_is_a_line()
    {
        using var folder = new TempFolder().WithService("Front", "class A;");
        var (code, text, _) = await Meshready.Run(TestRules.Failing, "check", folder.Path);
        Assert.Equal(0, code);
        Assert.Contains("FailingAnalyzer failed with InvalidOperationException at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unresolved_calls_are_said()
    {
        using var folder = new TempFolder().WithService("Front", "Nowhere.A(); Nowhere.B(); Console.WriteLine(nameof(Console));", items: "<PackageReference Include=\"No.Such.Package\" Version=\"1.0.0\" />");
        var (_, text, error) = await Meshready.Run("check", folder.Path, "--timings");
        Assert.Contains("33 % of the calls in Front could be resolved: restore it for a full check (No.Such.Package not found)", text, StringComparison.Ordinal);
        Assert.Contains("33%   source  Front/Front.csproj", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Projects_that_refer_to_each_other_are_a_note()
    {
        using var folder = new TempFolder()
            .WithService("A", "Console.WriteLine(\"http://a\");", items: "<ProjectReference Include=\"../B/B.csproj\" /><ProjectReference Include=\"../C/C.csproj\" />")
            .WithService("B", "", items: "<ProjectReference Include=\"../A/A.csproj\" />");
        var (code, text, _) = await Meshready.Run("check", folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("refer to each other", text, StringComparison.Ordinal);
        Assert.Contains("C/C.csproj, which does not exist", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_stay_out_of_every_output()
    {
        const string Canary = "c4n4ry-s3cr3t";
        using var folder = new TempFolder()
            .WithService("Front", $"Console.WriteLine(\"http://user:{Canary}@orders/x?token={Canary}\");")
            .With("Front/appsettings.json", $"{{ \"ConnectionStrings\": {{ \"Db\": \"Host=db;Password={Canary}\" }} }}")
            .With("deploy/secret.yaml", $"apiVersion: v1\nkind: Secret\nmetadata: {{ name: s }}\nstringData: {{ password: {Canary} }}\n");
        foreach (var arguments in new[] { new[] { "check", folder.Path }, ["check", folder.Path, "--format", "json"], ["fix", folder.Path, "--behavioural", "--dry-run"] })
        {
            var (_, text, error) = await Meshready.Run(arguments);
            Assert.DoesNotContain(Canary, text + error, StringComparison.Ordinal);
            Assert.Contains("orders", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Two_runs_print_the_same()
    {
        using var folder = new TempFolder().WithService("Front", Flawed).WithService("Back", Flawed);
        var first = await Meshready.Run("check", folder.Path);
        Assert.Equal(first, await Meshready.Run("check", folder.Path));
        using var json = JsonDocument.Parse((await Meshready.Run("check", folder.Path, "--format", "json")).Out);
        Assert.Equal(4, json.RootElement.GetArrayLength());
    }
}
