using System.Text.Json;

namespace MeshReady.Tool.Tests.Output;

/// <summary>Several formats in one run, and where they go.</summary>
public sealed class OutputPlanTests
{
    private const string Flawed = "Console.WriteLine(\"http://a\");";

    [Fact]
    public async Task Several_formats_are_written_in_one_run()
    {
        using var folder = new TempFolder().WithService("Front", Flawed);
        var (code, text, error) = await Meshready.Run("check", folder.Path, "--format", "text", "--format", $"sarif={folder["a.sarif"]}", "--format", $"markdown={folder["b.md"]}");
        Assert.Equal(1, code);
        Assert.Contains("TST0001  'http://a'", text, StringComparison.Ordinal);
        Assert.Equal("", error);
        Assert.Equal("2.1.0", JsonDocument.Parse(folder.Read("a.sarif")).RootElement.GetProperty("version").GetString());
        Assert.StartsWith("## MeshReady\n", folder.Read("b.md"), StringComparison.Ordinal);
        Assert.Equal(["a.sarif", "b.md"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Output_is_for_the_format_without_a_file()
    {
        using var folder = new TempFolder().WithService("Front", Flawed);
        var (code, text, error) = await Meshready.Run("check", folder.Path, "--format", $"github={folder["g"]}", "--format", "json", "--output", folder["a.json"]);
        Assert.Equal(1, code);
        Assert.Equal("", text);
        Assert.Equal("1 warning in 1 project, 1 file\n", error);
        Assert.Equal(1, JsonDocument.Parse(folder.Read("a.json")).RootElement.GetArrayLength());
        Assert.StartsWith("::warning file=Front/Program.cs", folder.Read("g"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dash_is_standard_output()
    {
        using var folder = new TempFolder().WithService("Front", Flawed);
        var (code, text, _) = await Meshready.Run("check", folder.Path, "--format", "json=-");
        Assert.Equal(1, code);
        Assert.Equal(1, JsonDocument.Parse(text).RootElement.GetArrayLength());
        Assert.Equal(2, (await Meshready.Run("check", folder.Path, "--format", "json=-", "--format", "text")).Code);
    }

    [Fact]
    public async Task Output_alone_is_text()
    {
        using var folder = new TempFolder().WithService("Front", Flawed).With("a.txt", "old");
        await Meshready.Run("check", folder.Path, "--output", folder["a.txt"]);
        Assert.StartsWith("Front/Front.csproj\n", folder.Read("a.txt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'xml' is none of text, json, sarif, github, markdown", "--format", "xml")]
    [InlineData("'1' is none of", "--format", "1")]
    [InlineData("a file is missing behind '='", "--format", "sarif=")]
    [InlineData("only one format can go to standard output", "--format", "sarif", "--format", "text")]
    [InlineData("a.json is named for two formats", "--format", "sarif=a.json", "--format", "json=./a.json")]
    [InlineData("for several write --format sarif=a.sarif", "--format", "sarif", "--format", "json", "--output", "a")]
    [InlineData("here each has one", "--format", "sarif=a", "--output", "b")]
    [InlineData("--output is empty", "--output", "")]
    [InlineData("its folder does not exist", "--output", "/nowhere/at/all/a.txt")]
    [InlineData("it is a folder", "--output", ".")]
    public async Task Contradiction_is_said_before_anything_is_read(string expected, params string[] options)
    {
        using var folder = new TempFolder().WithService("Front", Flawed);
        var (code, text, error) = await Meshready.Run(["check", folder.Path, .. options]);
        Assert.Equal(2, code);
        Assert.Equal("", text);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_only_file_is_kept_and_said()
    {
        using var folder = new TempFolder().WithService("Front", Flawed).With("a.sarif", "old");
        File.SetAttributes(folder["a.sarif"], FileAttributes.ReadOnly);
        var (code, _, error) = await Meshready.Run("check", folder.Path, "--format", "sarif", "--output", folder["a.sarif"]);
        File.SetAttributes(folder["a.sarif"], FileAttributes.Normal);
        Assert.Equal(2, code);
        Assert.Contains("a.sarif cannot be written: it is read-only", error, StringComparison.Ordinal);
        Assert.Equal("old", folder.Read("a.sarif"));
    }

    [Fact]
    public void Failure_in_the_middle_keeps_the_old_file_and_leaves_no_other()
    {
        using var folder = new TempFolder().With("a", "old");
        var name = folder[new string('n', 240)];
        File.WriteAllText(name, "old");
        var reason = Tool.Output.AtomicFile.Write(name, [1]);
        Assert.Contains("was not written", reason, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(name));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void Link_stays_a_link()
    {
        using var folder = new TempFolder().With("real/a.sarif", "old");
        File.CreateSymbolicLink(folder["link.sarif"], folder["real/a.sarif"]);
        Assert.Null(Tool.Output.AtomicFile.Write(folder["link.sarif"], "new"u8.ToArray()));
        Assert.Equal("new", folder.Read("real/a.sarif"));
        Assert.NotNull(new FileInfo(folder["link.sarif"]).LinkTarget);
    }

    [Fact]
    public void Device_is_written_to_and_not_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no /dev");
        Assert.Null(Tool.Output.AtomicFile.Write("/dev/null", [1, 2]));
        Assert.Equal(0, new FileInfo("/dev/null").Length);
        Assert.Empty(File.ReadAllBytes("/dev/null"));
    }

    [Fact]
    public async Task Notes_are_told_once_wherever_the_findings_go()
    {
        using var folder = new TempFolder().WithService("Front", Flawed).With("Alien/Alien.csproj", "<Project");
        foreach (var format in new[] { "text", "json", "sarif", "github", "markdown" })
        {
            var (_, text, error) = await Meshready.Run("check", folder.Path, "--format", format);
            Assert.Equal(1, (text + error).Split("cannot be read").Length - 1);
        }
    }
}
