using MeshReady.Analyzers.Rules.Addressing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

public sealed class MSA0102EndpointFallbackTests : RuleTest<MSA0102EndpointFallbackAnalyzer>
{
    private static string In(string statements, string members = "") => $$"""
        using System;
        using System.Net.Http;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Options;

        class OrdersOptions { public string Url { get; set; } public Uri Address { get; set; } }

        class C
        {
            {{members}}

            void M(IConfiguration cfg, HttpClient client, IServiceCollection services, IOptions<OrdersOptions> options, OrdersOptions settings, string given)
            {
                {{statements}}
            }
        }
        """;

    [Theory]
    [InlineData("""var url = cfg["Orders:Url"] ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = cfg["Orders:Url"] ?? cfg["Orders"] ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = cfg["Orders:Url"] ?? (cfg["Orders"] ?? {|MSA0102:"http://orders:8080"|});""")]
    [InlineData("""var url = cfg["Orders:Url"]!.TrimEnd('/') ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = cfg["Orders:Url"]?.TrimEnd('/') ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = (string)cfg["Orders:Url"] ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = new Uri(cfg["Orders:Url"] ?? {|MSA0102:"http://localhost:5000"|});""")]
    [InlineData("""var url = $"{cfg["Orders:Url"] ?? {|MSA0102:"http://localhost:5000"|}}/api";""")]
    [InlineData("""var url = cfg["Orders:Url"] ?? {|MSA0102:"http://localhost:5000"|}; var redirectUri = $"{url}/signin"; client.GetAsync(url);""")]
    [InlineData("""var url = cfg["Orders"] is { Length: > 0 } given2 ? given2 : {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = cfg["Orders"]; var uri = url == null ? new Uri({|MSA0102:"http://localhost:5000"|}) : new Uri(url);""")]
    [InlineData("""var url = cfg["Orders"]; if (url is null) { url = {|MSA0102:"http://localhost:5000"|}; }""")]
    [InlineData("""var url = Env("ORDERS_URL", {|MSA0102:"http://localhost:5000"|}); static string Env(string name, string fallback) => Environment.GetEnvironmentVariable(name) ?? fallback;""")]
    [InlineData("""var url = Read({|MSA0102:"http://localhost:5000"|}, "Orders"); string Read(string fallback, string key) { return cfg[key] ?? fallback; }""")]
    [InlineData("""var url = Env("ORDERS_URL", Env("ORDERS", {|MSA0102:"http://localhost:5000"|})); static string Env(string name, string fallback) => Environment.GetEnvironmentVariable(name) ?? fallback;""")]
    [InlineData("""var url = cfg["Orders:Url"]; url ??= {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""settings.Url ??= {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = options.Value.Url ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = options.Value.Address ?? new Uri({|MSA0102:"http://localhost:5000"|});""")]
    [InlineData("""var url = settings?.Url ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = cfg.GetValue("Orders:Url", {|MSA0102:"http://localhost:5000"|});""")]
    [InlineData("""var url = cfg.GetValue<string>("Orders:Url", {|MSA0102:"http://localhost:5000"|});""")]
    [InlineData("""var url = cfg.GetValue<string>(defaultValue: {|MSA0102:"http://localhost:5000"|}, key: "Orders:Url");""")]
    [InlineData("""var url = cfg.GetValue("Orders:Url", new Uri({|MSA0102:"http://localhost:5000"|}));""")]
    [InlineData("""var url = cfg.GetValue(typeof(string), "Orders:Url", {|MSA0102:"http://localhost:5000"|});""")]
    [InlineData("""var url = ConfigurationBinder.GetValue(cfg, "Orders:Url", {|MSA0102:"http://localhost:5000"|});""")]
    [InlineData("""var url = cfg.GetValue<string>("Orders:Url") ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = cfg.GetValue<Uri>("Orders:Url") ?? new({|MSA0102:"http://localhost:5000"|});""")]
    [InlineData("""var url = cfg.GetSection("Orders")["Url"] ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = cfg.GetSection("Orders:Url").Value ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = cfg.GetSection("Orders:Url").Get<string>() ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var section = cfg.GetSection("Orders"); var url = section["Url"] ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = cfg.GetSection("Orders").Get<OrdersOptions>()?.Url ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = Environment.GetEnvironmentVariable("ORDERS_URL") ?? {|MSA0102:"http://orders:8080"|};""")]
    [InlineData("""var url = string.IsNullOrEmpty(cfg["Orders"]) ? {|MSA0102:"http://localhost:5000"|} : cfg["Orders"];""")]
    [InlineData("""var url = !string.IsNullOrWhiteSpace(cfg["Orders"]) ? cfg["Orders"] : {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = cfg["Orders"]; var uri = new Uri(string.IsNullOrEmpty(url) ? {|MSA0102:"http://localhost:5000"|} : url);""")]
    [InlineData("""var url = cfg["Orders"]; if (string.IsNullOrEmpty(url)) url = {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = cfg["Orders"]; if (string.IsNullOrWhiteSpace(url)) { url = {|MSA0102:"http://localhost:5000"|}; }""")]
    [InlineData("""if (string.IsNullOrEmpty(settings.Url)) settings.Url = {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = cfg["Orders"]; if (url == null) url = {|MSA0102:"http://localhost:5000"|}; client.BaseAddress = new(url);""")]
    [InlineData("""var url = cfg["Orders"]; if (url is null) { url = {|MSA0102:"http://localhost:5000"|}; } client.BaseAddress = new(url);""")]
    [InlineData("""client.BaseAddress = new(cfg["Orders"] is { Length: > 0 } url ? url : {|MSA0102:"http://localhost:5000"|});""")]
    [InlineData("""client.BaseAddress = new(cfg["Orders"] == "" ? {|MSA0102:"http://localhost:5000"|} : cfg["Orders"]);""")]
    [InlineData("""client.BaseAddress = new Uri(given ?? {|MSA0102:"http://localhost:5000"|});""")]
    [InlineData("""services.AddHttpClient("orders", c => c.BaseAddress = new(cfg["Orders"] ?? {|MSA0102:"http://localhost:5000"|}));""")]
    [InlineData("""var url = cfg.GetConnectionString("Orders") ?? {|MSA0102:"Host=localhost;Port=5433;Database=orders"|};""")]
    [InlineData("""var url = cfg.GetConnectionString("Orders") ?? {|MSA0102:"Server=tcp:sql,1433;Database=orders;User Id=a;Password=b"|};""")]
    [InlineData("""var url = cfg["Redis"] ?? {|MSA0102:"localhost:6379"|};""")]
    [InlineData("""var url = cfg["Redis"] ?? {|MSA0102:"redis:6379,abortConnect=false"|};""")]
    [InlineData("""var url = cfg["Mongo"] ?? {|MSA0102:"mongodb://user:pw@mongo:27017/db"|};""")]
    [InlineData("""var url = cfg["Kafka:Brokers"] ?? {|MSA0102:"kafka-0:9092,kafka-1:9092"|};""")]
    [InlineData("""var host = cfg["RabbitMQ:Host"] ?? {|MSA0102:"localhost"|};""")]
    [InlineData("""var host = cfg["RabbitMQ:HostName"] ?? {|MSA0102:"rabbitmq"|};""")]
    [InlineData("""var host = Environment.GetEnvironmentVariable("DB_HOST") ?? {|MSA0102:"127.0.0.1"|};""")]
    [InlineData("""var url = cfg["Urls:Orders"] ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = cfg["ContactsService:Url"] ?? {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""var url = cfg["SchemaRegistry:Url"] ?? {|MSA0102:"http://localhost:8081"|};""")]
    public Task Fallback_in_a_method_is_reported(string statements) => Verify(In(statements));

