// setting: build_property.MSBuildProjectName = Wayfinder
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// The gateway in the cluster: names in its settings, and addresses only where no name could stand.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient("maps", client => client.BaseAddress = new Uri(builder.Configuration["Services:Maps"]!));
builder.Services.Configure<ForwardedHeadersOptions>(options => options.KnownProxies.Add(IPAddress.Parse("10.0.0.100")));

var app = builder.Build();
app.UseForwardedHeaders();
app.MapGet("/maps/{id}", (string id, IHttpClientFactory clients) => clients.CreateClient("maps").GetStringAsync($"/maps/{id}"));
app.MapGet("/where", () =>
{
    // Which address this pod has: nothing is sent.
    using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    probe.Connect("8.8.8.8", 65530);
    return probe.LocalEndPoint?.ToString();
});
app.Run();
