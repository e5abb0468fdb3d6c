namespace MeshReady.Tool.Tests.Robustness;

/// <summary>Project files that are wrong, hostile, or name what is not there.</summary>
public sealed class BrokenProjectTests
{
    private const string Address = "Console.WriteLine(\"http://a\");";

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static async Task<string> Checked(TempFolder folder)
    {
        var (code, text, error) = await Meshready.Run("check", folder.Path);
        Assert.Equal((1, ""), (code, error));
        Assert.Contains("Front/Program.cs:1  warning TST0001", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        return text;
    }

    [Fact]
    public async Task Everything_that_is_missing_is_named()
    {
        using var folder = new TempFolder().WithService("Front", Address, items: "<Compile Include=\"Gone.cs\" /><ProjectReference Include=\"../Gone/Gone.csproj\" /><Protobuf Include=\"gone.proto\" /><Reference Include=\"G\"><HintPath>gone.dll</HintPath></Reference><EditorConfigFiles Include=\"gone.editorconfig\" />");
        folder.With("Front/Front.csproj", folder.Read("Front/Front.csproj").Replace("</Project>", "<Import Project=\"gone.props\" /><Import Project=\"$(Nothing)/*.props\" /></Project>", StringComparison.Ordinal));
        var text = await Checked(folder);
        Assert.Contains("Front/Front.csproj refers to Gone/Gone.csproj, which does not exist\n", text, StringComparison.Ordinal);
        Assert.Contains("Front/Front.csproj: gone.proto cannot be read: it does not exist\n", text, StringComparison.Ordinal);
        Assert.Contains("Front/Gone.cs cannot be read: it does not exist\n", text, StringComparison.Ordinal);
        Assert.Contains("Front/Front.csproj: it imports gone.props, which does not exist\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Circles_of_references_and_imports_end()
    {
        using var folder = new TempFolder()
            .WithService("Front", Address, items: "<ProjectReference Include=\"Front.csproj\" /><ProjectReference Include=\"../Back/Back.csproj\" />")
            .WithService("Back", "", items: "<ProjectReference Include=\"../Third/Third.csproj\" />")
            .WithService("Third", "", items: "<ProjectReference Include=\"../Front/Front.csproj\" />")
            .With("Directory.Build.props", "<Project><Import Project=\"Directory.Build.props\" /><Import Project=\"a.props\" /></Project>")
            .With("a.props", "<Project><Import Project=\"b.props\" /></Project>")
            .With("b.props", "<Project><Import Project=\"a.props\" /><Import Project=\"Front/Front.csproj\" /></Project>");
        Assert.Contains("refer to each other: one reference is left out\n", await Checked(folder), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><AssemblyName>&b;</AssemblyName></PropertyGroup></Project>", "it is larger than 10 million characters, or has a document type")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;\">]><Project>&d;</Project>", "it is larger than 10 million characters, or has a document type")]
    [InlineData("<Project><PropertyGroup>&nothing;</PropertyGroup></Project>", "it is no well-formed XML (line 1)")]
    [InlineData("<Project>\n<A></B></Project>", "it is no well-formed XML (line 2)")]
    [InlineData("", "it is empty")]
    [InlineData("<Solution />", "its root element is not Project")]
    public async Task Hostile_project_file_is_a_line(string content, string expected)
    {
        using var folder = new TempFolder().WithService("Front", Address).With("Bad/Bad.csproj", content);
        Assert.Contains($"Bad/Bad.csproj cannot be read: {expected}\n", await Checked(folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Project_file_that_is_nested_without_end_is_a_line()
    {
        using var folder = new TempFolder().WithService("Front", Address).With("Bad/Bad.csproj", $"<Project>{Repeat("<Choose><When Condition=\"true\">", 100_000)}{Repeat("</When></Choose>", 100_000)}</Project>");
        Assert.Contains("Bad/Bad.csproj cannot be read: its elements are nested too deeply\n", await Checked(folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_double_themselves_and_conditions_without_end_are_cut_off()
    {
        using var folder = new TempFolder().WithService("Front", Address, properties: $"""
            <A>0123456789</A>{Repeat("<A>$(A)$(A)</A>", 60)}<B>{new string('a', 9_000)}</B>{Repeat($"<B>$(B.Replace('a', '{new string('a', 900)}'))</B>", 20)}
            <C Condition="{new string('(', 100_000)}'a' == 'a'{new string(')', 100_000)}">c</C><D Condition="{new string('!', 100_000)}true">d</D><AssemblyName>Front</AssemblyName>
            """);
        await Checked(folder);
    }

    [Fact]
    public async Task Thousands_of_searches_are_cut_off()
    {
        using var folder = new TempFolder().WithService("Front", Address, items: string.Concat(Enumerable.Range(0, 5_000).Select(static i => $"<Compile Include=\"**/*{i}.cs\" />")));
        await Checked(folder);
    }
}