    [Theory]
    [InlineData("""const string Default = "http://localhost:5000";""")]
    [InlineData("""static readonly string Default = "http://localhost:5000";""")]
    public Task Name_of_the_fallback_is_reported_where_it_is_taken(string member)
        => Verify(In("""var url = cfg["Orders:Url"] ?? {|MSA0102:Default|};""", member));

    [Fact]
    public Task Fallback_declared_in_another_file_is_reported_where_it_is_taken() => VerifyFiles(
        """
        using Microsoft.Extensions.Configuration;
        class C { string M(IConfiguration cfg) => cfg["Orders:Url"] ?? {|MSA0102:Defaults.Orders|}; }
        """,
        """static class Defaults { public const string Orders = "http://localhost:5000"; }""");

    [Fact]
    public Task Field_that_a_constructor_fills_is_followed() => Verify("""
        using System;
        using System.Net.Http;
        class Client
        {
            private readonly string _url;
            public Client(string url) => _url = url ?? {|MSA0102:"http://localhost:5000"|};
            void M(HttpClient client) => client.GetAsync(_url + "/api");
        }
        """);

    [Fact]
    public Task Top_level_statements_are_read() => VerifyProgram("""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Configuration;

        var builder = WebApplication.CreateBuilder(args);
        var orders = builder.Configuration["Orders"] ?? {|MSA0102:"http://localhost:5000"|};
        var stock = builder.Configuration.GetValue("Stock", {|MSA0102:"http://localhost:5001"|});
        """);

