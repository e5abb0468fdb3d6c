using System.Diagnostics;

namespace MeshReady.Dev.Shapes;

/// <summary>Builds every shape as a project of its own, with all the analyzers that are compared.</summary>
public static class ShapeBuild
{
    private const string Program = "Program.cs";
    private const string Log = "findings.sarif";

    /// <summary>What was reported on the line of each shape, in the order of the shapes.</summary>
    /// <param name="repository">The checkout.</param>
    /// <param name="shapes">The shapes to build.</param>
    /// <param name="folder">An empty folder for the projects.</param>
    /// <exception cref="DevException">A shape does not compile, or the packages do not restore.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Run(Repository repository, IReadOnlyList<Shape> shapes, string folder)
    {
        var projects = new Repository(folder);
        Write(repository, shapes, projects);
        // A hundred compilers, each loading five sets of analyzers, take ten times as long as one that serves all projects.
        var (code, output) = Dotnet(folder, "build", "Shapes.slnx", "-nodeReuse:false", "-p:UseSharedCompilation=true", "--nologo", "-v", "q", "-clp:ErrorsOnly");
        if (code != 0)
            throw new DevException($"The shapes do not build:\n{output}");
        return [.. shapes.Select((shape, i) => (IReadOnlyList<string>)[.. ShapeFinding.Read(projects.TryRead($"{Name(i)}/{Log}") ?? throw new DevException($"The build of '{shape.Title}' left no log."))
            .Where(f => f.File == Program && f.Line == shape.Line)
            .Select(static f => f.Id).Distinct().Order(StringComparer.Ordinal)])];
    }

    private static string Name(int index) => $"Shape{index + 1:000}";

    private static void Write(Repository repository, IReadOnlyList<Shape> shapes, Repository projects)
    {
        projects.Write("Directory.Build.props", repository.TryRead($"{ShapeReader.Folder}/Shapes.props") ?? throw new DevException($"{ShapeReader.Folder}/Shapes.props is missing."));
        projects.Write("nuget.config", repository.TryRead("nuget.config") ?? "<configuration />");
        // The one rule that is an error from the start would end the build.
        projects.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.MA0039.severity = warning\n");
        // The analyzers as this program runs them; a package would have to be packed first.
        projects.Write("Directory.Build.targets", $"""
            <Project>
              <ItemGroup>
                <Analyzer Include="{string.Join(';', new[] { "MeshReady.Analyzers.dll", "MeshReady.Model.dll", "YamlDotNet.dll" }.Select(file => Path.Combine(AppContext.BaseDirectory, file)))}" />
                <AdditionalFiles Include="**/*.yaml;appsettings*.json" Exclude="bin/**;obj/**" />
              </ItemGroup>
            </Project>
            """);
        projects.Write("Shapes.slnx", $"<Solution>\n{string.Concat(shapes.Select(static (_, i) => $"  <Project Path=\"{Name(i)}/{Name(i)}.csproj\" />\n"))}</Solution>\n");
        for (var i = 0; i < shapes.Count; i++)
        {
            projects.Write($"{Name(i)}/{Name(i)}.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <PropertyGroup>\n    <ErrorLog>$(MSBuildProjectDirectory)/{Log},version=2.1</ErrorLog>\n  </PropertyGroup>\n</Project>\n");
            projects.Write($"{Name(i)}/{Program}", shapes[i].Code);
            foreach (var file in shapes[i].Files)
                projects.Write($"{Name(i)}/{file.Path}", file.Content);
        }
    }

    private static (int Code, string Output) Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(static n => n.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using var process = Process.Start(start) ?? throw new DevException("dotnet does not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
