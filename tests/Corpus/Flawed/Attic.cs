// setting: build_property.MSBuildProjectName = Attic
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

// Works on the developer's machine; in its pod nobody reaches it, and nobody asks how it is.
var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://localhost:5000"); // expect: MSA1231
builder.Services.AddHealthChecks();

var app = builder.Build();
app.UseHealthChecks("/hc"); // expect: MSA1229
app.MapGet("/boxes", () => "many");
app.Run();