    [Theory]
    [InlineData("""class OrdersOptions { public string Url { get; set; } = {|MSA0102:"http://localhost:5000"|}; }""")]
    [InlineData("""class OrdersSettings { public Uri Url { get; init; } = new({|MSA0102:"http://localhost:5000"|}); }""")]
    [InlineData("""record OrdersConfig { public Uri Url { get; set; } = new Uri({|MSA0102:"http://orders:8080"|}); }""")]
    [InlineData("""class OrdersOptions { const string Default = "http://localhost:5000"; public string Url { get; set; } = {|MSA0102:Default|}; }""")]
    [InlineData("""class Outer { public class OrdersOptions { public string Url { get; set; } = {|MSA0102:"http://localhost:5000"|}; } }""")]
    [InlineData("""partial class OrdersOptions { public string Url { get; set; } = {|MSA0102:"http://localhost:5000"|}; } partial class OrdersOptions { }""")]
    [InlineData("""class DbOptions { public string ConnectionString { get; set; } = {|MSA0102:"Host=localhost;Database=x"|}; }""")]
    [InlineData("""class Endpoints { public string Url { get; set; } = {|MSA0102:"http://localhost:5000"|}; } class S { void M(IServiceCollection s, IConfiguration c) => s.Configure<Endpoints>(c); }""")]
    [InlineData("""class Endpoints { public string Url { get; set; } = {|MSA0102:"http://localhost:5000"|}; } class S { object M(IConfiguration c) => c.GetSection("E").Get<Endpoints>(); }""")]
    public Task Default_of_an_options_class_is_reported(string classes) => Verify("using System;\nusing Microsoft.Extensions.Configuration;\nusing Microsoft.Extensions.DependencyInjection;\n" + classes);

    [Theory]
    [InlineData("""Setting("Orders:Url", {|#0:"http://localhost:5000"|})""", "the setting 'Orders:Url'", "http://localhost:5000")]
    [InlineData("""cfg["Orders:Url"] ?? {|#0:"http://localhost:5000"|}""", "the setting 'Orders:Url'", "http://localhost:5000")]
    [InlineData("""cfg.GetSection("A").GetSection("B").GetValue("C", {|#0:"http://localhost:5000"|})""", "the setting 'A:B:C'", "http://localhost:5000")]
    [InlineData("""cfg.GetSection("A:B").Get<string>() ?? {|#0:"http://localhost:5000"|}""", "the setting 'A:B'", "http://localhost:5000")]
    [InlineData("""cfg[given] ?? {|#0:"http://localhost:5000"|}""", "its setting", "http://localhost:5000")]
    [InlineData("""cfg.GetSection(given)["Url"] ?? {|#0:"http://localhost:5000"|}""", "its setting", "http://localhost:5000")]
    [InlineData("""cfg.GetConnectionString("Db") ?? {|#0:"Host=db;Username=u;Password=secret"|}""", "the setting 'ConnectionStrings:Db'", "db")]
    [InlineData("""cfg["Bus"] ?? {|#0:"amqp://guest:secret@rabbit:5672/v?token=secret"|}""", "the setting 'Bus'", "amqp://rabbit:5672")]
    [InlineData("""Environment.GetEnvironmentVariable("ORDERS_URL") ?? {|#0:"http://orders:80"|}""", "the setting 'ORDERS_URL'", "http://orders:80")]
    public Task Message_names_setting_and_server_and_no_secret(string expression, string setting, string server) => VerifyResults(
        In($"var url = {expression}; string Setting(string key, string fallback) => cfg[key] ?? fallback;"),
        new DiagnosticResult("MSA0102", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
            $"Without {setting} this service silently uses '{server}'; throw when the setting is missing, so that the deployment fails and not the call"));
}
