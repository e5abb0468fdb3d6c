// setting: build_property.MSBuildProjectName = Till
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// The routes leave POST alone and the retry to whoever asks for it, and the client waits for all tries.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient<PaymentsClient>(client => client.BaseAddress = new Uri(builder.Configuration["Services:Payments"]!));
builder.Services.AddHttpClient("ratings", client =>
{
    client.BaseAddress = new Uri(builder.Configuration["Services:Ratings"]!);
    client.Timeout = TimeSpan.FromSeconds(5);
});

builder.Services.AddHealthChecks();

var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapGet("/", () => "till");
app.Run();

public sealed class PaymentsClient(HttpClient client)
{
    public Task<string> All() => client.GetStringAsync("payouts");

    public Task Pay(string order) => client.PostAsync("payouts", new StringContent(order));
}
