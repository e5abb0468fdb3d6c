using MeshReady.Tool.Changes;

namespace MeshReady.Tool.Tests.Changes;

/// <summary>Which lines a branch touches, asked of real repositories.</summary>
public sealed class ChangedLinesTests
{
    private const string Ten = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

    [Fact]
    public async Task Changed_and_added_lines_are_touched()
    {
        using var repository = new GitFolder().With("a.cs", Ten).Commit().Branch("work").With("a.cs", Ten.Replace("3\n", "three\n", StringComparison.Ordinal) + "11\n12\n").Commit();
        Assert.Equal("3 11 12", await Lines(repository, "a.cs", "main"));
    }

    [Fact]
    public async Task Lines_around_a_removal_are_touched()
    {
        using var repository = new GitFolder().With("a.cs", Ten).Commit().Branch("work").With("a.cs", Ten.Replace("5\n6\n", "", StringComparison.Ordinal)).Commit();
        Assert.Equal("4 5", await Lines(repository, "a.cs", "main"));
    }

    [Fact]
    public async Task What_the_other_branch_did_meanwhile_is_not_touched()
    {
        using var repository = new GitFolder().With("a.cs", Ten).With("b.cs", Ten).Commit().Branch("work").With("a.cs", "0\n" + Ten).Commit();
        repository.Git("checkout", "-q", "main");
        repository.With("b.cs", "other\n" + Ten).Commit();
        repository.Git("checkout", "-q", "work");
        Assert.Equal("1", await Lines(repository, "a.cs", "main"));
        Assert.Empty(await Lines(repository, "b.cs", "main"));
    }

    [Fact]
    public async Task Uncommitted_staged_and_untracked_files_count()
    {
        using var repository = new GitFolder().With("a.cs", Ten).With("b.cs", Ten).With(".gitignore", "ignored.cs\n").Commit();
        repository.With("a.cs", Ten + "11\n").With("b.cs", "0\n" + Ten).With("new.cs", "1\n2\n").With("ignored.cs", "1\n");
        repository.Git("add", "b.cs");
        Assert.Equal("11", await Lines(repository, "a.cs", "HEAD"));
        Assert.Equal("1", await Lines(repository, "b.cs", "HEAD"));
        Assert.EndsWith(" 19 20", await Lines(repository, "new.cs", "HEAD"), StringComparison.Ordinal);
        Assert.Empty(await Lines(repository, "ignored.cs", "HEAD"));
    }

    [Fact]
    public async Task Renamed_file_is_not_new()
    {
        using var repository = new GitFolder().With("old.cs", Ten).Commit().Branch("work");
        repository.Git("mv", "old.cs", "new.cs");
        repository.With("new.cs", Ten.Replace("7\n", "seven\n", StringComparison.Ordinal)).Commit();
        Assert.Equal("7", await Lines(repository, "new.cs", "main"));
    }

    [Theory]
    [InlineData("My Service/Program.cs")]
    [InlineData("Größe/Übersicht 図.cs")]
    [InlineData("emoji 🚀.cs")]
    public async Task Names_with_spaces_and_other_letters_are_found(string name)
    {
        using var repository = new GitFolder().With(name, Ten).Commit().Branch("work").With(name, Ten + "11\n").Commit();
        Assert.Equal("11", await Lines(repository, name, "main"));
    }

    [Fact]
    public async Task Quoted_names_are_found()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names");
        const string Name = "a\t\"b\" \\c.cs";
        using var repository = new GitFolder().With(Name, Ten).Commit().Branch("work").With(Name, Ten + "11\n").Commit();
        Assert.Equal("11", await Lines(repository, Name, "main"));
    }

    [Fact]
    public async Task Settings_of_the_user_change_nothing()
    {
        using var repository = new GitFolder().With("a b.cs", Ten).With("src/c.cs", Ten).Commit().Branch("work").With("a b.cs", "0\n2\n3\n4\n5\n6\n7\n8\n9\n0\n").With("src/c.cs", "0\n" + Ten).Commit();
        foreach (var (key, value) in new[] { ("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("diff.context", "5"), ("diff.interHunkContext", "20"), ("color.ui", "always"), ("diff.relative", "true"), ("diff.external", "false"), ("core.quotepath", "true") })
            repository.Git("config", key, value);
        Assert.Equal("1 10", await Lines(repository, "a b.cs", "main"));
        var changes = await ChangedLines.SinceAsync(repository["src"], "main", Git.In(repository["src"]), TestContext.Current.CancellationToken);
        Assert.True(changes.Touches(repository["src/c.cs"], 1, 1));
        Assert.True(changes.Touches(repository["a b.cs"], 10, 10));
        Assert.False(changes.Touches(Path.Combine(repository.Path, "..", "a b.cs"), 1, 1));
    }

    [Fact]
    public async Task Lines_that_look_like_a_header_are_text()
    {
        using var repository = new GitFolder().With("a.md", "x\n").With("b.cs", Ten).Commit().Branch("work").With("a.md", "++ b/b.cs\n@@ -1 +1,9 @@\n-- a/b.cs\n").Commit();
        Assert.Empty(await Lines(repository, "b.cs", "main"));
        Assert.Equal("1 2 3", await Lines(repository, "a.md", "main"));
    }

    [Fact]
    public async Task Deleted_file_touches_nothing()
    {
        using var repository = new GitFolder().With("a.cs", Ten).With("b.cs", Ten).Commit().Branch("work");
        File.Delete(repository["a.cs"]);
        repository.Commit();
        Assert.Empty(await Lines(repository, "a.cs", "main"));
        Assert.Empty(await Lines(repository, "b.cs", "main"));
    }

    [Theory]
    [InlineData("nowhere", "knows no branch, tag or commit 'nowhere'")]
    [InlineData("HEAD:a.cs", "knows no branch, tag or commit 'HEAD:a.cs'")]
    [InlineData("", "is no name of a branch")]
    [InlineData("--output=stolen", "is no name of a branch")]
    [InlineData("-p", "is no name of a branch")]
    [InlineData("a\nb", "'ab' is no name of a branch")]
    public async Task Reference_that_is_none_is_said(string reference, string expected)
    {
        using var repository = new GitFolder().With("a.cs", Ten).Commit();
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => Lines(repository, "a.cs", reference));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(repository["stolen"]));
    }

    [Fact]
    public async Task Branches_without_a_common_commit_are_said()
    {
        using var repository = new GitFolder().With("a.cs", Ten).Commit();
        repository.Git("checkout", "-q", "--orphan", "other");
        repository.Commit("unrelated");
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => Lines(repository, "a.cs", "main"));
        Assert.Contains("no commit in common", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_outside_of_a_repository_is_said()
    {
        using var folder = new TempFolder();
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => ChangedLines.SinceAsync(folder.Path, "main", Git.In(folder.Path), TestContext.Current.CancellationToken));
        Assert.Contains("is in no git repository", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_git_is_said()
    {
        using var folder = new TempFolder();
        Assert.Null(ProgramPath.Find("git", folder.Path + Path.PathSeparator + "."));
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => ChangedLines.SinceAsync(folder.Path, "main", new Git(folder.Path, null), TestContext.Current.CancellationToken));
        Assert.Equal("--since needs git on the PATH", exception.Message);
    }

    private static async Task<string> Lines(GitFolder repository, string name, string reference)
    {
        var changes = await ChangedLines.SinceAsync(repository.Path, reference, Git.In(repository.Path), TestContext.Current.CancellationToken);
        return string.Join(' ', Enumerable.Range(1, 20).Where(line => changes.Touches(repository[name], line, line)));
    }
}
