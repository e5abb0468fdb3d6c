// setting: build_property.MSBuildProjectName = Orangery
// setting: build_property.MeshReadyComplete = true
// setting: meshready.logical_names = allow
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Orangery;

// The same addresses as they should be, and some that look wrong and are right.
public static class Registration
{
    public static void AddPeers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpClient("apples", client => client.BaseAddress = new Uri("http://apples"));
        services.AddHttpClient("pears", client => client.BaseAddress = new Uri(configuration["Peers:Pears"]!));
        services.AddHttpClient("plums", client => client.BaseAddress = new Uri(configuration["Peers:Plums"]!));
        services.AddHttpClient("figs", client => client.BaseAddress = new Uri(configuration["Peers:Figs"]!));
        services.AddHttpClient("weather", client => client.BaseAddress = new Uri("https://api.weather.gov"));
    }
}

public sealed class Proxy(HttpClient client)
{
    public async Task<string> Show(HttpContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://apples/all");
        request.Headers.Add("X-Forwarded-Host", context.Request.Host.Value);
        using var answer = await client.SendAsync(request, context.RequestAborted);
        return await answer.Content.ReadAsStringAsync(context.RequestAborted);
    }
}
