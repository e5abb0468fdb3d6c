// setting: build_property.MSBuildProjectName = Wardrobe
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

// Sessions in memory and keys in a folder are for the developer's machine; all pods share what production keeps.
var builder = WebApplication.CreateBuilder(args);
var redis = builder.Configuration.GetConnectionString("Redis") ?? throw new InvalidOperationException("ConnectionStrings:Redis is missing");
if (builder.Environment.IsDevelopment())
    builder.Services.AddDistributedMemoryCache();
else
    builder.Services.AddStackExchangeRedisCache(options => options.Configuration = redis);
builder.Services.AddHealthChecks();
builder.Services.AddSession();
builder.Services.AddAuthentication("guests").AddCookie("guests");
builder.Services.AddAuthorization();
builder.Services.AddDataProtection()
    .SetApplicationName("house")
    .PersistKeysToStackExchangeRedis(ConnectionMultiplexer.Connect(redis), "wardrobe-keys");

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.UseSession();
app.MapHealthChecks("/healthz");
app.MapPost("/coats", (HttpContext context, string coat) => context.Session.SetString("coat", coat)).RequireAuthorization();
app.Run();
