// setting: build_property.MSBuildProjectName = Marquee
// setting: meshready.logical_names = allow
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

// A gate that tries the new ticketing out on a tenth of its visitors, and pins its callees to a version.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient("tickets", client => client.BaseAddress = new Uri(builder.Configuration["Services:Tickets"]!)).AddStandardResilienceHandler();
builder.Services.AddHttpClient("tickets-next", client => client.BaseAddress = new Uri(builder.Configuration["Services:TicketsNext"]!)).AddStandardResilienceHandler();
builder.Services.AddHttpClient("seats", client => client.BaseAddress = new Uri("http://seats-v2")).AddStandardResilienceHandler(); // expect: MSA0703

var app = builder.Build();
app.MapGet("/tickets/{visitor}", (string visitor, IHttpClientFactory clients) =>
{
    var bucket = (uint)visitor.GetHashCode() % 100;
    var client = clients.CreateClient(bucket < 10 ? "tickets-next" : "tickets"); // expect: MSA0701
    return client.GetStringAsync($"/tickets/{visitor}");
});
app.MapGet("/seats", (HttpRequest request, IHttpClientFactory clients) =>
{
    if (request.Cookies["gate"] == "next") // expect: MSA0702
        return clients.CreateClient("tickets-next").GetStringAsync("/seats");
    return clients.CreateClient("tickets").GetStringAsync("/seats");
});
app.MapGet("/free", (IHttpClientFactory clients) => clients.CreateClient("seats").GetStringAsync("/free"));
app.Run();
