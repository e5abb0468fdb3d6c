using MeshReady.Analyzers.Rules.Addressing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

/// <summary>The libraries are declared here under their true metadata names.</summary>
public sealed class MSA0101HardCodedEndpointLibraryTests : RuleTest<MSA0101HardCodedEndpointAnalyzer>
{
    private const string Libraries = """
        namespace Grpc.Net.Client { public class GrpcChannel { public static GrpcChannel ForAddress(string address) => null; public static GrpcChannel ForAddress(System.Uri address) => null; } }
        namespace Grpc.Core { public class Channel { public Channel(string target, object credentials) { } public Channel(string host, int port, object credentials) { } } }
        namespace Grpc.Net.ClientFactory { public class GrpcClientFactoryOptions { public System.Uri Address { get; set; } } }
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class GrpcClientServiceExtensions
            {
                public static IHttpClientBuilder AddGrpcClient<T>(this IServiceCollection services, System.Action<Grpc.Net.ClientFactory.GrpcClientFactoryOptions> configure) => null;
            }
        }
        namespace Refit
        {
            public static class RestService { public static T For<T>(string hostUrl) => default; public static T For<T>(HttpClient client) => default; }
            public class GetAttribute : System.Attribute { public GetAttribute(string path) { } }
            public class PostAttribute : System.Attribute { public PostAttribute(string path) { } }
        }
        namespace RestEase
        {
            public class RestClient { public RestClient(string baseUrl) { } public static T For<T>(string baseUrl) => default; }
            public class BaseAddressAttribute : System.Attribute { public BaseAddressAttribute(string baseAddress) { } }
        }
        namespace RestEase.HttpClientFactory
        {
            public static class HttpClientFactoryExtensions { public static IHttpClientBuilder AddRestEaseClient<T>(this IServiceCollection services, string baseAddress) => null; }
        }
        namespace RestSharp
        {
            public class RestClientOptions { public RestClientOptions() { } public RestClientOptions(string baseUrl) { } public System.Uri BaseUrl { get; set; } }
            public class RestClient { public RestClient(string baseUrl) { } public RestClient(RestClientOptions options) { } }
            public class RestRequest { public RestRequest(string resource) { } }
        }
        namespace Flurl
        {
            public class Url { public Url(string baseUrl) { } public static string Combine(params string[] parts) => null; }
            public static class GeneratedExtensions { public static Url AppendPathSegment(this string url, object segment) => null; public static Url AppendPathSegment(this Url url, object segment) => null; }
        }
        namespace Flurl.Http
        {
            public static class GeneratedExtensions { public static System.Threading.Tasks.Task<T> GetJsonAsync<T>(this string url) => null; public static System.Threading.Tasks.Task<T> GetJsonAsync<T>(this Flurl.Url url) => null; }
            public class FlurlClient { public FlurlClient(string baseUrl) { } }
        }
        namespace Flurl.Http.Configuration { public interface IFlurlClientCache { IFlurlClientCache Add(string name, string baseUrl); } public class FlurlClientCache : IFlurlClientCache { public IFlurlClientCache Add(string name, string baseUrl) => this; } }
        namespace System.ServiceModel
        {
            public class EndpointAddress { public EndpointAddress(string uri) { } }
            public class ChannelFactory<T> { public ChannelFactory(object binding, string remoteAddress) { } public ChannelFactory(object binding, EndpointAddress remoteAddress) { } }
        }
        namespace Microsoft.AspNetCore.SignalR.Client
        {
            public class HubConnectionBuilder { }
            public static class HubConnectionBuilderHttpExtensions { public static HubConnectionBuilder WithUrl(this HubConnectionBuilder builder, string url) => null; public static HubConnectionBuilder WithUrl(this HubConnectionBuilder builder, System.Uri url) => null; }
        }
        namespace Yarp.ReverseProxy.Configuration { public record DestinationConfig { public string Address { get; init; } } }
        namespace Yarp.ReverseProxy.Forwarder { public interface IHttpForwarder { void SendAsync(object context, string destinationPrefix); } }
        namespace Microsoft.AspNetCore.Builder
        {
            public static class DirectForwardingIEndpointRouteBuilderExtensions { public static void MapForwarder(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app, string pattern, string destinationPrefix) { } }
        }
        namespace Dapr.Client
        {
            public class DaprClientBuilder { public DaprClientBuilder UseHttpEndpoint(string httpEndpoint) => this; public DaprClientBuilder UseGrpcEndpoint(string grpcEndpoint) => this; }
            public class DaprClient { public static HttpClient CreateInvokeHttpClient(string appId, string daprEndpoint) => null; }
        }
        namespace RabbitMQ.Client { public class ConnectionFactory { public string HostName { get; set; } public System.Uri Uri { get; set; } } }
        namespace StackExchange.Redis { public class ConnectionMultiplexer { public static object Connect(string configuration) => null; } }
        namespace Confluent.Kafka { public class ClientConfig { public string BootstrapServers { get; set; } } public class ProducerConfig : ClientConfig { } }
        namespace Microsoft.AspNetCore.Authentication.JwtBearer { public class JwtBearerOptions { public string Authority { get; set; } public string Audience { get; set; } } }
        namespace Npgsql { public class NpgsqlConnection { public NpgsqlConnection(string connectionString) { } } }
        namespace OpenTelemetry.Exporter { public class OtlpExporterOptions { public System.Uri Endpoint { get; set; } } }
        """;

