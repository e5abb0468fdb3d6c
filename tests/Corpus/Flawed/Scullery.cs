// setting: build_property.ContainerRepository = kitchen/scullery
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Serilog;
using Serilog.Formatting.Compact;

// Writes its diary where nobody looks, and takes it along when it goes.
Log.Logger = new LoggerConfiguration()
    .WriteTo.File(new CompactJsonFormatter(), "logs/scullery.json") // expect: MSA0407
    .CreateLogger();

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapPost("/dishes", (string[] dishes) =>
{
    File.AppendAllText("/tmp/dishes.log", $"{dishes.Length} dishes\n"); // expect: MSA0407
    return dishes.Length;
});
app.Run();
