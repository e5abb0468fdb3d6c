// setting: build_property.MSBuildProjectName = Pantry
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

// Its port promises Envoy HTTP/2, and its probe asks a path of yesterday.
var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(8080)); // expect: MSA1218

var app = builder.Build();
app.MapGet("/shelves", () => "full");
app.Run();
