// setting: build_property.MSBuildProjectName = Wayfinder
using System.Net;
using System.Net.Sockets;
using Consul;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// The gateway in the cluster: names in its settings, and addresses only where no name could stand.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient("maps", client => client.BaseAddress = new Uri(builder.Configuration["Services:Maps"]!));
builder.Services.Configure<ForwardedHeadersOptions>(options => options.KnownProxies.Add(IPAddress.Parse("10.0.0.100")));
builder.Services.AddSingleton<IConsulClient>(_ => new ConsulClient(options => options.Address = new Uri(builder.Configuration["Consul"]!)));

// Dapr's client reads the port that its injector sets, and the certificate of Vault is Vault's own.
builder.Services.AddSingleton(new DaprClientBuilder().Build());
builder.Services.AddHttpClient("vault", client => client.BaseAddress = new Uri(builder.Configuration["Vault"]!));

var app = builder.Build();
var samples = app.Configuration["Samples"]!.Split(',');
app.UseForwardedHeaders();
app.MapGet("/maps/{id}", (string id, IHttpClientFactory clients) => clients.CreateClient("maps").GetStringAsync($"/maps/{id}"));

// Any of the maps will do, of the one service; and Consul is asked for settings alone.
app.MapGet("/sample", (IHttpClientFactory clients) => clients.CreateClient("maps").GetStringAsync($"/maps/{samples[Random.Shared.Next(samples.Length)]}"));
app.MapGet("/banner", (IConsulClient consul) => consul.KV.Get("roads/banner"));
app.MapGet("/where", () =>
{
    // Which address this pod has: nothing is sent.
    using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    probe.Connect("8.8.8.8", 65530);
    return probe.LocalEndPoint?.ToString();
});
app.Run();
