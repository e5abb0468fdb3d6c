using System.Diagnostics;
using System.IO.Compression;

namespace MeshReady.Package.Tests;

/// <summary>What somebody gets who installs the tool.</summary>
public sealed class ToolPackageTests(PackedTool tool)
{
    private const long Most = 30_000_000;

    [Fact]
    public void Package_is_at_most_thirty_megabytes() => Assert.InRange(new FileInfo(tool.File).Length, 1, Most);

    [Fact]
    public async Task Package_holds_what_unrestored_checkouts_need()
    {
        using var archive = await ZipFile.OpenReadAsync(tool.File, TestContext.Current.CancellationToken);
        var names = archive.Entries.Select(static e => e.FullName).ToArray();
        Assert.Contains("THIRD-PARTY-NOTICES.txt", names);
        Assert.Contains("tools/net10.0/any/refs/Polly/7.2.4/Polly.dll", names);
        Assert.Contains("tools/net10.0/any/refs/Polly/8.9.1/polly.nuspec.xml", names);
        Assert.DoesNotContain(names, static n => n.EndsWith(".resources.dll", StringComparison.Ordinal) || n.Contains("Cecil", StringComparison.Ordinal) || n.Contains("MeshReady.References", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Installed_tool_knows_the_libraries_of_an_unrestored_checkout()
    {
        using var checkout = new TemporaryFolder();
        checkout.Write("Front/Front.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup><PackageReference Include="Microsoft.Extensions.Http.Polly" Version="10.0.15" /></ItemGroup>
            </Project>
            """);
        checkout.Write("Front/Program.cs", """
            using Polly;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddHttpClient("stock", client => client.BaseAddress = new Uri(builder.Configuration["Stock"]!))
                .AddTransientHttpErrorPolicy(policy => policy.RetryAsync(3));
            builder.Build().Run();
            """);
        checkout.Write("Front/appsettings.json", """{ "Stock": "http://stock" }""");

        // No package but those that ship: what this machine has restored stays out of it.
        var start = new ProcessStartInfo(tool.Command, ["check", checkout.Path, "--mesh", "istio"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NUGET_PACKAGES"] = checkout["none"];
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet")));
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("", await error);
        // The count of tries is known only where Polly is.
        Assert.Contains("Front/Program.cs:5  info MSA0203  'stock': code tries 4x,", output, StringComparison.Ordinal);
    }
}
