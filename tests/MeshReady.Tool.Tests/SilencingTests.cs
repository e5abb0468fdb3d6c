namespace MeshReady.Tool.Tests;

/// <summary>Which setting reaches which finding in the tool; the table of docs/configuration.md says the same.</summary>
public sealed class SilencingTests
{
    private const string Manifest = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: front\n  annotations: {wants: \"3\"}\nspec:\n  replicas: 1\n";

    [Theory]
    [InlineData(".editorconfig", "root = true\n[*.cs]\n", false)]
    [InlineData(".editorconfig", "root = true\n[*.yaml]\n", false)]
    [InlineData(".editorconfig", "root = true\n[*]\n", false)]
    [InlineData(".globalconfig", "is_global = true\n", true)]
    public async Task Finding_in_a_manifest_is_reached_by(string file, string head, bool reached)
    {
        using var folder = new TempFolder().WithService("Front", "System.Console.WriteLine();").With("deploy/front.yaml", Manifest).With(file, head + "dotnet_diagnostic.TST0011.severity = none\n");
        var (_, text, _) = await Meshready.Run(ManifestRules.All, "check", folder.Path);
        Assert.Equal(reached, !text.Contains("TST0011", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(".editorconfig", "root = true\n[*.cs]\n")]
    [InlineData(".editorconfig", "root = true\n[*]\n")]
    [InlineData(".globalconfig", "is_global = true\n")]
    public async Task Finding_in_code_is_reached_by(string file, string head)
    {
        using var folder = new TempFolder().WithService("Front", "System.Console.WriteLine(\"old\");").With(file, head + "dotnet_diagnostic.TST0002.severity = none\n");
        Assert.DoesNotContain("TST0002", (await Meshready.Run("check", folder.Path)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finding_in_code_is_reached_by_a_pragma()
    {
        using var folder = new TempFolder().WithService("Front", "System.Console.WriteLine(\"old\");\n#pragma warning disable TST0002 // kept for old clients\nSystem.Console.WriteLine(\"old\");\n");
        var (_, text, _) = await Meshready.Run("check", folder.Path);
        Assert.Contains("Program.cs:1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Program.cs:3", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Project_property_reaches_both()
    {
        const string Code = "new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }.Dispose();";
        const string Settings = "{ \"ConnectionStrings\": { \"Shop\": \"Server=db;Database=shop;TrustServerCertificate=True\" } }";
        using var loud = new TempFolder().WithService("Front", Code).With("Front/appsettings.Production.json", Settings);
        using var quiet = new TempFolder().WithService("Front", Code, properties: "<NoWarn>$(NoWarn);MSA0301</NoWarn>").With("Front/appsettings.Production.json", Settings);

        var (_, text, _) = await Meshready.Run(Analysis.Rules.Product(), "check", loud.Path);
        Assert.Contains("Program.cs:1", text, StringComparison.Ordinal);
        Assert.Contains("appsettings.Production.json:1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("MSA0301", (await Meshready.Run(Analysis.Rules.Product(), "check", quiet.Path)).Out, StringComparison.Ordinal);
    }
}
