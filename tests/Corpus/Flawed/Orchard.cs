// setting: build_property.MSBuildProjectName = Orchard
// setting: build_property.MeshReadyComplete = true
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Orchard;

// Addresses that worked with Docker Compose and miss the cluster's Services, each in its own way.
public static class Registration
{
    public static void AddPeers(this IServiceCollection services)
    {
        services.AddHttpClient("apples", client => client.BaseAddress = new Uri("http://apples:8080")); // expect: MSA1210
        services.AddHttpClient("pears", client => client.BaseAddress = new Uri("http://pears")); // expect: MSA1208
        services.AddHttpClient("plums", client => client.BaseAddress = new Uri("https://plums:8443")); // expect: MSA1215
        services.AddHttpClient("cherries", client => client.BaseAddress = new Uri("http://cherries.garden.svc")); // expect: MSA1209
    }
}

public sealed class Proxy(HttpClient client)
{
    public async Task<string> Show(HttpContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://cherries/all"); // expect: MSA1209
        request.Headers.Host = context.Request.Host.Value; // expect: MSA1213
        using var answer = await client.SendAsync(request, context.RequestAborted);
        return await answer.Content.ReadAsStringAsync(context.RequestAborted);
    }
}
