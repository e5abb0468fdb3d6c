using MeshReady.Tool.Owners;

namespace MeshReady.Tool.Tests.Owners;

/// <summary>CODEOWNERS, with the examples of GitHub's and GitLab's documentation.</summary>
public sealed class CodeOwnersTests
{
    private const string GitHub = """
        # This is a comment.
        *       @global-owner1 @global-owner2
        *.js    @js-owner #This is an inline comment.
        *.go docs@example.com
        *.txt @octo-org/octocats
        /build/logs/ @doctocat
        docs/*  docs@example.com
        apps/ @octocat
        /docs-all/ @doctocat
        /scripts/ @doctocat @octocat
        **/logs @octocat
        /owned/ @octocat
        /owned/github
        /other/ @octocat
        /other/github @doctocat
        """;

    [Theory]
    [InlineData("README.md", "@global-owner1 @global-owner2")]
    [InlineData("deep/down/here.cs", "@global-owner1 @global-owner2")]
    [InlineData("web/app.js", "@js-owner")]
    [InlineData("cmd/main.go", "docs@example.com")]
    [InlineData("notes.txt", "@octo-org/octocats")]
    [InlineData("docs/getting-started.md", "docs@example.com")]
    [InlineData("docs/build-app/troubleshooting.md", "@global-owner1 @global-owner2")]
    [InlineData("apps/a.cs", "@octocat")]
    [InlineData("src/apps/deep/a.cs", "@octocat")]
    [InlineData("apps", "@global-owner1 @global-owner2")]
    [InlineData("docs-all/deep/a.md", "@doctocat")]
    [InlineData("src/docs-all/a.md", "@global-owner1 @global-owner2")]
    [InlineData("scripts/a.sh", "@doctocat @octocat")]
    [InlineData("build/logs/a.log", "@octocat")]
    [InlineData("scripts/logs/a.log", "@octocat")]
    [InlineData("deeply/nested/logs/x/a.log", "@octocat")]
    [InlineData("owned/a.cs", "@octocat")]
    [InlineData("owned/github/a.cs", "")]
    [InlineData("other/github/a.cs", "@doctocat")]
    public void GitHubs_documented_examples_hold(string path, string owners) => Assert.Equal(owners, Of(GitHub, path));

    [Theory]
    [InlineData("/build/logs/ @doctocat", "build/logs/deep/a.log", "@doctocat")]
    [InlineData("/build/logs/ @doctocat", "src/build/logs/a.log", "")]
    [InlineData("src/*/Program.cs @a", "src/Orders/Program.cs", "@a")]
    [InlineData("src/*/Program.cs @a", "src/Orders/Deep/Program.cs", "")]
    [InlineData("src/**/Program.cs @a", "src/Program.cs", "@a")]
    [InlineData("src/**/Program.cs @a", "src/Orders/Deep/Program.cs", "@a")]
    [InlineData("src/**/Program.cs @a", "src/MyProgram.cs", "")]
    [InlineData("src/** @a", "src/Orders/Deep/Program.cs", "@a")]
    [InlineData("** @a", "any/where.cs", "@a")]
    [InlineData("src/Orders @a", "src/Orders/Program.cs", "@a")]
    [InlineData("src/Orders @a", "src/OrdersApi/Program.cs", "")]
    [InlineData("Orde?s/ @a", "src/Orders/Program.cs", "@a")]
    [InlineData(@"\#notes.md @a", "#notes.md", "@a")]
    [InlineData(@"My\ Service/ @a", "src/My Service/Program.cs", "@a")]
    [InlineData("src/ @a@b.c other words", "src/A.cs", "@a@b.c")]
    [InlineData("readme.md @a", "README.md", "")]
    [InlineData("deploy/a.b.yaml @a", "deploy/aXb.yaml", "")]
    public void Pattern_matches_as_gits_do(string line, string path, string owners) => Assert.Equal(owners, Of(line, path));

    [Theory]
    [InlineData("!src/A.cs @b")]
    [InlineData("src/[AB].cs @b")]
    [InlineData("src/***/A.cs @b")]
    [InlineData("/ @b")]
    public void Line_that_GitHub_does_not_take_changes_nothing(string line) => Assert.Equal("@a", Of($"* @a\n{line}\n", "src/A.cs"));

    private const string GitLab = """
        * @admin
        [README Owners]
        README.md @user1 @user2
        internal/README.md @user4

        ^[Documentation][2] @docs-team
        docs/
        README.md
        /config/*.md @config

        [Backend] @back
        src/ @src
        !src/generated/
        [documentation]
        ee/docs/ @ee
        """;

    [Theory]
    [InlineData("README.md", "@admin @user1 @user2 @docs-team")]
    [InlineData("any/internal/README.md", "@admin @user4 @docs-team")]
    [InlineData("a/docs/deep/b.md", "@admin @docs-team")]
    [InlineData("ee/docs/b.md", "@admin @ee")]
    [InlineData("config/a.md", "@admin @config")]
    [InlineData("config/deep/a.md", "@admin")]
    [InlineData("src/A.cs", "@admin @src")]
    [InlineData("src/generated/A.cs", "@admin")]
    public void GitLabs_sections_add_up(string path, string owners) => Assert.Equal(owners, Of(GitLab, path));

    [Fact]
    public void Folder_without_slash_is_a_file_to_GitLab()
    {
        Assert.Equal("", string.Join(' ', CodeOwners.Read("/docs @a", isGitLab: true).Of("docs/a.md")));
        Assert.Equal("@a", string.Join(' ', CodeOwners.Read("/docs/ @a", isGitLab: true).Of("docs/a.md")));
    }

    [Fact]
    public void First_place_that_exists_counts()
    {
        using var folder = new TempFolder().With("docs/CODEOWNERS", "* @docs").With("CODEOWNERS", "* @root");
        Assert.Equal(["@root"], CodeOwners.Find(folder.Path).Owners.Of("a.cs"));
        folder.With(".github/CODEOWNERS", "* @github");
        Assert.Equal(["@github"], CodeOwners.Find(folder.Path).Owners.Of("a.cs"));
    }

    [Fact]
    public void Nobody_owns_anything_without_the_file()
    {
        using var folder = new TempFolder();
        Assert.Empty(CodeOwners.Find(folder.Path).Owners.Of("a.cs"));
    }

    [Fact]
    public void Hostile_pattern_ends_soon()
        => Assert.Equal("", Of(string.Concat(Enumerable.Repeat("**/*a/", 150)) + "z @a", string.Concat(Enumerable.Repeat("a/", 2_000)) + "b"));

    private static string Of(string text, string path) => string.Join(' ', CodeOwners.Read(text).Of(path));
}
