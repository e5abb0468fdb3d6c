namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>The library through which an address leaves the process.</summary>
internal enum SinkFamily
{
    Http,
    Grpc,
    Refit,
    RestEase,
    RestSharp,
    Flurl,
    Wcf,
    SignalR,
    Yarp,
    Dapr,

    /// <summary>A database, broker, cache or telemetry collector: not a peer service, and no mesh routes it by host.</summary>
    Infrastructure,
}

/// <summary>How the address is handed over.</summary>
internal enum SinkShape
{
    /// <summary>A parameter of a method.</summary>
    Call,

    /// <summary>The receiver of an extension method, as Flurl has it.</summary>
    Receiver,

    /// <summary>A parameter of a constructor.</summary>
    Creation,

    /// <summary>The value assigned to a property.</summary>
    Assignment,

    /// <summary>The first argument of an attribute.</summary>
    Attribute,
}

/// <summary>One place where libraries take an address.</summary>
/// <param name="Shape">How the address is handed over.</param>
/// <param name="Name">The method, property, type or attribute as it is written in code.</param>
/// <param name="Type">Metadata name of the declaring type; a namespace ends with a dot.</param>
/// <param name="Parameter">The parameter that takes the address; null where the shape says it.</param>
/// <param name="Family">The library.</param>
/// <param name="IsHostOnly">The value is a bare host (<c>HostName = "rabbit"</c>), a list of hosts or a connection string.</param>
internal sealed record Sink(SinkShape Shape, string Name, string Type, string? Parameter, SinkFamily Family, bool IsHostOnly = false)
{
    /// <summary>What may stand before the name, without spaces, for names that ordinary code is full of; empty where anything may.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>What must follow the name, without spaces; null where anything may.</summary>
    public string? Before { get; init; }
}

/// <summary>Every place where a known library takes an address, by metadata name (rules.md 4.0).</summary>
internal static class SinkTable
{
    private const string HttpClient = "System.Net.Http.HttpClient";
    private const string Json = "System.Net.Http.Json.HttpClientJsonExtensions";

    public static readonly IReadOnlyList<Sink> All = [.. Http(), .. Grpc(), .. Rest(), .. Flurl(), .. Others(), .. Identity(), .. Infrastructure()];

    public static readonly ILookup<string, Sink> ByName = All.ToLookup(static s => s.Name, StringComparer.Ordinal);

    private static IEnumerable<Sink> Http()
    {
        foreach (var method in new[] { "GetAsync", "GetStringAsync", "GetByteArrayAsync", "GetStreamAsync", "PostAsync", "PutAsync", "PatchAsync", "DeleteAsync" })
            yield return new(SinkShape.Call, method, HttpClient, "requestUri", SinkFamily.Http);
        foreach (var method in new[] { "GetFromJsonAsync", "GetFromJsonAsAsyncEnumerable", "PostAsJsonAsync", "PutAsJsonAsync", "PatchAsJsonAsync", "DeleteFromJsonAsync" })
            yield return new(SinkShape.Call, method, Json, "requestUri", SinkFamily.Http);
        yield return new(SinkShape.Assignment, "BaseAddress", HttpClient, null, SinkFamily.Http);
        yield return new(SinkShape.Creation, "HttpRequestMessage", "System.Net.Http.HttpRequestMessage", "requestUri", SinkFamily.Http);
        yield return new(SinkShape.Assignment, "RequestUri", "System.Net.Http.HttpRequestMessage", null, SinkFamily.Http);
        yield return new(SinkShape.Call, "Send", HttpClient, "request", SinkFamily.Http) { Before = "(new(" };
        yield return new(SinkShape.Call, "SendAsync", HttpClient, "request", SinkFamily.Http);
        yield return new(SinkShape.Call, "Create", "System.Net.WebRequest", "requestUriString", SinkFamily.Http) { After = ["WebRequest."] };
        yield return new(SinkShape.Call, "Create", "System.Net.WebRequest", "requestUri", SinkFamily.Http) { After = ["WebRequest."] };
        yield return new(SinkShape.Call, "CreateHttp", "System.Net.WebRequest", "requestUriString", SinkFamily.Http);
        foreach (var method in new[] { "DownloadString", "DownloadStringTaskAsync", "DownloadData", "DownloadDataTaskAsync", "DownloadFile", "DownloadFileTaskAsync", "UploadString", "UploadStringTaskAsync", "UploadData", "UploadDataTaskAsync", "OpenRead", "OpenReadTaskAsync" })
            yield return new(SinkShape.Call, method, "System.Net.WebClient", "address", SinkFamily.Http);
        yield return new(SinkShape.Assignment, "BaseAddress", "System.Net.WebClient", null, SinkFamily.Http);
        yield return new(SinkShape.Call, "ConnectAsync", "System.Net.WebSockets.ClientWebSocket", "uri", SinkFamily.Http);
    }

