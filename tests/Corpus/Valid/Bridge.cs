// setting: build_property.MSBuildProjectName = Bridge
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

// The tollgate as it should be: what the ingress says of the caller is read before anything else.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.Services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedProto);

var app = builder.Build();
app.UseForwardedHeaders();
app.UseHttpsRedirection();
app.UseRouting();
app.MapHealthChecks("/healthz");
app.MapGet("/tolls", () => new[] { 1.5m, 3m });
app.Run();
