namespace MeshReady.Package.Tests;

/// <summary>Which setting reaches which finding in a build; the table of docs/configuration.md says the same.</summary>
public sealed class SilencingTests(PackedPackage package)
{
    private const string Settings = "{ \"ConnectionStrings\": { \"Shop\": \"Server=db;Database=shop;TrustServerCertificate=True\" } }";
    private const string Code = "new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }.Dispose();\n";

    [Theory]
    [InlineData(".editorconfig", "root = true\n[*.cs]\n", false, true)]
    [InlineData(".editorconfig", "root = true\n[*.json]\n", false, false)]
    [InlineData(".editorconfig", "root = true\n[*]\n", false, true)]
    [InlineData(".globalconfig", "is_global = true\n", true, true)]
    public async Task Build_is_reached_by(string file, string head, bool reachesFiles, bool reachesCode)
    {
        var output = await Build(file, head + "dotnet_diagnostic.MSA0301.severity = none\n", Code, "");

        Assert.Equal(reachesFiles, !HasFinding(output, "appsettings.Production.json"));
        Assert.Equal(reachesCode, !HasFinding(output, "Program.cs"));
    }

    [Fact]
    public async Task Pragma_reaches_its_code_alone()
    {
        var output = await Build("note.txt", "", "#pragma warning disable MSA0301 // the test server\n" + Code, "");

        Assert.True(HasFinding(output, "appsettings.Production.json"));
        Assert.False(HasFinding(output, "Program.cs"));
    }

    [Fact]
    public async Task Project_property_reaches_both()
    {
        var output = await Build("note.txt", "", Code, "<NoWarn>$(NoWarn);MSA0301</NoWarn>");

        Assert.False(HasFinding(output, "appsettings.Production.json"));
        Assert.False(HasFinding(output, "Program.cs"));
    }

    private static bool HasFinding(string output, string file) => output.Split('\n').Any(line => line.Contains("MSA0301", StringComparison.Ordinal) && line.Contains(file, StringComparison.Ordinal));

    private async Task<string> Build(string file, string content, string code, string properties)
    {
        using var folder = new TemporaryFolder();
        folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        folder.Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="meshready-test" value="{package.Feed}" />
              </packageSources>
            </configuration>
            """);
        folder.Write("src/shop/shop.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <RestorePackagesPath>../../packages</RestorePackagesPath>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MeshReady.Analyzers" Version="[{package.Version}]" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        folder.Write("src/shop/Program.cs", code + "WebApplication.CreateBuilder(args).Build().Run();\n");
        folder.Write("src/shop/appsettings.Production.json", Settings);
        folder.Write("src/shop/" + file, content);
        return await Dotnet.Run(folder["src/shop"], "build", "-nodeReuse:false", "-m:1");
    }
}
