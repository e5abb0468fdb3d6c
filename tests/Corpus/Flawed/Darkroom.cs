using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

// Pictures lie beside the program, and the counter of sheets is guarded where only one replica sees it.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddScoped<Sheets>();

var app = builder.Build();
app.MapPost("/pictures", async (IFormFile picture, IWebHostEnvironment environment) =>
{
    await using var file = File.Create(Path.Combine(environment.WebRootPath, "pictures", Path.GetFileName(picture.FileName))); // expect: MSA0509
    await picture.CopyToAsync(file);
});
app.MapPost("/sheets", (Sheets sheets) => sheets.Take());
app.Run();

public sealed class Sheets(DbConnection connection)
{
    private static readonly SemaphoreSlim Gate = new(1, 1); // expect: MSA0508

    public async Task Take()
    {
        await Gate.WaitAsync();
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "update sheets set left_over = left_over - 1";
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            Gate.Release();
        }
    }
}