    private static IEnumerable<Sink> Grpc()
    {
        yield return new(SinkShape.Call, "ForAddress", "Grpc.Net.Client.GrpcChannel", "address", SinkFamily.Grpc);
        yield return new(SinkShape.Assignment, "Address", "Grpc.Net.ClientFactory.GrpcClientFactoryOptions", null, SinkFamily.Grpc);
        yield return new(SinkShape.Creation, "Channel", "Grpc.Core.Channel", "target", SinkFamily.Grpc);
        yield return new(SinkShape.Creation, "Channel", "Grpc.Core.Channel", "host", SinkFamily.Grpc, IsHostOnly: true);
    }

    private static IEnumerable<Sink> Rest()
    {
        yield return new(SinkShape.Call, "For", "Refit.RestService", "hostUrl", SinkFamily.Refit);
        foreach (var verb in new[] { "Get", "Post", "Put", "Delete", "Patch", "Head" })
            yield return new(SinkShape.Attribute, verb, "Refit." + verb + "Attribute", null, SinkFamily.Refit) { After = ["[", "[Refit."] };

        yield return new(SinkShape.Call, "For", "RestEase.RestClient", "baseUrl", SinkFamily.RestEase);
        yield return new(SinkShape.Creation, "RestClient", "RestEase.RestClient", "baseUrl", SinkFamily.RestEase);
        yield return new(SinkShape.Call, "AddRestEaseClient", "RestEase.HttpClientFactory.HttpClientFactoryExtensions", "baseAddress", SinkFamily.RestEase);
        yield return new(SinkShape.Attribute, "BaseAddress", "RestEase.BaseAddressAttribute", null, SinkFamily.RestEase);

        yield return new(SinkShape.Creation, "RestClient", "RestSharp.RestClient", "baseUrl", SinkFamily.RestSharp);
        yield return new(SinkShape.Assignment, "BaseUrl", "RestSharp.RestClient", null, SinkFamily.RestSharp);
        yield return new(SinkShape.Creation, "RestClientOptions", "RestSharp.RestClientOptions", "baseUrl", SinkFamily.RestSharp);
        yield return new(SinkShape.Assignment, "BaseUrl", "RestSharp.RestClientOptions", null, SinkFamily.RestSharp);
        yield return new(SinkShape.Creation, "RestRequest", "RestSharp.RestRequest", "resource", SinkFamily.RestSharp);
    }

    private static IEnumerable<Sink> Flurl()
    {
        foreach (var method in new[]
        {
            "GetAsync", "GetJsonAsync", "GetStringAsync", "GetBytesAsync", "GetStreamAsync", "PostAsync", "PostJsonAsync", "PostStringAsync", "PostUrlEncodedAsync",
            "PostMultipartAsync", "PutAsync", "PutJsonAsync", "PutStringAsync", "PatchAsync", "PatchJsonAsync", "DeleteAsync", "HeadAsync", "SendAsync", "SendJsonAsync",
            "AppendPathSegment", "AppendPathSegments", "SetQueryParam", "SetQueryParams", "WithHeader", "WithHeaders", "WithTimeout", "WithOAuthBearerToken", "WithBasicAuth",
            "WithCookie", "WithCookies", "AllowHttpStatus", "AllowAnyHttpStatus", "WithSettings", "ConfigureRequest", "DownloadFileAsync",
        })
        {
            yield return new(SinkShape.Receiver, method, "Flurl.", null, SinkFamily.Flurl);
        }

        yield return new(SinkShape.Creation, "FlurlClient", "Flurl.Http.FlurlClient", "baseUrl", SinkFamily.Flurl);
        yield return new(SinkShape.Creation, "FlurlRequest", "Flurl.Http.FlurlRequest", "url", SinkFamily.Flurl);
        yield return new(SinkShape.Creation, "Url", "Flurl.Url", "baseUrl", SinkFamily.Flurl) { After = ["new", "newFlurl."] };
        yield return new(SinkShape.Assignment, "BaseUrl", "Flurl.Http.FlurlClient", null, SinkFamily.Flurl);
        yield return new(SinkShape.Call, "Add", "Flurl.Http.Configuration.IFlurlClientCache", "baseUrl", SinkFamily.Flurl) { After = ["FlurlClientCache()."] };
        yield return new(SinkShape.Call, "GetOrAdd", "Flurl.Http.Configuration.IFlurlClientCache", "baseUrl", SinkFamily.Flurl);
    }

