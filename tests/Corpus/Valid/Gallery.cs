using System.Diagnostics;
using k8s;
using k8s.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// Reads what runs, starts work that is its own, and lets a program do what programs are for.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();

var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapGet("/version", async (IKubernetes kubernetes, CancellationToken cancellationToken) => await kubernetes.AppsV1.ReadNamespacedDeploymentAsync("checkout", "shop", cancellationToken));
app.MapPost("/exports", async (IKubernetes kubernetes, CancellationToken cancellationToken) => await kubernetes.BatchV1.CreateNamespacedJobAsync(new V1Job(), "shop", cancellationToken));
app.MapPost("/thumbnails/{name}", async (string name, CancellationToken cancellationToken) =>
{
    using var process = Process.Start(new ProcessStartInfo("ffmpeg") { ArgumentList = { "-i", name } });
    await process!.WaitForExitAsync(cancellationToken);
});
app.Run();
