// setting: build_property.MSBuildProjectName = Tollgate
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

// The ingress ends TLS, and the service asks how the caller came when it has already sent him away.
var builder = WebApplication.CreateBuilder(args);
builder.Services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedProto);

var app = builder.Build();
app.UseHttpsRedirection(); // expect: MSA0305
app.UseRouting();

// The ingress says how the caller came.
app.UseForwardedHeaders();
app.MapGet("/tolls", () => new[] { 1.5m, 3m }); // expect: MSA0805
app.Run();
