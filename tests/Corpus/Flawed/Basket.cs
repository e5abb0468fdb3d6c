using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers();
builder.Services.AddSingleton<BasketStore>();

var app = builder.Build();
app.MapControllers();
app.MapPost("/baskets/{user}", (string user, string article, BasketStore baskets) => baskets.Add(user, article));
app.MapGet("/baskets/{user}", (string user, BasketStore baskets) => Results.Ok(baskets.Of(user)));
app.Run();

internal sealed class BasketStore
{
    private readonly ConcurrentDictionary<string, List<string>> _baskets = new(); // expect: MSA0501

    public void Add(string user, string article) => _baskets.GetOrAdd(user, _ => []).Add(article);

    public IReadOnlyList<string> Of(string user) => _baskets.TryGetValue(user, out var articles) ? articles : [];
}

[ApiController]
[Route("votes")]
public sealed class VotesController : ControllerBase
{
    private static readonly Dictionary<string, int> Votes = []; // expect: MSA0501

    [HttpPost("{name}")]
    public void Vote(string name) => Votes[name] = Votes.GetValueOrDefault(name) + 1;

    [HttpGet("{name}")]
    public int Count(string name) => Votes.GetValueOrDefault(name);
}
