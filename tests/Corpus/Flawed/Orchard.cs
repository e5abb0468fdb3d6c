// setting: build_property.MSBuildProjectName = Orchard
// setting: build_property.MeshReadyComplete = true
// setting: meshready.logical_names = allow
// setting: meshready.exclude_hosts = pears.store
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Orchard;

// Addresses that worked with Docker Compose and miss the cluster's Services, each in its own way.
public static class Registration
{
    public static void AddPeers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpClient("apples", client => client.BaseAddress = new Uri("http://apples:8080")); // expect: MSA1210
        services.AddHttpClient("quinces", client => client.BaseAddress = new Uri(configuration["Peers:Quinces"]!)); // expect: MSA1210
        services.AddHttpClient("pears", client => client.BaseAddress = new Uri("http://pears")); // expect: MSA1208
        services.AddHttpClient("plums", client => client.BaseAddress = new Uri("https+http://plums")); // expect: MSA1215
        services.AddHttpClient("cherries", client => client.BaseAddress = new Uri("http://cherries")); // expect: MSA1209
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
