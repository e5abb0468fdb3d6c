using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

// Announcements reach the listeners of one replica, and the last one is remembered there only.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDistributedMemoryCache(); // expect: MSA0504
builder.Services.AddSignalR(options => options.EnableDetailedErrors = false); // expect: MSA0505
builder.Services.AddScoped<Announcer>();

var app = builder.Build();
app.MapHub<TannoyHub>("/tannoy");
app.MapPost("/announcements", (Announcer announcer, string text) => announcer.Say(text));
app.Run();

public sealed class TannoyHub : Hub
{
    public Task Join(string platform) => Groups.AddToGroupAsync(Context.ConnectionId, platform);
}

public sealed class Announcer(IHubContext<TannoyHub> hub, IDistributedCache cache)
{
    public async Task Say(string text)
    {
        await cache.SetStringAsync("last", text);
        await hub.Clients.All.SendAsync("announced", text);
    }
}