    private static string In(string statements, string members = "") => $$"""
        using System;
        using System.Net.Http;
        using Flurl.Http;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.SignalR.Client;
        using Microsoft.Extensions.DependencyInjection;
        using RestEase.HttpClientFactory;

        interface IApi { }

        {{members}}

        class C
        {
            void M(IServiceCollection services, WebApplication app, object context, string id)
            {
                {{statements}}
            }
        }

        {{Libraries}}
        """;

    [Theory]
    [InlineData("""Grpc.Net.Client.GrpcChannel.ForAddress({|MSA0101:"http://orders:5001"|});""")]
    [InlineData("""Grpc.Net.Client.GrpcChannel.ForAddress(new Uri({|MSA0101:"https://localhost:5001"|}));""")]
    [InlineData("""Grpc.Net.Client.GrpcChannel.ForAddress({|MSA0101:"dns:///orders:5001"|});""")]
    [InlineData("""new Grpc.Core.Channel({|MSA0101:"orders:5001"|}, null);""")]
    [InlineData("""services.AddGrpcClient<IApi>(o => o.Address = new Uri({|MSA0101:"http://orders:5001"|}));""")]
    [InlineData("""services.AddGrpcClient<IApi>(o => { o.Address = new({|MSA0101:"http://orders:5001"|}); });""")]
    [InlineData("""Refit.RestService.For<IApi>({|MSA0101:"http://orders:8080"|});""")]
    [InlineData("""RestEase.RestClient.For<IApi>({|MSA0101:"http://orders:8080"|});""")]
    [InlineData("""new RestEase.RestClient({|MSA0101:"http://orders:8080"|});""")]
    [InlineData("""services.AddRestEaseClient<IApi>({|MSA0101:"http://orders:8080"|});""")]
    [InlineData("""new RestSharp.RestClient({|MSA0101:"http://orders:8080"|});""")]
    [InlineData("""new RestSharp.RestClient(new RestSharp.RestClientOptions({|MSA0101:"http://orders:8080"|}));""")]
    [InlineData("""RestSharp.RestClientOptions options = new({|MSA0101:"http://orders:8080"|});""")]
    [InlineData("""var options = new RestSharp.RestClientOptions { BaseUrl = new({|MSA0101:"http://orders:8080"|}) };""")]
    [InlineData("""new RestSharp.RestRequest({|MSA0101:"http://orders:8080/api/" + id|});""")]
    [InlineData("""{|MSA0101:"http://orders:8080/api"|}.GetJsonAsync<string>();""")]
    [InlineData("""{|MSA0101:$"http://orders:8080/api/{id}"|}.GetJsonAsync<string>();""")]
    [InlineData("""Flurl.Url.Combine({|MSA0101:"http://orders:8080"|}, "api", id).GetJsonAsync<string>();""")]
    [InlineData("""new Flurl.Url({|MSA0101:"http://orders:8080"|}).GetJsonAsync<string>();""")]
    [InlineData("""new FlurlClient({|MSA0101:"http://orders:8080"|});""")]
    [InlineData("""new Flurl.Http.Configuration.FlurlClientCache().Add("orders", {|MSA0101:"http://orders:8080"|});""")]
    [InlineData("""new System.ServiceModel.EndpointAddress({|MSA0101:"net.tcp://orders:9000/svc"|});""")]
    [InlineData("""new System.ServiceModel.ChannelFactory<IApi>(null, {|MSA0101:"http://orders:9000/svc"|});""")]
    [InlineData("""new System.ServiceModel.ChannelFactory<IApi>(null, new System.ServiceModel.EndpointAddress({|MSA0101:"http://orders:9000/svc"|}));""")]
    [InlineData("""new HubConnectionBuilder().WithUrl({|MSA0101:"http://chat:8080/hub"|});""")]
    [InlineData("""new HubConnectionBuilder().WithUrl(new Uri({|MSA0101:"http://chat:8080/hub"|}));""")]
    [InlineData("""var d = new Yarp.ReverseProxy.Configuration.DestinationConfig { Address = {|MSA0101:"http://orders:8080"|} };""")]
    [InlineData("""var d = new Yarp.ReverseProxy.Configuration.DestinationConfig(); var e = d with { Address = {|MSA0101:"http://orders:8080"|} };""")]
    [InlineData("""((Yarp.ReverseProxy.Forwarder.IHttpForwarder)context).SendAsync(context, {|MSA0101:"http://orders:8080"|});""")]
    [InlineData("""app.MapForwarder("/{**rest}", {|MSA0101:"http://orders:8080"|});""")]
    [InlineData("""new Dapr.Client.DaprClientBuilder().UseHttpEndpoint({|MSA0101:"http://dapr-host:3500"|});""")]
    [InlineData("""Dapr.Client.DaprClient.CreateInvokeHttpClient("orders", {|MSA0101:"http://localhost:3600"|});""")]
    [InlineData("""var o = new Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions { Authority = {|MSA0101:"http://identity:8080"|}, Audience = "http://identity:8080" };""")]
    [InlineData("""var r = System.Net.WebRequest.Create({|MSA0101:"http://orders:8080"|});""")]
    [InlineData("""new HttpClient().Send(new(HttpMethod.Get, {|MSA0101:"http://orders:8080"|}));""")]
    public Task Client_of_a_library_is_known(string statement) => Verify(In(statement));

