using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

// Quotes the trace to its visitors, and keeps keys of its own for what is no trace.
var app = WebApplication.CreateBuilder(args).Build();
app.Use((context, next) =>
{
    context.Response.Headers["X-Trace-Id"] = Activity.Current?.TraceId.ToString();
    return next(context);
});
app.MapPost("/coffee", (HttpContext context) =>
{
    var key = context.Request.Headers["Idempotency-Key"].ToString();
    return new Order(key.Length > 0 ? key : Guid.NewGuid().ToString(), Guid.NewGuid());
});
app.Run();

internal sealed record Order(string Key, Guid CorrelationId);
