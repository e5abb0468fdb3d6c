// setting: build_property.MSBuildProjectName = Tracker
// setting: build_property.MeshReadyComplete = true
using Microsoft.AspNetCore.Http;

namespace Depot.Tracker;

/// <summary>Calls its neighbours, each with another slip of an address: see Tracker/tracker.yaml.</summary>
public sealed class Neighbours(HttpClient client)
{
    public Task<string> Rates() => client.GetStringAsync("http://rates/today"); // expect: MSA1208

    public Task<string> Reviews() => client.GetStringAsync("http://reviews/newest"); // expect: MSA1209

    public Task<string> Catalog() => client.GetStringAsync("http://catalog:8080/items"); // expect: MSA1210

    public Task<string> Stock() => client.GetStringAsync("https://stock:8443/items"); // expect: MSA1215

    public async Task Forward(HttpContext context)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, "http://stock/items"); // expect: MSA0101
        message.Headers.Host = context.Request.Host.Value; // expect: MSA1213
        using var answer = await client.SendAsync(message);
        context.Response.StatusCode = (int)answer.StatusCode;
    }
}
