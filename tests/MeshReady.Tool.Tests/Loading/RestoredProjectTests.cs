using MeshReady.Tool.Loading;
using MeshReady.Tool.References;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MeshReady.Tool.Tests.Loading;

/// <summary>obj/project.assets.json: what is read of it, and when it is believed.</summary>
public sealed class RestoredProjectTests
{
    private const string Service = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup>{0}</ItemGroup></Project>";

    private static TempFolder Restored(string dependencies)
    {
        var folder = new TempFolder().With("pk/p/1.0.0/lib/net8.0/P.dll", "").With("pk/p/1.0.0/lib/net6.0/P.dll", "").With("A/A.cs", "class A;");
        return folder.With("A/obj/project.assets.json", $$$"""
            {
              "version": 3,
              "targets": {
                "net6.0": { "P/1.0.0": { "type": "package", "compile": { "lib/net6.0/P.dll": {} } } },
                "net8.0": {
                  "P/1.0.0": { "type": "package", "compile": { "lib/net8.0/P.dll": {}, "lib/net8.0/P.xml": {} }, "runtime": { "lib/net8.0/R.dll": {} }, "frameworkReferences": [ "Microsoft.AspNetCore.App" ] },
                  "Placeholder/1.0.0": { "type": "package", "compile": { "lib/net8.0/_._": {} } },
                  "Checks/1.0.0": { "type": "package", "build": { "build/Checks.props": {} } },
                  "Q/1.0.0": { "type": "project", "framework": ".NETCoreApp,Version=v8.0", "compile": { "bin/placeholder/Q.dll": {} } },
                  "Hidden/1.0.0": { "type": "project", "framework": ".NETCoreApp,Version=v8.0" }
                },
                "net8.0/linux-x64": {}
              },
              "libraries": {
                "P/1.0.0": { "type": "package", "path": "p/1.0.0", "files": [ "analyzers/dotnet/cs/P.Analyzers.dll", "lib/net8.0/P.dll" ] },
                "Placeholder/1.0.0": { "type": "package", "path": "placeholder/1.0.0" },
                "Checks/1.0.0": { "type": "package", "path": "checks/1.0.0" },
                "Q/1.0.0": { "type": "project", "path": "../Q/Q.csproj", "msbuildProject": "../Q/Q.csproj" },
                "Hidden/1.0.0": { "type": "project", "path": "../Hidden/Hidden.csproj", "msbuildProject": "../Hidden/Hidden.csproj" }
              },
              "packageFolders": { "{{{folder["pk"]}}}": {} },
              "project": {
                "frameworks": {
                  "net8.0": {
                    "dependencies": { {{{dependencies}}} },
                    "frameworkReferences": { "Microsoft.NETCore.App": { "privateAssets": "all" } },
                    "downloadDependencies": [ { "name": "Microsoft.NETCore.App.Ref", "version": "[8.0.1, 8.0.1]" }, { "name": "Polly", "version": "[7.2.4, 7.2.4];[8.0.0, 8.0.0]" } ]
                  }
                }
              }
            }
            """);
    }

    private const string OnlyP = """ "P": { "target": "Package", "version": "[1.0.0, )" }, "Implied": { "target": "Package", "version": "[1.0.0, )", "autoReferenced": true } """;

    [Fact]
    public void Compiled_assemblies_projects_and_frameworks_of_the_target_framework_are_read()
    {
        using var folder = Restored(OnlyP);
        var restored = AssetsFile.Read(folder["A/obj/project.assets.json"], folder["A"], "net8.0").Restored!;
        Assert.Equal([folder["pk/p/1.0.0/lib/net8.0/P.dll"]], restored.Assemblies);
        Assert.Equal([folder["Q/Q.csproj"]], restored.Projects);
        Assert.Equal(["Microsoft.AspNetCore.App", "Microsoft.NETCore.App"], restored.Frameworks);
        Assert.Equal(["P"], restored.Packages.Keys);
        Assert.Equal("8.0.1", restored.Downloads["Microsoft.NETCore.App.Ref"]);

        Assert.Equal([folder["pk/p/1.0.0/lib/net6.0/P.dll"]], AssetsFile.Read(folder["A/obj/project.assets.json"], folder["A"], "net6.0").Restored!.Assemblies);
    }

