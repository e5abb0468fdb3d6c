using MeshReady.Testing;
using MeshReady.Tool.Loading;
using MeshReady.Tool.References;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Tests.Loading;

/// <summary>What a restore wrote down is what MSBuild compiles against; and what MSBuild fails at is a line.</summary>
public sealed class ExactLoadingTests
{
    private static readonly FrameworkPacks Packs = FrameworkPacks.Locate();

    [Fact]
    public async Task Restored_references_are_those_of_a_build()
    {
        using var folder = new TempFolder()
            .With("Base/Base.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>netstandard2.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include=\"YamlDotNet\" Version=\"18.1.0\" /></ItemGroup></Project>")
            .With("Base/Base.cs", "public class Base { public YamlDotNet.Core.Mark Mark; }")
            .With("Middle/Middle.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><FrameworkReference Include=\"Microsoft.AspNetCore.App\" /><ProjectReference Include=\"../Base/Base.csproj\" /></ItemGroup></Project>")
            .With("Middle/Middle.cs", "public class Middle : Base { public Microsoft.AspNetCore.Http.HttpContext C; }")
            .With("Hidden/Hidden.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>")
            .With("Hidden/Hidden.cs", "public class Hidden;")
            .With("Library/Library.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><ProjectReference Include=\"../Hidden/Hidden.csproj\" PrivateAssets=\"all\" /></ItemGroup></Project>")
            .With("Library/Library.cs", "public class Library { Hidden H; }")
            .With("Front/Front.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks><OutputType>Exe</OutputType></PropertyGroup>
                  <ItemGroup Condition="'$(TargetFramework)' == 'net10.0'">
                    <ProjectReference Include="../Middle/Middle.csproj" />
                    <ProjectReference Include="../Library/Library.csproj" />
                    <PackageReference Include="Polly" Version="8.9.1" />
                  </ItemGroup>
                  <ItemGroup><PackageReference Include="Microsoft.CodeAnalysis.BannedApiAnalyzers" Version="5.6.0" PrivateAssets="all" /></ItemGroup>
                </Project>
                """)
            .With("Front/Program.cs", "class P : Middle { static void Main() => System.Console.WriteLine(\"http://a\" + typeof(Polly.Context)); }");
        await Dotnet.Run(folder["Front"], "restore", "-v", "q");
        // Restored, and not named by what is asked for.
        File.Delete(folder["Hidden/Hidden.cs"]);

        var (assets, assetsFrom) = await Load(LoadMode.Assets);
        var (built, builtFrom) = await Load(LoadMode.MSBuild);
        Assert.Equal(["assets", "assets", "assets", "assets", "assets"], assetsFrom);
        Assert.Equal(["msbuild", "msbuild", "msbuild", "msbuild", "msbuild"], builtFrom);
        Assert.Equal(built, assets);
        Assert.Contains("Front: Polly.dll", assets);
        Assert.Contains("Front: Middle", assets);
        Assert.Contains("Front: Base", assets);
        Assert.DoesNotContain("Front: Hidden", assets);
        Assert.Contains("Front: Microsoft.AspNetCore.Http.dll", assets);
        Assert.DoesNotContain(assets, static a => a.Contains("BannedApi", StringComparison.Ordinal));

        var (code, text, error) = await Meshready.Run("check", folder["Front"], "--load", "msbuild", "--format", "json");
        Assert.Equal((1, ""), (code, error));
        Assert.Contains("\"loadedFrom\": \"msbuild\"", text, StringComparison.Ordinal);

        async Task<(string[] References, string[] From)> Load(LoadMode mode)
        {
            var token = TestContext.Current.CancellationToken;
            using var checkout = new CheckoutLoader(Packs, [PackageStore.Shipped()], mode: mode).Load(Target.Of(folder["Front"]).Target!, token);
            Assert.Empty(checkout.Notes);
            var solution = checkout.Workspace.CurrentSolution;
            var front = solution.Projects.Single(static p => p.Name == "Front");
            Assert.DoesNotContain((await front.GetCompilationAsync(token))!.GetDiagnostics(token), static d => d.Severity == DiagnosticSeverity.Error);
            return (
                [.. solution.Projects.SelectMany(p => p.MetadataReferences.OfType<PortableExecutableReference>().Select(r => $"{p.Name}: {Path.GetFileName(r.FilePath)}")
                    .Concat(p.ProjectReferences.Select(r => $"{p.Name}: {solution.GetProject(r.ProjectId)!.Name}"))).Order(StringComparer.Ordinal)],
                [.. checkout.Projects.Select(static p => p.From.Name)]);
        }
    }

    [Fact]
    public async Task What_msbuild_fails_at_is_a_line_and_the_text_is_read()
    {
        using var folder = new TempFolder()
            .WithService("Front", "Console.WriteLine(\"http://a\");", items: "<PackageReference Include=\"No.Such.Package\" Version=\"1.0.0\" />")
            .WithService("Alien", "Console.WriteLine(\"http://b\");")
            .With("Broken/Broken.csproj", "<Project");
        File.WriteAllText(folder["Alien/Alien.csproj"], folder.Read("Alien/Alien.csproj").Replace("Microsoft.NET.Sdk.Web", "No.Such.Sdk", StringComparison.Ordinal));
        folder.With("Alien/obj/project.assets.json", """{ "version": 3, "targets": { "net10.0": {} }, "libraries": {}, "packageFolders": {} }""");
        var (code, text, error) = await Meshready.Run("check", folder.Path, "--load", "msbuild");

        Assert.Equal(1, code);
        Assert.Contains("MSBuild: ", text, StringComparison.Ordinal);
        Assert.Contains("Front/Front.csproj: read from its text alone: it was not restored; run dotnet restore\n", text, StringComparison.Ordinal);
        Assert.Contains("Alien/Alien.csproj: read from what was restored: MSBuild could not load it\n", text, StringComparison.Ordinal);
        Assert.Contains("Front/Program.cs:1  warning TST0001", text, StringComparison.Ordinal);
        Assert.Contains("Alien/Program.cs:1  warning TST0001", text, StringComparison.Ordinal);
        Assert.Contains("Broken/Broken.csproj cannot be read", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text + error, StringComparison.Ordinal);
    }
}
