using MeshReady.Dev.Catalog;
using Microsoft.CodeAnalysis;

namespace MeshReady.Repo.Tests;

/// <summary>Several projects of a solution list the same manifests, as the package makes them.</summary>
public sealed class SolutionTests
{
    private static readonly string[] Services = ["Web", "Orders", "Stock"];

    private static readonly (string Path, string Text)[] Files =
    [
        .. Services.Select(s => ($"deploy/{s.ToLowerInvariant()}.yaml", $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {{s.ToLowerInvariant()}}
              namespace: shop
            spec:
              replicas: 2
              selector:
                matchLabels: { app: {{s.ToLowerInvariant()}} }
              template:
                metadata:
                  labels: { app: {{s.ToLowerInvariant()}} }
                spec:
                  terminationGracePeriodSeconds: 5
                  containers:
                    - name: {{s.ToLowerInvariant()}}
                      image: shop/{{s.ToLowerInvariant()}}:1
                      ports:
                        - containerPort: 8080
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: {{s.ToLowerInvariant()}}
              namespace: shop
            spec:
              selector: { app: {{s.ToLowerInvariant()}} }
              ports:
                - name: http
                  port: 80
                  targetPort: 8080
            """)),
        ("deploy/broken.yaml", "apiVersion: v1\nkind: [\n"),
    ];

    [Fact]
    public async Task Finding_in_a_manifest_shows_in_its_own_project_alone()
    {
        List<(string Project, string Id, string Place)> found = [];
        foreach (var service in Services)
        {
            var tree = AnalyzerRun.Tree("""
                using Microsoft.AspNetCore.Builder;
                var app = WebApplication.CreateBuilder(args).Build();
                app.MapGet("/", () => "ok");
                app.Run();
                """, $"{service}/Program.cs");
            var findings = await AnalyzerRun.Findings(AnalyzerRun.Compile([tree], AnalyzerRun.References, service), null, TestContext.Current.CancellationToken, Files);
            found.AddRange(findings.Select(f => (service, f.Id, f.Location.GetLineSpan().Path + ":" + (f.Location.GetLineSpan().StartLinePosition.Line + 1))));
        }

        Assert.Equal(
            Services.Select(s => (s, "MSA1226", $"deploy/{s.ToLowerInvariant()}.yaml:14")),
            found.Where(f => f.Id == "MSA1226"));
        Assert.Equal(found.Select(f => (f.Id, f.Place)).Distinct(), found.Select(f => (f.Id, f.Place)));
        Assert.All(found, f => Assert.Contains(f.Id, RuleCatalog.Rules.Select(r => r.Id)));
    }
}