    [Theory]
    [InlineData(null, "it was not restored")]
    [InlineData("", "its project.assets.json is empty or larger than 100 MB")]
    [InlineData("{ broken", "its project.assets.json cannot be read")]
    [InlineData("[]", "its project.assets.json cannot be read")]
    [InlineData("{}", "its project.assets.json cannot be read")]
    [InlineData("""{ "packageFolders": {}, "libraries": {}, "targets": { "net6.0": {}, "net7.0": {} } }""", "it was not restored for net8.0")]
    [InlineData("""{ "packageFolders": {}, "libraries": { "P/1.0.0": { "path": "p" } }, "targets": { "net8.0": { "P/1.0.0": { "type": "package", "compile": { "P.dll": {} } } } } }""", "P/1.0.0 was restored and is gone")]
    [InlineData("""{ "packageFolders": {}, "libraries": {}, "targets": { "net8.0": { "P/1.0.0": { "type": "package", "compile": { "P.dll": {} } } } } }""", "its project.assets.json cannot be read")]
    public void What_is_of_no_use_says_why(string? content, string expected)
    {
        using var folder = new TempFolder();
        if (content is not null)
            folder.With("obj/project.assets.json", content);
        Assert.Equal((null, expected), AssetsFile.Read(folder["obj/project.assets.json"], folder.Path, "net8.0"));
    }

    [Theory]
    [InlineData("<PackageReference Include=\"P\" Version=\"1.0.0\" />", "assets", null)]
    [InlineData("<PackageReference Include=\"p\" Version=\"1.0\" />", "assets", null)]
    [InlineData("<PackageReference Include=\"P\" Version=\"1.1.0\" />", "source", "P has another version since it was restored")]
    [InlineData("<PackageReference Include=\"P\" Version=\"1.0.0\" /><PackageReference Include=\"N\" Version=\"1.0.0\" />", "source", "N was added since it was restored")]
    [InlineData("", "source", "P was removed since it was restored")]
    public async Task Restore_is_believed_as_long_as_the_packages_agree(string packages, string from, string? reason)
    {
        using var folder = Restored(OnlyP).With("A/A.csproj", string.Format(null, Service, packages));
        var (_, _, error) = await Meshready.Run("check", folder["A"], "--timings");
        Assert.Contains($"{from}  A.csproj{(reason is null ? "" : $" ({reason})")}\n", error, StringComparison.Ordinal);

        (_, _, error) = await Meshready.Run("check", folder["A"], "--timings", "--load", "source");
        Assert.Contains("source  A.csproj\n", error, StringComparison.Ordinal);

        var (_, text, _) = await Meshready.Run("check", folder["A"], "--load", "assets");
        Assert.Equal(reason is not null, text.Contains($"A.csproj: read from its text alone: {reason}; run dotnet restore", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_says_what_each_finding_was_loaded_from()
    {
        using var folder = new TempFolder().WithService("Front", "Console.WriteLine(\"http://a\");");
        Assert.Contains("\"loadedFrom\": \"source\"", (await Meshready.Run("check", folder.Path, "--format", "json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Artifacts_folder_is_where_the_project_says()
    {
        using var folder = Restored(OnlyP)
            .With("Directory.Build.props", "<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>")
            .With("A/A.csproj", string.Format(null, Service, "<PackageReference Include=\"P\" Version=\"1.0.0\" />"));
        Directory.CreateDirectory(folder["artifacts/obj/A"]);
        Assert.Contains("source  A/A.csproj (it was not restored)\n", (await Meshready.Run("check", folder.Path, "--timings")).Error, StringComparison.Ordinal);
        File.Move(folder["A/obj/project.assets.json"], folder["artifacts/obj/A/project.assets.json"]);
        Assert.Contains("assets  A/A.csproj\n", (await Meshready.Run("check", folder.Path, "--timings")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0.0.0", false)]
    [InlineData("99.0.0.0", true)]
    public void Of_an_assembly_that_framework_and_package_have_the_newer_counts(string version, bool isPackages)
    {
        using var folder = new TempFolder();
        var packs = FrameworkPacks.Locate();
        var path = folder["System.Text.Json.dll"];
        var source = CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]", cancellationToken: TestContext.Current.CancellationToken);
        var emitted = CSharpCompilation.Create("System.Text.Json", [source], packs.Net.Values.Select(static p => MetadataReference.CreateFromFile(p)), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success);

        var restored = new RestoredProject(NuGet.Frameworks.NuGetFramework.Parse("net10.0"), [path], [], [], new Dictionary<string, NuGet.Versioning.NuGetVersion?>(), new Dictionary<string, string>(), []);
        var assemblies = new ReferencePacks(packs).Of(restored);
        Assert.Equal(isPackages, assemblies.Contains(path));
        Assert.Single(assemblies, static a => Path.GetFileName(a) == "System.Text.Json.dll");
    }
}
