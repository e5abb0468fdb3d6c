// setting: build_property.MSBuildProjectName = Turnpike
// setting: meshready.logical_names = allow
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// Behind the sidecars of two systems, and too close to both.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient("tariffs", client => client.BaseAddress = new Uri("https://tariffs")); // expect: MSA0302
builder.Services.AddSingleton(new DaprClientBuilder()
    .UseHttpEndpoint("http://localhost:3500") // expect: MSA0107
    .Build());

var app = builder.Build();
app.MapGet("/tariffs", (IHttpClientFactory clients) => clients.CreateClient("tariffs").GetStringAsync("/tariffs")); // expect: MSA0805
app.MapGet("/proxy", async () =>
{
    using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
    return await client.GetStringAsync("http://localhost:15000/clusters"); // expect: MSA0107
});
app.MapPost("/passages", (DaprClient dapr) => dapr.PublishEventAsync("pubsub", "passages"));
app.Run();
