using System.Data.Common;
using System.Net.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// Waits for ships, and waits: neither the pilots' service nor the database is given an end.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient<PilotClient>(client => // expect: MSA0201
{
    client.BaseAddress = new Uri(builder.Configuration["Services:Pilots"] ?? throw new InvalidOperationException("Services:Pilots is missing"));
    client.Timeout = Timeout.InfiniteTimeSpan; // expect: MSA0210
});

var app = builder.Build();
app.MapGet("/pilots", (PilotClient pilots) => pilots.Free());
app.MapGet("/berths", (DbCommand berths) => Berths.Free(berths));
app.Run();

internal sealed class PilotClient(HttpClient http)
{
    public Task<string> Free() => http.GetStringAsync("/free");
}

internal static class Berths
{
    public static object? Free(DbCommand command)
    {
        command.CommandText = "select count(*) from berths where ship is null";
        command.CommandTimeout = 0; // expect: MSA0210
        return command.ExecuteScalar();
    }
}
