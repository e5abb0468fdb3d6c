// setting: build_property.ContainerRepository = kitchen/larder
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog;
using Serilog.Formatting.Compact;

// Speaks to its console, keeps a file for the developer alone, and writes what is no log to disk.
var builder = WebApplication.CreateBuilder(args);
Log.Logger = builder.Environment.IsDevelopment()
    ? new LoggerConfiguration().WriteTo.File("logs/larder.json").CreateLogger()
    : new LoggerConfiguration().WriteTo.Console(new CompactJsonFormatter()).CreateLogger();

builder.Services.AddHealthChecks();
var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapGet("/list", () => File.ReadAllText("/app/list.txt"));
app.Run();
