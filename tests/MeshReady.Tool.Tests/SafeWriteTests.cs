using MeshReady.Tool.Fixing;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Tests;

/// <summary>What is written, how, and what never is.</summary>
public sealed class SafeWriteTests
{
    [Fact]
    public void File_is_replaced_and_keeps_its_mode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no Unix mode");
        using var folder = new TempFolder().With("a.sh", "old");
#pragma warning disable CA1416
        File.SetUnixFileMode(folder["a.sh"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        SafeWrite.Write(folder.Path, folder["a.sh"], "new"u8.ToArray());
        Assert.Equal("new", folder.Read("a.sh"));
        Assert.True(File.GetUnixFileMode(folder["a.sh"]).HasFlag(UnixFileMode.UserExecute));
#pragma warning restore CA1416
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Failure_leaves_the_file_and_no_other()
    {
        using var folder = new TempFolder().With("a/b", "old");
        Assert.ThrowsAny<IOException>(() => SafeWrite.Write(folder.Path, folder["a"], [1]));
        Assert.Equal("old", folder.Read("a/b"));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Nothing_is_written_through_a_link_or_outside()
    {
        using var outside = new TempFolder().With("target.txt", "old");
        using var folder = new TempFolder();
        File.CreateSymbolicLink(folder["link.txt"], outside["target.txt"]);
        Directory.CreateSymbolicLink(folder["sub"], outside.Path);
        foreach (var path in new[] { folder["link.txt"], folder["sub/target.txt"], outside["target.txt"], folder["../x.txt"] })
            Assert.Throws<IOException>(() => SafeWrite.Write(folder.Path, path, [1]));
        Assert.Equal("old", outside.Read("target.txt"));
    }

    [Theory]
    [InlineData("http://u:pw@host/x", "http://***@host/x")]
    [InlineData("https://host/x?sig=pw", "https://host/x?***")]
    [InlineData("Host=db;Password=pw;Port=1", "Host=db;Password=***;Port=1")]
    [InlineData("\"apiKey\": \"pw\"", "\"apiKey\": \"***\"")]
    [InlineData("http://orders:8080/a", "http://orders:8080/a")]
    public void Secrets_are_taken_out(string text, string expected) => Assert.Equal(expected, Redaction.Clean(text));

    [Theory]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n")]
    [InlineData(null, "a\n", "--- /dev/null\n+++ b/f\n@@ -0,0 +1,1 @@\n+a\n")]
    [InlineData("a\n", "a\n", "")]
    [InlineData("a\r\n", "b", "--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-a\n+b\n\\ No newline at end of file\n")]
    public void Diff_is_unified(string? before, string after, string expected) => Assert.Equal(expected, UnifiedDiff.Write("f", before, after));
}
