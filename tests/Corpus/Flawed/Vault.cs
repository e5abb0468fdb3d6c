// setting: build_property.MSBuildProjectName = Vault
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

// Serves gRPC on a port without TLS, where Kestrel's default is HTTP/1.1.
var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(7070)); // expect: MSA1218

var app = builder.Build();
app.MapGrpcService<Bottles>(); // expect: MSA0805
app.Run();

public sealed class Bottles
{
    public Task<int> Count(int rack, ServerCallContext context) => Task.FromResult(rack);
}
