// setting: meshready.mesh = istio
using System.Net.Http.Json;
using Amazon.Runtime;
using Amazon.SQS;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// A worker at the edge that puts itself into the load balancer, asks the node who it is, and carries keys in its image.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.Services.AddHttpClient("octavia", client => client.BaseAddress = new Uri(builder.Configuration["OpenStack:LoadBalancer"] ?? throw new InvalidOperationException("OpenStack:LoadBalancer is missing")));
builder.Services.AddSingleton(new AmazonSQSClient(
    new BasicAWSCredentials("AKIA0000000000000000", "0000000000000000000000000000000000000000"))); // expect: MSA0911

var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapPost("/pools/{pool}/join", async (string pool, string address, IHttpClientFactory clients, CancellationToken cancellationToken) =>
{
    var octavia = clients.CreateClient("octavia");
    await octavia.PostAsJsonAsync($"/v2/lbaas/pools/{pool}/members", new { member = new { address, protocol_port = 8080 } }, cancellationToken); // expect: MSA0910
});
app.MapGet("/zone", async (IHttpClientFactory clients, CancellationToken cancellationToken) =>
{
    var node = clients.CreateClient("octavia");
    return await node.GetStringAsync("http://169.254.169.254/openstack/latest/meta_data.json", cancellationToken); // expect: MSA0911
});
app.Run();
