namespace MeshReady.Analyzers.Tests;

/// <summary>Code of a class that calls other services.</summary>
internal static class AgreementCode
{
    /// <summary>What the classes below import.</summary>
    public const string Using = "using System; using System.Net.Http; using System.Threading.Tasks; using Microsoft.AspNetCore.Http; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.DependencyInjection;\n";

    /// <summary>A class with a method that holds the statement, beside a client, services, configuration, a request and a number.</summary>
    public static string Call(string statement) => Using + $$"""
        public class Items
        {
            private const string Root = "http://catalog:8080";
            public async Task Get(HttpClient http, IServiceCollection services, IConfiguration cfg, HttpContext ctx, int id) { await Task.Yield(); {{statement}} }
        }
        """;
}
