using MeshReady.Tool.Loading;
using MeshReady.Tool.References;

namespace MeshReady.Tool.Tests;

/// <summary>Which settings files of a project are read.</summary>
public sealed class SettingsFilesTests
{
    private const string Json = """{ "Url": "http://any" }""";

    [Fact]
    public void Files_of_proxies_and_files_that_code_names_are_read()
    {
        using var folder = new TempFolder()
            .WithService("Gateway", """
                var builder = WebApplication.CreateBuilder(args);
                builder.Configuration.AddJsonFile("peers.json").AddJsonFile(Path.Combine("Configuration", $"routes.{builder.Environment.EnvironmentName}.json"), optional: true);
                """)
            .With("Gateway/appsettings.json", Json).With("Gateway/appsettings.Staging.json", Json).With("Gateway/ocelot.json", Json).With("Gateway/yarp.Development.json", Json)
            .With("Gateway/peers.json", Json).With("Gateway/Configuration/routes.Staging.json", Json)
            .With("Gateway/package.json", Json).With("Gateway/bin/peers.json", Json).With("Gateway/wwwroot/appsettings.json", Json)
            .With("Gateway/Inner/Inner.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("Gateway/Inner/peers.json", Json);

        Assert.Equal(["Configuration/routes.Staging.json", "appsettings.Staging.json", "appsettings.json", "ocelot.json", "peers.json", "yarp.Development.json"], Files(folder, "Gateway"));
    }

    [Fact]
    public void Project_that_names_no_file_has_those_of_the_convention_beside_it()
    {
        using var folder = new TempFolder().WithService("Shop", "var app = WebApplication.CreateBuilder(args).Build();")
            .With("Shop/appsettings.json", Json).With("Shop/peers.json", Json).With("Shop/Configuration/ocelot.json", Json);

        Assert.Equal(["appsettings.json"], Files(folder, "Shop"));
    }

    [Fact]
    public void Browser_application_keeps_its_settings_with_its_pages()
    {
        using var folder = new TempFolder()
            .With("App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.BlazorWebAssembly\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>")
            .With("App/Program.cs", "class A;").With("App/wwwroot/appsettings.json", Json);

        Assert.Equal(["wwwroot/appsettings.json"], Files(folder, "App"));
    }

    private static string[] Files(TempFolder folder, string project)
    {
        using var checkout = new CheckoutLoader(FrameworkPacks.Locate(), [PackageStore.Shipped()]).Load(Target.Of(folder[project + "/" + project + ".csproj"]).Target!);
        var info = checkout.Projects.Single(p => p.Evaluated.Name == project).Info;
        return [.. info.AdditionalDocuments.Select(d => Path.GetRelativePath(folder[project], d.FilePath!).Replace('\\', '/')).Order(StringComparer.Ordinal)];
    }
}