    private static IEnumerable<Sink> Others()
    {
        yield return new(SinkShape.Creation, "EndpointAddress", "System.ServiceModel.EndpointAddress", "uri", SinkFamily.Wcf);
        yield return new(SinkShape.Creation, "ChannelFactory", "System.ServiceModel.ChannelFactory", "remoteAddress", SinkFamily.Wcf);
        yield return new(SinkShape.Call, "WithUrl", "Microsoft.AspNetCore.SignalR.Client.HubConnectionBuilderHttpExtensions", "url", SinkFamily.SignalR);
        yield return new(SinkShape.Assignment, "Address", "Yarp.ReverseProxy.Configuration.DestinationConfig", null, SinkFamily.Yarp);
        yield return new(SinkShape.Call, "MapForwarder", "Microsoft.AspNetCore.Builder.DirectForwardingIEndpointRouteBuilderExtensions", "destinationPrefix", SinkFamily.Yarp);
        yield return new(SinkShape.Call, "SendAsync", "Yarp.ReverseProxy.Forwarder.IHttpForwarder", "destinationPrefix", SinkFamily.Yarp);
        yield return new(SinkShape.Call, "SendAsync", "Yarp.ReverseProxy.Forwarder.IHttpForwarderExtensions", "destinationPrefix", SinkFamily.Yarp);
        yield return new(SinkShape.Call, "UseHttpEndpoint", "Dapr.Client.DaprClientBuilder", "httpEndpoint", SinkFamily.Dapr);
        yield return new(SinkShape.Call, "UseGrpcEndpoint", "Dapr.Client.DaprClientBuilder", "grpcEndpoint", SinkFamily.Dapr);
        yield return new(SinkShape.Call, "CreateInvokeHttpClient", "Dapr.Client.DaprClient", "daprEndpoint", SinkFamily.Dapr);
    }

    /// <summary>The issuer of tokens is a service too: its metadata and keys are fetched from there.</summary>
    private static IEnumerable<Sink> Identity()
    {
        foreach (var options in new[]
        {
            "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions", "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions",
            "IdentityServer4.AccessTokenValidation.IdentityServerAuthenticationOptions", "IdentityModel.AspNetCore.OAuth2Introspection.OAuth2IntrospectionOptions",
        })
        {
            yield return new(SinkShape.Assignment, "Authority", options, null, SinkFamily.Http);
            yield return new(SinkShape.Assignment, "MetadataAddress", options, null, SinkFamily.Http);
        }
    }

    private static IEnumerable<Sink> Infrastructure()
    {
        yield return Host(SinkShape.Assignment, "HostName", "RabbitMQ.Client.ConnectionFactory");
        yield return Plain(SinkShape.Assignment, "Uri", "RabbitMQ.Client.ConnectionFactory");
        yield return Host(SinkShape.Assignment, "BootstrapServers", "Confluent.Kafka.ClientConfig");
        yield return Host(SinkShape.Call, "Connect", "StackExchange.Redis.ConnectionMultiplexer", "configuration");
        yield return Host(SinkShape.Call, "ConnectAsync", "StackExchange.Redis.ConnectionMultiplexer", "configuration");
        yield return Plain(SinkShape.Assignment, "Endpoint", "OpenTelemetry.Exporter.OtlpExporterOptions");
        yield return Plain(SinkShape.Assignment, "Endpoint", "OpenTelemetry.Exporter.ZipkinExporterOptions");
        yield return Host(SinkShape.Assignment, "AgentHost", "OpenTelemetry.Exporter.JaegerExporterOptions");
        yield return Plain(SinkShape.Call, "Seq", "Serilog.SeqLoggerConfigurationExtensions", "serverUrl");
        yield return Host(SinkShape.Creation, "MongoClient", "MongoDB.Driver.MongoClient", "connectionString");
        yield return Host(SinkShape.Creation, "NpgsqlConnection", "Npgsql.NpgsqlConnection", "connectionString");
        yield return Host(SinkShape.Creation, "SqlConnection", "Microsoft.Data.SqlClient.SqlConnection", "connectionString");
        yield return Host(SinkShape.Creation, "SqlConnection", "System.Data.SqlClient.SqlConnection", "connectionString");
        yield return Host(SinkShape.Call, "UseNpgsql", "Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions", "connectionString");
        yield return Host(SinkShape.Call, "UseSqlServer", "Microsoft.EntityFrameworkCore.SqlServerDbContextOptionsExtensions", "connectionString");

        static Sink Host(SinkShape shape, string name, string type, string? parameter = null) => new(shape, name, type, parameter, SinkFamily.Infrastructure, IsHostOnly: true);

        static Sink Plain(SinkShape shape, string name, string type, string? parameter = null) => new(shape, name, type, parameter, SinkFamily.Infrastructure);
    }
}
