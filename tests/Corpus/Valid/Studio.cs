using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

// A file that lives for one request, a lock around memory alone, and a counter that the database guards.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddScoped<Frames>();

var app = builder.Build();
app.MapPost("/pictures/size", async (IFormFile picture) =>
{
    var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    await using (var file = File.Create(path))
        await picture.CopyToAsync(file);
    return new FileInfo(path).Length;
});
app.MapPost("/frames", (Frames frames) => frames.Take());
app.Run();

public sealed class Frames(DbConnection connection)
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static Task<string>? _statement;

    public async Task Take()
    {
        await using var command = connection.CreateCommand();
        command.CommandText = await Statement();
        if (await command.ExecuteNonQueryAsync() == 0)
            throw new InvalidOperationException("no frames are left");
    }

    private static async Task<string> Statement()
    {
        await Gate.WaitAsync();
        try
        {
            return await (_statement ??= File.ReadAllTextAsync("take-frame.sql"));
        }
        finally
        {
            Gate.Release();
        }
    }
}
