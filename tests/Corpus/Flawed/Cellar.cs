// setting: build_property.MSBuildProjectName = Cellar
// setting: build_property.MeshReadyComplete = true
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// Istio repeats what gRPC repeats, unasked; and the handler of the refunds repeats what the route was told not to.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient<RefundsClient>(client => client.BaseAddress = new Uri(builder.Configuration["Services:Refunds"]!)).AddStandardResilienceHandler();
builder.Services.AddSingleton(GrpcChannel.ForAddress( // expect: MSA1203
    builder.Configuration["Services:Cart"]!,
    new GrpcChannelOptions
    {
        ServiceConfig = new ServiceConfig
        {
            MethodConfigs =
            {
                new MethodConfig { Names = { MethodName.Default }, RetryPolicy = new RetryPolicy { MaxAttempts = 4, RetryableStatusCodes = { StatusCode.Unavailable } } },
            },
        },
    }));

var app = builder.Build();
app.MapGet("/", () => "cellar"); // expect: MSA0805
app.Run();

public sealed class RefundsClient(HttpClient client)
{
    public Task Refund(string order) => client.PostAsync("refunds", new StringContent(order)); // expect: MSA1202
}
