using System.Text;
using MeshReady.Tool.Loading;

namespace MeshReady.Tool.Tests.Robustness;

/// <summary>C# and manifests that nobody wrote, or not to the end: a line each, and the rest is checked.</summary>
public sealed class BrokenSourceTests
{
    private const string Address = "Console.WriteLine(\"http://a\");";
    private const int Many = 10_000;

    public static TheoryData<string> TooDeep => [
        $"class D {{ int A = {new string('(', Many)}1{new string(')', Many)}; }}",
        $"class D {{ bool A = {new string('!', Many)}true; }}",
        $"class D {{ D X; void M(D b) {{ var x = b{Repeat(".X", Many)}; }} }}",
        $"class D {{ D X; void M(D b) {{ var x = b{Repeat("?.X", Many)}; }} }}",
        $"class D {{ D this[int i] => this; void M() {{ var x = this{Repeat("[0]", Many)}; }} }}",
        $"class D {{ void M(System.Text.StringBuilder b) => b{Repeat(".Append(1)", Many)}; }}",
        $"class D {{ async void M(dynamic b) {{ {Repeat("await ", Many)}b; }} }}",
        $"class D {{ bool M(object b) => b is {Repeat("not ", Many)}null; }}",
        $"unsafe class D {{ int{new string('*', Many)} A; }}",
        $"class D {{ void M() {{ {string.Concat(Enumerable.Range(0, Many).Select(static i => $"l{i}: "))}; }} }}",
        $"class D {{ string A = {Repeat("$\"{", 300)}1{Repeat("}\"", 300)}; }}"];

    public static TheoryData<string> Fine => [
        $"class D {{ string A = {Repeat("\"a\" + ", Many)}\"b\"; }}",
        $"class D {{ void M(int b) {{ {Repeat("if (b == 1) b++; else ", 2000)}b--; }} }}",
        $"class D {{ int[] A = [{Repeat("1, ", Many)}1]; }}",
        $"// {Repeat("(", Many)}\nclass D {{ string A = \"{Repeat("[", Many)}\"; }}",
        $"class D {{ void M(bool b) {{ {Repeat("if (b) { ", 90)}{Repeat("}", 90)} }} }}",
        $"class D {{ {Repeat("string M(int a) { var s = $\"{a}\"; if (a > 1) { return $\"{s} {a}\"; } return s; }\n", 50)} }}"];

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    // Without the limit the compiler would end the process, and the tests with it: hence the first assertion.
    [Theory]
    [MemberData(nameof(TooDeep))]
    public async Task Source_that_the_compiler_cannot_take_is_left_out(string source)
    {
        Assert.True(NestingLimit.IsPassed(source));
        using var folder = new TempFolder().WithService("Front", Address).With("Front/Deep.cs", source);
        var (code, text, error) = await Meshready.Run("check", folder.Path);
        Assert.Equal((1, ""), (code, error));
        Assert.Contains("Front/Deep.cs is nested too deeply for the compiler and was left out\n", text, StringComparison.Ordinal);
        Assert.Contains("Front/Program.cs:1  warning TST0001", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public void Source_that_is_only_long_is_read(string source) => Assert.False(NestingLimit.IsPassed(source));

    [Theory]
    [InlineData("var a = \"http://a\"; Console.WriteLine(a", 1)]
    [InlineData("namespace A { class B { void M() { var a = \"http://a\";", 1)]
    [InlineData("var a = $\"\"\"\n http://a", 0)]
    [InlineData("/* http://a", 0)]
    [InlineData("#if X\nvar a = \"http://a\";", 0)]
    public async Task Truncated_source_is_checked_as_far_as_it_goes(string source, int expected)
    {
        using var folder = new TempFolder().WithService("Front", source);
        var (code, text, error) = await Meshready.Run("check", folder.Path);
        Assert.Equal((expected, ""), (code, error));
        Assert.EndsWith("in 1 project, 1 file\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_of_a_hundred_megabytes_is_named_and_not_read()
    {
        using var folder = new TempFolder().WithService("Front", Address).With("Front/Huge.cs", "").With("deploy/huge.yaml", "");
        foreach (var name in (string[])["Front/Huge.cs", "deploy/huge.yaml"])
        {
            using var stream = File.OpenWrite(folder[name]);
            stream.SetLength(100_000_000);
        }

        var (code, text, _) = await Meshready.Run("check", folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("Front/Huge.cs cannot be read: it is larger than 20,000,000 bytes\n", text, StringComparison.Ordinal);
        Assert.Contains("deploy/huge.yaml is larger than 1 MB and was not read\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binary_files_under_any_name_do_not_end_the_run()
    {
        var random = new Random(7);
        using var folder = new TempFolder().WithService("Front", Address);
        foreach (var name in (string[])["Front/Junk.cs", "deploy/junk.yaml", "Front/appsettings.json", "Front/.editorconfig", ".globalconfig", "meshready.json", "Front/Dockerfile", "Front/obj/project.assets.json"])
        {
            folder.With(name, "");
            var bytes = new byte[20_000];
            random.NextBytes(bytes);
            File.WriteAllBytes(folder[name], bytes);
        }

        foreach (var command in (string[])["check", "fix"])
        {
            var (code, text, error) = await Meshready.Run(command, folder.Path);
            Assert.Equal(command == "check" ? 1 : 0, code);
            Assert.DoesNotContain("Exception", text + error, StringComparison.Ordinal);
            Assert.DoesNotContain("failed", text + error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Marks_and_wide_encodings_are_read_and_written_back()
    {
        Encoding[] encodings = [new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)];
        const string Source = "// ünder\nclass O { string A = \"old\"; }\n";
        using var folder = new TempFolder().WithService("Front", Address);
        foreach (var (i, encoding) in encodings.Index())
            File.WriteAllText(folder[$"Front/F{i}.cs"], Source.Replace("class O", $"class O{i}", StringComparison.Ordinal), encoding);

        var (_, text, _) = await Meshready.Run("check", folder.Path);
        foreach (var (i, _) in encodings.Index())
            Assert.Contains($"Front/F{i}.cs:2  info TST0002", text, StringComparison.Ordinal);

        await Meshready.Run("fix", folder.Path);
        foreach (var (i, encoding) in encodings.Index())
        {
            byte[] expected = [.. encoding.GetPreamble(), .. encoding.GetBytes(Source.Replace("class O", $"class O{i}", StringComparison.Ordinal).Replace("old", "new", StringComparison.Ordinal))];
            Assert.Equal(expected, File.ReadAllBytes(folder[$"Front/F{i}.cs"]));
        }
    }

    [Theory]
    [InlineData("deploy/a.yaml", "apiVersion: v1\nkind: Service\nspec: {0}", "[", "]")]
    [InlineData("deploy/a.yaml", "apiVersion: v1\nkind: Service\nspec: {0}", "{a: ", "}")]
    [InlineData("Front/appsettings.json", "{0}", "{\"a\":", "}")]
    [InlineData("meshready.json", "{0}", "[", "]")]
    public async Task Deeply_nested_data_does_not_end_the_run(string name, string form, string open, string close)
    {
        using var folder = new TempFolder().WithService("Front", Address);
        folder.With(name, form.Replace("{0}", Repeat(open, Many) + "1" + Repeat(close, Many), StringComparison.Ordinal));
        var (code, text, error) = await Meshready.Run(Analysis.Rules.Product(), "check", folder.Path, "--fail-on", "error");
        Assert.Equal((0, ""), (code, error));
        Assert.DoesNotContain("failed", text, StringComparison.Ordinal);
    }
}
