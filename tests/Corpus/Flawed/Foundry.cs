using System.Diagnostics;
using k8s;
using k8s.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// A campaign service that scales its neighbour by itself, and restarts it with a program in its image.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();

var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapPost("/campaigns/{name}/start", async (string name, IKubernetes kubernetes, CancellationToken cancellationToken) =>
{
    var patch = new V1Patch("""{"spec":{"replicas":20}}""", V1Patch.PatchType.MergePatch);
    await kubernetes.AppsV1.PatchNamespacedDeploymentScaleAsync(patch, "checkout", "shop", cancellationToken); // expect: MSA0802
    return name;
});
app.MapPost("/restart", async (CancellationToken cancellationToken) =>
{
    using var process = Process.Start("kubectl", "rollout restart deployment/checkout"); // expect: MSA0802
    await process.WaitForExitAsync(cancellationToken);
});
app.Run();
