using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// Calls reach everybody through the backplane, and the last one is kept where all replicas look.
var builder = WebApplication.CreateBuilder(args);
var redis = builder.Configuration.GetConnectionString("Redis") ?? throw new InvalidOperationException("ConnectionStrings:Redis is missing");
builder.Services.AddStackExchangeRedisCache(options => options.Configuration = redis);
builder.Services.AddSignalR().AddStackExchangeRedis(redis);
builder.Services.AddScoped<Caller>();

var app = builder.Build();
app.MapHub<IntercomHub>("/intercom");
app.MapPost("/calls", (Caller caller, string text) => caller.Say(text));
app.Run();

public sealed class IntercomHub : Hub;

public sealed class Caller(IHubContext<IntercomHub> hub, IDistributedCache cache)
{
    public async Task Say(string text)
    {
        await cache.SetStringAsync("last", text);
        await hub.Clients.All.SendAsync("called", text);
    }
}
