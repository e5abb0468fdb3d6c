using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

// Numbers its visits itself, beside the trace that every visit has.
var app = WebApplication.CreateBuilder(args).Build();
app.UseMiddleware<VisitNumbers>();
app.MapGet("/tea", () => "earl grey");
app.Run();

internal sealed class VisitNumbers(RequestDelegate next)
{
    private const string Header = "X-Correlation-ID";

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var correlationId))
            correlationId = Guid.NewGuid().ToString(); // expect: MSA0403
        context.Response.Headers[Header] = correlationId;
        return next(context);
    }
}
