namespace MeshReady.Tool.Tests.Changes;

/// <summary>meshready check --since, and the owners of findings.</summary>
public sealed class SinceTests
{
    [Fact]
    public async Task Only_findings_on_touched_lines_count()
    {
        using var repository = Repository("Console.WriteLine(\"http://old\");\n").Branch("work");
        repository.With("Front/Program.cs", "Console.WriteLine(\"http://old\");\nConsole.WriteLine(1);\nConsole.WriteLine(\"http://new\");\n").Commit();
        var (code, text, _) = await Meshready.Run("check", repository.Path, "--since", "main");
        Assert.Equal(1, code);
        Assert.Contains("Front/Program.cs:3", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Front/Program.cs:1 ", text, StringComparison.Ordinal);
        Assert.Contains("--since: the change touches 1 of 2 findings", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_elsewhere_leaves_nothing()
    {
        using var repository = Repository("Console.WriteLine(\"http://old\");\n").Branch("work");
        repository.With("README.md", "new").Commit();
        var (code, text, _) = await Meshready.Run("check", repository.Path, "--since", "main");
        Assert.Equal(0, code);
        Assert.DoesNotContain("TST0001", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_manifest_counts_for_the_code_that_it_contradicts()
    {
        using var repository = Repository("Console.WriteLine(\"http://old\");\n").Branch("work");
        repository.With("deploy/front.yaml", "kind: Service\n").Commit();
        var (code, text, _) = await Meshready.Run("check", repository.Path, "--since", "main");
        Assert.Equal(1, code);
        Assert.Contains("(also deploy/front.yaml:1)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_above_the_checked_project_counts_too()
    {
        using var repository = Repository("Console.WriteLine(\"http://old\");\n").Branch("work");
        repository.With("deploy/front.yaml", "kind: Service\n");
        Assert.Equal(1, (await Meshready.Run("check", repository["Front/Front.csproj"], "--since", "main")).Code);
    }

    [Fact]
    public async Task Branch_that_does_not_exist_is_said_before_the_work_begins()
    {
        using var repository = Repository("Console.WriteLine(\"http://old\");\n");
        var (code, text, error) = await Meshready.Run("check", repository.Path, "--since", "nowhere");
        Assert.Equal((2, ""), (code, text));
        Assert.Contains("knows no branch, tag or commit 'nowhere'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_without_a_repository_is_said()
    {
        using var folder = new TempFolder().WithService("Front", "Console.WriteLine(1);");
        var (code, _, error) = await Meshready.Run("check", folder.Path, "--since", "main");
        Assert.Equal(2, code);
        Assert.Contains("is in no git repository", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Owners_are_shown_from_the_root_of_the_repository()
    {
        using var repository = Repository("Console.WriteLine(\"http://old\");\n").With("CODEOWNERS", "* @everybody\n/Front/ @shop/front lead@example.com\n");
        Assert.Contains("is written into the code of nobody [@shop/front lead@example.com]", (await Meshready.Run("check", repository.Path)).Out, StringComparison.Ordinal);
        Assert.Contains("[@shop/front lead@example.com]", (await Meshready.Run("check", repository["Front"])).Out, StringComparison.Ordinal);
        Assert.Contains("""
                "owners": [
                  "@shop/front",
                  "lead@example.com"
                ]
            """, (await Meshready.Run("check", repository.Path, "--format", "json")).Out, StringComparison.Ordinal);
        Assert.Matches("\"owners\": \\[\\s+\"@shop/front\",\\s+\"lead@example.com\"\\s+\\]", (await Meshready.Run("check", repository.Path, "--format", "sarif")).Out);
        Assert.Contains("owned by <code>&#64;shop/front</code>, <code>lead&#64;example.com</code>", (await Meshready.Run("check", repository.Path, "--format", "markdown")).Out, StringComparison.Ordinal);
    }

    private static GitFolder Repository(string source)
    {
        var repository = new GitFolder();
        repository.Files.WithService("Front", source);
        return repository.Commit();
    }
}
