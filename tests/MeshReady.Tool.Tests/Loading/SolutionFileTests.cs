namespace MeshReady.Tool.Tests.Loading;

/// <summary>Every form of PATH: solutions old and new, filters, and what is none.</summary>
public sealed class SolutionFileTests
{
    private const string Sln = """
        Microsoft Visual Studio Solution File, Format Version 12.00
        Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "Front", "Front\Front.csproj", "{00000000-0000-0000-0000-000000000001}"
        EndProject
        Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "folder", "folder", "{00000000-0000-0000-0000-000000000002}"
        EndProject
        """;

    private static TempFolder Services() => new TempFolder()
        .WithService("Front", "Console.WriteLine(\"http://front\");")
        .WithService("Back", "Console.WriteLine(\"http://back\");")
        .With("All.sln", Sln)
        .With("All.slnx", "<Solution><Folder Name=\"/a/\"><Project Path=\"Front\\Front.csproj\" /></Folder><Project Path=\"db/db.sqlproj\" /></Solution>")
        .With("filters/Front.slnf", """{ "solution": { "path": "..\\All.slnx", "projects": [ "Front\\Front.csproj" ] } } // mine""");

    [Theory]
    [InlineData("All.sln")]
    [InlineData("All.slnx")]
    [InlineData("filters/Front.slnf")]
    [InlineData("Front/Front.csproj")]
    [InlineData("Front")]
    public async Task Only_the_projects_that_are_named_are_checked(string path)
    {
        using var folder = Services();
        var (code, text, _) = await Meshready.Run("check", folder[path]);
        Assert.Equal(1, code);
        Assert.Contains("Front.csproj\n", text, StringComparison.Ordinal);
        Assert.EndsWith("1 warning in 1 project, 1 file\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.sln", "", "it is no solution")]
    [InlineData("a.sln", "\u0001\u0002 junk", "it is no solution")]
    [InlineData("a.sln", "Microsoft Visual Studio Solution File, Format Version 12.00\n", "names no C# project")]
    [InlineData("a.slnx", "", "it is empty")]
    [InlineData("a.slnx", "<Solution", "it is no well-formed XML (line 1)")]
    [InlineData("a.slnx", "<!DOCTYPE a [<!ENTITY b \"b\"><!ENTITY c \"&b;&b;&b;\">]>\n<Solution><Project Path=\"&c;.csproj\"/></Solution>", "it is larger than 10 million characters, or has a document type")]
    [InlineData("a.slnx", "<Project/>", "its root element is not Solution")]
    [InlineData("a.slnx", "<Solution><Project/></Solution>", "names no C# project")]
    [InlineData("a.slnf", "", "it is no well-formed JSON (line 1)")]
    [InlineData("a.slnf", "{ \"solution\": \n {", "it is no well-formed JSON (line 2)")]
    [InlineData("a.slnf", "[]", "it has no solution with path and projects")]
    [InlineData("a.slnf", "{ \"solution\": { \"path\": 1, \"projects\": [] } }", "it has no solution with path and projects")]
    [InlineData("a.slnf", "{ \"solution\": { \"path\": \"gone.sln\", \"projects\": [] } }", "its solution gone.sln does not exist")]
    [InlineData("a.slnf", "{ \"solution\": { \"path\": \"a.slnf\", \"projects\": [ 1, \"\", \"a.fsproj\" ] } }", "names no C# project")]
    [InlineData("a.slnf", "{ \"solution\": { \"path\": \"a.slnf\", \"projects\": [ \"\\u0000.csproj\" ] } }", "it is malformed")]
    public async Task Bad_solution_is_said(string name, string content, string expected)
    {
        using var folder = new TempFolder().With(name, content);
        foreach (var command in (string[])["check", "fix"])
        {
            var (code, text, error) = await Meshready.Run(command, folder[name]);
            Assert.Equal((2, ""), (code, text));
            Assert.Equal($"{folder[name]} {(expected.StartsWith("names", StringComparison.Ordinal) ? "" : "cannot be read: ")}{expected}\n", error);
        }
    }

    [Fact]
    public async Task Project_that_the_solution_names_and_nobody_has_is_said()
    {
        using var folder = Services().With("Gone.slnx", "<Solution><Project Path=\"Front/Front.csproj\" /><Project Path=\"Gone/Gone.csproj\" /></Solution>");
        var (code, text, _) = await Meshready.Run("check", folder["Gone.slnx"]);
        Assert.Equal(1, code);
        Assert.Contains("Gone/Gone.csproj cannot be read: it does not exist\n", text, StringComparison.Ordinal);
    }
}
