using System.Text;
using MeshReady.Testing;

namespace MeshReady.Tool.Tests;

/// <summary>meshready fix, from arguments to files.</summary>
public sealed class FixTests
{
    private const string Source = "// note\nConsole.WriteLine(\"old\"); // old\nConsole.WriteLine(\"http://orders\");\nConsole.WriteLine(\"broken\");\n";

    [Fact]
    public async Task Without_the_flag_only_equivalent_fixes_are_applied()
    {
        using var folder = new TempFolder().WithService("Front", Source);
        var (code, text, _) = await Meshready.Run("fix", folder.Path);

        Assert.Equal(0, code);
        Assert.Equal(Source.Replace("(\"old\")", "(\"new\")", StringComparison.Ordinal), folder.Read("Front/Program.cs"));
        Assert.False(File.Exists(folder["Front/appsettings.json"]));
        Assert.Contains("TST0003 is left as it is: its fix does not compile here", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dry_run_prints_the_diff_and_writes_nothing()
    {
        using var folder = new TempFolder().WithService("Front", Source).With("Front/appsettings.json", "{\n  // keep\n  \"A\": 1\n}\n");
        var (_, text, _) = await Meshready.Run("fix", folder.Path, "--behavioural", "--dry-run");

        Assert.Equal(Source, folder.Read("Front/Program.cs"));
        Assert.Equal("{\n  // keep\n  \"A\": 1\n}\n", folder.Read("Front/appsettings.json"));
        await Verifier.Verify(text);
    }

    [Fact]
    public async Task Behavioural_fix_writes_its_settings_key()
    {
        using var folder = new TempFolder().WithService("Front", Source);
        await Meshready.Run("fix", folder.Path, "--behavioural");

        Assert.Contains("GetEnvironmentVariable(\"Services:Orders\")", folder.Read("Front/Program.cs"), StringComparison.Ordinal);
        Assert.Equal("{\n  \"Services\": {\n    \"Orders\": \"http://orders\"\n  }\n}\n", folder.Read("Front/appsettings.json"));
        var again = await Meshready.Run("fix", folder.Path, "--behavioural");
        Assert.Contains("0 files changed", again.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("{ \"Services\": \"none\" }")]
    [InlineData("[]")]
    [InlineData("{ \"Services\": { \"Orders\": \"http://elsewhere\" } }")]
    public async Task Settings_that_cannot_be_edited_hold_the_fix_back(string settings)
    {
        using var folder = new TempFolder().WithService("Front", Source).With("Front/appsettings.json", settings);
        var (_, text, _) = await Meshready.Run("fix", folder.Path, "--behavioural");

        Assert.Contains("Console.WriteLine(\"http://orders\")", folder.Read("Front/Program.cs"), StringComparison.Ordinal);
        Assert.Equal(settings, folder.Read("Front/appsettings.json"));
        Assert.Contains("Services:Orders cannot be added safely to Front/appsettings.json", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Linked_file_finds_its_key_in_every_program()
    {
        using var folder = new TempFolder()
            .With("Shared/Address.cs", "static class Address { public static readonly string? Value = \"http://orders\"; }")
            .WithService("Front", "Console.WriteLine(Address.Value);", items: "<Compile Include=\"../Shared/Address.cs\" />")
            .WithService("Back", "Console.WriteLine(Address.Value);", items: "<Compile Include=\"../Shared/Address.cs\" />");
        await Meshready.Run("fix", folder.Path, "--behavioural");

        Assert.Contains("GetEnvironmentVariable", folder.Read("Shared/Address.cs"), StringComparison.Ordinal);
        Assert.Contains("http://orders", folder.Read("Front/appsettings.json"), StringComparison.Ordinal);
        Assert.Contains("http://orders", folder.Read("Back/appsettings.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_only_files_stay()
    {
        using var folder = new TempFolder().WithService("Front", "Console.WriteLine(\"old\");").WithService("Back", "Console.WriteLine(\"http://orders\");").With("Back/appsettings.json", "{ }");
        File.SetAttributes(folder["Front/Program.cs"], FileAttributes.ReadOnly);
        File.SetAttributes(folder["Back/appsettings.json"], FileAttributes.ReadOnly);
        var (_, text, _) = await Meshready.Run("fix", folder.Path, "--behavioural");

        Assert.Contains("\"old\"", folder.Read("Front/Program.cs"), StringComparison.Ordinal);
        Assert.Contains("\"http://orders\"", folder.Read("Back/Program.cs"), StringComparison.Ordinal);
        Assert.Contains("Front/Program.cs may not be written", text, StringComparison.Ordinal);
        Assert.Contains("Back/appsettings.json may not be written, it is read-only", text, StringComparison.Ordinal);
        File.SetAttributes(folder["Front/Program.cs"], FileAttributes.Normal);
        File.SetAttributes(folder["Back/appsettings.json"], FileAttributes.Normal);
    }

    [Fact]
    public async Task Fix_that_fails_is_a_line_and_the_rest_goes_on()
    {
        using var folder = new TempFolder().WithService("Front", "Console.WriteLine(\"failing\");\nConsole.WriteLine(\"old\");\n");
        var (code, text, error) = await Meshready.Run("fix", folder.Path);
        Assert.Equal(0, code);
        Assert.Contains("TST0004 is left as it is: its fix failed with InvalidOperationException", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text + error, StringComparison.Ordinal);
        Assert.Contains("\"new\"", folder.Read("Front/Program.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encoding_and_line_endings_stay()
    {
        using var folder = new TempFolder().WithService("Front", "");
        var source = "// grün\r\nConsole.WriteLine(\"old\");\r\n";
        File.WriteAllText(folder["Front/Program.cs"], source, new UTF8Encoding(true));
        File.WriteAllText(folder["Front/Other.cs"], source.Replace("Console.WriteLine(\"old\")", "class O { string A = \"old\"; }", StringComparison.Ordinal), Encoding.Latin1);
        await Meshready.Run("fix", folder.Path);

        byte[] expected = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(source.Replace("old", "new", StringComparison.Ordinal))];
        Assert.Equal(expected, File.ReadAllBytes(folder["Front/Program.cs"]));
        Assert.StartsWith("// grün\r\nclass O { string A = \"new\"", Encoding.Latin1.GetString(File.ReadAllBytes(folder["Front/Other.cs"])), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(folder["Front"], "*.cs").Length);
        Assert.Empty(Directory.GetFiles(folder["Front"], "*.tmp"));
    }

    [Fact]
    public async Task Files_outside_of_the_path_stay()
    {
        using var folder = new TempFolder()
            .With("Elsewhere/Address.cs", "static class Address { public const string A = \"old\"; }")
            .With("In/Front/Front.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><Compile Include=\"../../Elsewhere/Address.cs\" /><Compile Include=\"Linked.cs\" /></ItemGroup></Project>");
        File.CreateSymbolicLink(folder["In/Front/Linked.cs"], folder["Elsewhere/Address.cs"]);
        var (_, text, _) = await Meshready.Run("fix", folder["In"]);

        Assert.Contains("\"old\"", folder.Read("Elsewhere/Address.cs"), StringComparison.Ordinal);
        Assert.Contains("may not be written", text, StringComparison.Ordinal);
        Assert.NotNull(new FileInfo(folder["In/Front/Linked.cs"]).LinkTarget);
    }
}
