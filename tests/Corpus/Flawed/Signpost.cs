// setting: build_property.MSBuildProjectName = Signpost
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Steeltoe.Discovery.Client;

// A gateway that was written for machines and found itself in a cluster.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient("maps", client => client.BaseAddress = new Uri("http://10.0.12.31:8080")); // expect: MSA0103
builder.Services.AddDiscoveryClient(builder.Configuration); // expect: MSA0105

var app = builder.Build();
var tiles = app.Configuration["Tiles"]!.Split(',');
app.MapGet("/maps/{id}", (string id, IHttpClientFactory clients) => clients.CreateClient("maps").GetStringAsync($"/maps/{id}")); // expect: MSA0805
app.MapGet("/tiles/{id}", (string id, IHttpClientFactory clients) =>
{
    var host = tiles[Random.Shared.Next(tiles.Length)]; // expect: MSA0106
    return clients.CreateClient("tiles").GetStringAsync($"http://{host}:8080/{id}");
});
app.MapPost("/beacons", async (string text) =>
{
    using var beacon = new TcpClient("192.168.7.40", 9100); // expect: MSA0103
    await beacon.GetStream().WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
});
app.Run();
