using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MeshReady.Tool.Tests.Sample;

/// <summary>What a service of the sample talks to, on the loopback interface: a proxy that writes down who is called and answers itself, and shipping over gRPC.</summary>
internal sealed class Surroundings : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Surroundings(WebApplication app) => _app = app;

    /// <summary>The addresses that the proxy was asked for, with their methods.</summary>
    public ConcurrentDictionary<string, byte> Called { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the proxy listens.</summary>
    public string Proxy => Addresses[0];

    /// <summary>Where shipping listens. Its calls need HTTP/2, which .NET sends through no proxy.</summary>
    public string Shipping => Addresses[1];

    private string[] Addresses => [.. _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];

    public static async Task<Surroundings> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2);
        });
        var surroundings = new Surroundings(builder.Build());
        surroundings._app.Run(surroundings.Answer);
        await surroundings._app.StartAsync();
        return surroundings;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        if (context.Request.Protocol == HttpProtocol.Http2)
        {
            // An empty message: shipping costs nothing.
            context.Response.ContentType = "application/grpc";
            context.Response.DeclareTrailer("grpc-status");
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
            return;
        }

        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        Called.TryAdd($"{context.Request.Method} {target}", 0);
        const string Order = """{ "number": 1, "sku": "mug", "quantity": 1, "status": "paid" }""";
        var answer = (context.Request.Method, target) switch
        {
            ("CONNECT", _) => null,
            ("POST", _) => Order,
            (_, var path) when path.EndsWith("/orders", StringComparison.Ordinal) => $"[{Order}]",
            _ => "[]",
        };
        if (answer is null)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer);
    }
}
