// setting: build_property.MSBuildProjectName = Checkout
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Polly;

// The routes of both services repeat by themselves, and the code knows nothing of it.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient<PaymentsClient>(client => client.BaseAddress = new Uri(builder.Configuration["Services:Payments"]!))
    .AddTransientHttpErrorPolicy(policy => policy.WaitAndRetryAsync(3, attempt => TimeSpan.FromMilliseconds(200 * attempt))); // expect: MSA1201
builder.Services.AddHttpClient("ratings", client =>
{
    client.BaseAddress = new Uri(builder.Configuration["Services:Ratings"]!);
    client.Timeout = TimeSpan.FromSeconds(1); // expect: MSA1204
});

var app = builder.Build();
app.MapGet("/", () => "checkout"); // expect: MSA0805
app.Run();

public sealed class PaymentsClient(HttpClient client)
{
    public Task<string> All() => client.GetStringAsync("payouts");

    public Task Pay(string order) => client.PostAsync("payouts", new StringContent(order)); // expect: MSA1202
}