    [Theory]
    [InlineData("""[Refit.Get({|MSA0101:"http://orders:8080/api"|})] void Orders();""")]
    [InlineData("""[Refit.Post({|MSA0101:"http://orders:8080/api"|})] void Orders();""")]
    [InlineData("""[Refit.Get("/api")] void Orders();""")]
    public Task Attribute_of_an_interface_method_is_known(string member) => Verify(In("", "interface IOrders { " + member + " }"));

    [Fact]
    public Task Factory_of_the_Entity_Framework_command_line_is_silent() => Verify(In("", """
        interface IDesignTimeDbContextFactory<T> { T CreateDbContext(string[] args); }
        class Factory : IDesignTimeDbContextFactory<Npgsql.NpgsqlConnection> { public Npgsql.NpgsqlConnection CreateDbContext(string[] args) => new("Host=localhost;Port=5432"); public object Other() => new Npgsql.NpgsqlConnection("Host=localhost;Port=5432"); }
        """));

    [Fact]
    public Task Base_address_attribute_is_known() => Verify(In("", """[RestEase.BaseAddress({|MSA0101:"http://orders:8080"|})] interface IOrders { }"""));

    [Theory]
    [InlineData("""Dapr.Client.DaprClient.CreateInvokeHttpClient("orders", "http://localhost:3500");""")]
    [InlineData("""new Dapr.Client.DaprClientBuilder().UseHttpEndpoint($"http://localhost:{id}").UseGrpcEndpoint("http://localhost:50001");""")]
    [InlineData("""services.AddGrpcClient<IApi>(o => o.Address = new("https+http://orders"));""")]
    [InlineData("""new RestSharp.RestRequest("api/orders");""")]
    [InlineData("""var o = new OpenTelemetry.Exporter.OtlpExporterOptions { Endpoint = new Uri("http://localhost:4317") };""")]
    [InlineData("""new Npgsql.NpgsqlConnection("Data Source=(local);Database=x");""")]
    [InlineData("""new Npgsql.NpgsqlConnection($"Host={id};Port=5432");""")]
    public Task Agents_discovery_and_unknown_servers_are_silent(string statement) => Verify(In(statement));

    [Theory]
    [InlineData("""var f = new RabbitMQ.Client.ConnectionFactory { HostName = {|#0:"rabbitmq"|} };""", "tcp://rabbitmq")]
    [InlineData("""var f = new RabbitMQ.Client.ConnectionFactory { Uri = new Uri({|#0:"amqp://guest:guest@rabbitmq:5672"|}) };""", "amqp://rabbitmq:5672")]
    [InlineData("""StackExchange.Redis.ConnectionMultiplexer.Connect({|#0:"redis:6379,abortConnect=false,password=x"|});""", "redis:6379")]
    [InlineData("""var c = new Confluent.Kafka.ProducerConfig { BootstrapServers = {|#0:"kafka-0:9092,kafka-1:9092"|} };""", "kafka-0:9092")]
    [InlineData("""new Npgsql.NpgsqlConnection({|#0:"Host=postgres;Port=5433;Username=a;Password=b"|});""", "postgres:5433")]
    [InlineData("""var o = new OpenTelemetry.Exporter.OtlpExporterOptions { Endpoint = new({|#0:"http://collector:4317"|}) };""", "http://collector:4317")]
    public Task Server_of_data_or_telemetry_is_an_info(string statement, string server) => VerifyResults(
        In(statement),
        new DiagnosticResult("MSA0101", DiagnosticSeverity.Info).WithLocation(0).WithMessage($"'{server.Replace("tcp://", "")}' is compiled in as the server of a database, broker or collector; read it from configuration"));
}
