using System.Collections.Immutable;
using MeshReady.Testing;
using MeshReady.Tool;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Output;
using MeshReady.Tool.References;
using MeshReady.Tool.Reports;
using Microsoft.CodeAnalysis;

[assembly: AssemblyFixture(typeof(MeshReady.Browser.Tests.Reports))]

namespace MeshReady.Browser.Tests;

/// <summary>The pages that the tests look at, each made once: the sample's by the tool itself, and two of a made-up system.</summary>
public sealed class Reports : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meshready-report").FullName;

    /// <summary>The report on the sample.</summary>
    public string Sample => Path.Combine(_folder, "sample.html");

    /// <summary>The map of the sample.</summary>
    public string SampleMap => Path.Combine(_folder, "sample-map.html");

    /// <summary>A system with every kind of edge, and a baseline.</summary>
    public string Shop => Path.Combine(_folder, "shop.html");

    /// <summary>The same with names that try to break out.</summary>
    public string HostileShop => Path.Combine(_folder, "hostile.html");

    public async ValueTask InitializeAsync()
    {
        using var output = new StringWriter();
        var tool = new CommandLine(Rules.Product(), new Terminal(output, output, isInteractive: false), FrameworkPacks.Locate(), [PackageStore.Global(), PackageStore.Shipped()]);
        var sample = Repository.PathOf("docs", "samples", "Shop");
        Assert.True(await tool.RunAsync(["report", sample, "--output", Sample, "--title", "Shop"]) == 0, output.ToString());
        Assert.True(await tool.RunAsync(["map", sample, "--format", "html", "--output", SampleMap, "--title", "Shop"]) == 0, output.ToString());
        await File.WriteAllTextAsync(Shop, ReportPage.Report(Input(static name => name)));
        await File.WriteAllTextAsync(HostileShop, ReportPage.Report(Input(static name => name + Hostile.All)));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static ReportInput Input(Func<string, string> name)
    {
        Finding[] findings =
        [
            Found("src/Orders/Orders.csproj", "src/Orders/Program.cs", 4, DiagnosticSeverity.Warning, "MSA1201", "code tries 4 times and so does the route", "deploy/payments.yaml:3"),
            Found("src/Orders/Orders.csproj", "src/Orders/Program.cs", 6, DiagnosticSeverity.Info, "MSA0201", "no retry here"),
            Found("src/Worker/Worker.csproj", "src/Worker/Program.cs", 2, DiagnosticSeverity.Error, "MSA0301", "any certificate is taken"),
            Found("src/Worker/Worker.csproj", "deploy/worker.yaml", 2, DiagnosticSeverity.Warning, "MSA1226", "killed too early"),
            Found("system", "deploy/ingress.yaml", 1, DiagnosticSeverity.Info, "MSA9999", "nobody's rule"),
        ];
        findings[1] = findings[1] with { Suppression = new Suppression(SuppressionKind.InSource, name("asked and answered")) };
        return new ReportInput(name("Shop"), ShopGraph.Of(name), findings)
        {
            ReadSource = path => string.Join('\n', Enumerable.Range(1, 9).Select(i => name($"{path} line {i}").ReplaceLineEndings(" "))),
            OwnersOf = finding => finding.Id == "MSA1201" ? [name("@shop/orders")] : [],
            Trend = new ReportTrend(name("baseline.json"), new HashSet<Finding> { findings[0] }, [name("MSA0102 src/Orders/Old.cs")]),
            Notes = [name("deploy/broken.yaml cannot be read")],
        };

        Finding Found(string project, string path, int line, DiagnosticSeverity severity, string id, string message, params string[] also)
            => new(project, path, line, 1, severity, id, name(message), [.. also]) { Environments = [name("production")] };
    }
}
