using Amazon.SQS;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// Looks at the load balancer without touching it, refuses to be sent to the node's metadata, and has an identity of its own.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.Services.AddHttpClient("octavia", client => client.BaseAddress = new Uri(builder.Configuration["OpenStack:LoadBalancer"] ?? throw new InvalidOperationException("OpenStack:LoadBalancer is missing")))
    .AddStandardResilienceHandler();
builder.Services.AddSingleton(new AmazonSQSClient());

var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapGet("/pools/{pool}", (string pool, IHttpClientFactory clients, CancellationToken cancellationToken) => clients.CreateClient("octavia").GetStringAsync($"/v2/lbaas/pools/{pool}", cancellationToken));
app.MapPost("/hooks", (Uri target) => target.Host is "169.254.169.254" or "metadata" ? "refused" : "accepted");
app.Run();
