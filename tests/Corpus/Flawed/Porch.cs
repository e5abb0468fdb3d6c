using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

// The address stands in the settings and in the code.
var builder = WebApplication.CreateBuilder(args);
var orders = new Uri("http://orders.shop.internal:8080"); // expect: MSA0101
var client = new HttpClient { BaseAddress = orders }; // expect: MSA0201
var app = builder.Build();
app.MapGet("/orders", () => client.GetStringAsync("/orders"));
app.Run();
