// setting: build_property.MSBuildProjectName = Ferry
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

// The port of the Service promises gRPC to the sidecar; without TLS, Kestrel speaks HTTP/1.1 there.
var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(7070)); // expect: MSA1218

var app = builder.Build();
app.Run();
