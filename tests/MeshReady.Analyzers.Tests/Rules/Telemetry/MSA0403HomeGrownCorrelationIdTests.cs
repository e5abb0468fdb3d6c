using MeshReady.Analyzers.Rules.Telemetry;

namespace MeshReady.Analyzers.Tests.Rules.Telemetry;

public sealed class MSA0403HomeGrownCorrelationIdTests : RuleTest<MSA0403HomeGrownCorrelationIdAnalyzer>
{
    [Theory]
    [InlineData("""context.Response.Headers["X-Correlation-ID"] = [|Guid.NewGuid()|].ToString();""")]
    [InlineData("""context.Request.Headers.Append("X-Correlation-Id", $"{[|Guid.NewGuid()|]:N}");""")]
    [InlineData("""context.Request?.Headers.TryAdd(Header, new StringValues([|Guid.NewGuid()|].ToString()));""")]
    [InlineData("""if (!context.Request.Headers.TryGetValue(Header, out var correlationId)) correlationId = [|Guid.NewGuid()|].ToString("N"); context.Items[Header] = correlationId.ToString();""")]
    [InlineData("""var requestId = context.Request.Headers["x-request-id"].FirstOrDefault() ?? [|Guid.NewGuid()|].ToString(); context.Response.Headers["x-request-id"] = requestId;""")]
    [InlineData("""string traceId = context.Request.Headers["X-Trace-Id"]!; traceId = string.IsNullOrEmpty(traceId) ? [|Guid.NewGuid()|].ToString() : traceId; Console.WriteLine(traceId);""")]
    [InlineData("""context.Items["CorrelationId"] = [|Guid.NewGuid()|];""")]
    [InlineData("""string MakeCorrelationId() { var correlationId = [|Guid.NewGuid()|]; return correlationId.ToString(); } context.Response.Headers.Append(Header, MakeCorrelationId());""")]
    public Task Middleware_that_makes_an_id(string body) => Verify(Middleware(body));

    [Theory]
    [InlineData("""message.Headers.Add("X-Correlation-ID", [|Guid.NewGuid()|].ToString());""")]
    [InlineData("""var correlationId = [|Guid.NewGuid()|].ToString(); message.Headers.TryAddWithoutValidation("Correlation-Id", correlationId);""")]
    public Task Handler_that_makes_an_id(string body) => Verify($$"""
        using System;
        using System.Net.Http;

        class Handler : DelegatingHandler
        {
            protected override HttpResponseMessage Send(HttpRequestMessage message, System.Threading.CancellationToken stop) { {{body}} return base.Send(message, stop); }
        }
        """);

    [Fact]
    public Task Id_and_header_in_different_methods_of_a_class_once() => Verify("""
        using System;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;

        static class Correlation
        {
            private const string Header = "correlationId";

            public static IApplicationBuilder UseCorrelation(this IApplicationBuilder app) => app.Use(async (context, next) =>
            {
                if (!context.Request.Headers.TryGetValue(Header, out var correlationId))
                    correlationId = [|Guid.NewGuid()|].ToString("N");
                context.Items[Header] = correlationId.ToString();
                await next();
            });

            public static Guid GetCorrelationId(this HttpContext context) => context.Items.TryGetValue(Header, out var known) && known is Guid id ? id : Guid.NewGuid();
        }
        """);

    [Fact]
    public Task Top_level_statements() => VerifyProgram("""
        using System;
        using Microsoft.AspNetCore.Builder;

        var app = WebApplication.CreateBuilder(args).Build();
        app.Use(async (context, next) =>
        {
            context.Response.Headers["X-Correlation-ID"] = [|Guid.NewGuid()|].ToString();
            await next();
        });
        app.Run();
        """);

    [Theory]
    [InlineData("""context.Response.Headers["Idempotency-Key"] = Guid.NewGuid().ToString();""")]
    [InlineData("""context.Request.Headers.Append("x-requestid", Guid.NewGuid().ToString());""")]
    [InlineData("""context.Response.Headers["ETag"] = Guid.NewGuid().ToString();""")]
    [InlineData("""context.Response.Headers[Header] = Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString();""")]
    [InlineData("""var correlationId = Activity.Current is { } activity ? activity.Id : Guid.NewGuid().ToString(); context.Response.Headers[Header] = correlationId;""")]
    [InlineData("""context.Response.Headers[Header] = context.TraceIdentifier;""")]
    [InlineData("""var orderId = Guid.NewGuid(); Console.WriteLine(orderId + context.Request.Headers[Header]);""")]
    [InlineData("""var known = new Dictionary<string, string>(); known["CorrelationId"] = Guid.NewGuid().ToString();""")]
    [InlineData("""var message = new Message { CorrelationId = Guid.NewGuid() }; Console.WriteLine(message);""")]
    [InlineData("""var headers = new Mine.Headers(); headers["X-Correlation-ID"] = Guid.NewGuid().ToString();""")]
    public Task Id_of_another_kind(string body) => Verify(Middleware(body));

    [Fact]
    public Task Message_that_starts_a_saga() => Verify("""
        using System;

        class Order
        {
            public Guid CorrelationId { get; init; } = Guid.NewGuid();
            private readonly Guid _correlationId = Guid.NewGuid();
            public Guid Start() { var correlationId = Guid.NewGuid(); return correlationId == _correlationId ? correlationId : CorrelationId; }
        }
        """);

    [Fact]
    public Task Guid_of_the_same_name_is_silent() => Verify("""
        namespace Mine;

        static class Guid { public static string NewGuid() => ""; }

        class C { void M(Microsoft.AspNetCore.Http.HttpContext context) => context.Response.Headers["X-Correlation-ID"] = Guid.NewGuid(); }
        """);

    [Fact]
    public Task Unfinished_code_is_silent() => Verify(Middleware("""context.Response.Headers[{|CS0103:Heade|}] = Guid.NewGuid().ToString(); {|CS0103:contex|}.Items["CorrelationId"] = Guid.NewGuid();"""));

    [Fact]
    public Task Real_gRPC_metadata() => VerifyReal("""
        using System;
        using Grpc.Core;

        class C
        {
            Metadata Ours() { var headers = new Metadata(); headers.Add("x-correlation-id", [|Guid.NewGuid()|].ToString()); return headers; }
        }

        class D
        {
            Metadata Tenant() { var headers = new Metadata(); headers.Add("x-tenant", Guid.NewGuid().ToString()); return headers; }
        }
        """, "Grpc.Core.Api");

    private static string Middleware(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Primitives;

        class Message { public Guid CorrelationId { get; set; } }
        namespace Mine { class Headers { public string this[string name] { set { } } } }

        class Middleware(RequestDelegate next)
        {
            private const string Header = "X-Correlation-ID";

            public async Task InvokeAsync(HttpContext context)
            {
                {{body}}
                await next(context);
            }
        }
        """;
}
