using MeshReady.Analyzers.Rules.Addressing;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

public sealed class MSA0102EndpointFallbackSilenceTests : RuleTest<MSA0102EndpointFallbackAnalyzer>
{
    private static string In(string statements) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Net.Http;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Cors.Infrastructure;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.Hosting;

        class C
        {
            string Url { get; set; }

            class Client { public ICollection<string> RedirectUris { get; set; } = []; public ICollection<string> AllowedCorsOrigins { get; set; } = []; public string BackChannelLogoutUri { get; set; } public string ClientUri { get; set; } }

            static string Unseen(string key, string defaultValue = null) => Console.ReadLine();

            void M(IConfiguration cfg, HttpClient client, IHostEnvironment env, CorsPolicyBuilder cors, IWebHostBuilder web, WebApplication app, string given, string other, int port)
            {
                {{statements}}
            }
        }
        """;

    [Theory]
    [InlineData("""var url = cfg["Orders"] ?? throw new InvalidOperationException();""")]
    [InlineData("""var url = cfg["Orders"] ?? cfg["Fallback"];""")]
    [InlineData("""var url = cfg["Orders"] ?? "";""")]
    [InlineData("""var url = cfg["Orders"] ?? "orders";""")]
    [InlineData("""var url = cfg["Orders"] ?? "/api/orders";""")]
    [InlineData("""var url = cfg["Orders"] ?? "https://api.stripe.com";""")]
    [InlineData("""var url = cfg["Orders"] ?? "http://example.com";""")]
    [InlineData("""var url = cfg["Orders"] ?? "https+http://orders";""")]
    [InlineData("""var url = cfg["Port"] ?? "5672";""")]
    [InlineData("""var url = cfg["Orders"] ?? $"http://localhost:{port}";""")]
    [InlineData("""var url = cfg["Orders"] ?? $"http://{other}/";""")]
    [InlineData("""var url = cfg["Orders"] ?? Unseen("a");""")]
    [InlineData("""var url = given ?? "http://localhost:5000";""")]
    [InlineData("""var url = Unseen("a") ?? "http://localhost:5000";""")]
    [InlineData("""var url = Unseen("a", "http://localhost:5000");""")]
    [InlineData("""Url ??= "http://localhost:5000";""")]
    [InlineData("""if (string.IsNullOrEmpty(given)) given = "http://localhost:5000";""")]
    [InlineData("""var url = cfg["Orders"]; if (string.IsNullOrEmpty(other)) url = "http://localhost:5000";""")]
    [InlineData("""var url = string.IsNullOrEmpty(other) ? "http://localhost:5000" : cfg["Orders"];""")]
    [InlineData("""var url = cfg["Orders"]; if (string.IsNullOrEmpty(url)) url = "http://localhost:5000"; else url = other;""")]
    [InlineData("""var url = cfg["Otlp"] ?? "http://localhost:4317";""")]
    [InlineData("""var host = Environment.GetEnvironmentVariable("BASE_URL") ?? "http://localhost"; var dapr = Environment.GetEnvironmentVariable("DAPR_HTTP_PORT") ?? "3500"; var url = $"{host}:{dapr}/v1.0";""")]
    [InlineData("""var url = Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") ?? "http://collector:4317";""")]
    [InlineData("""var url = Environment.GetEnvironmentVariable("DAPR_HTTP_ENDPOINT") ?? "http://localhost:3600";""")]
    [InlineData("""var daprPort = Environment.GetEnvironmentVariable("DAPR_HTTP_PORT") ?? "3500";""")]
    [InlineData("""var url = cfg["Dapr"] ?? "http://127.0.0.1:3500";""")]
    [InlineData("""var url = cfg["Auth:RedirectUri"] ?? "http://localhost:3000";""")]
    [InlineData("""var url = cfg["Jwt:Issuer"] ?? "http://localhost:3000";""")]
    [InlineData("""var url = cfg["Jwt:ValidAudience"] ?? "http://localhost:3000";""")]
    [InlineData("""var url = cfg["Cors:Web"] ?? "http://localhost:3000";""")]
    [InlineData("""var url = cfg["ALLOWED_ORIGINS"] ?? "http://localhost:3000";""")]
    [InlineData("""var url = cfg["ASPNETCORE_URLS"] ?? "http://localhost:5000";""")]
    [InlineData("""var url = cfg["urls"] ?? "http://localhost:5000";""")]
    [InlineData("""var url = cfg["Kestrel:Endpoints:Http:Url"] ?? "http://localhost:5000";""")]
    [InlineData("""var host = cfg["Host"] ?? "localhost";""")]
    [InlineData("""var host = cfg["Server:Host"] ?? "localhost";""")]
    [InlineData("""var host = cfg["Kestrel:HostName"] ?? "localhost";""")]
    [InlineData("""var host = cfg["RabbitMQ:VirtualHost"] ?? "/";""")]
    [InlineData("""var url = cfg["Api"] ?? "http://0.0.0.0:5000";""")]
    [InlineData("""cors.WithOrigins(cfg["Web"] ?? "http://localhost:3000");""")]
    [InlineData("""var web1 = cfg["Web"] ?? "http://localhost:3000"; cors.WithOrigins(web1);""")]
    [InlineData("""var mvc = cfg["Mvc"] ?? "http://localhost:3000"; var c = new Client { ClientUri = mvc, RedirectUris = { $"{mvc}/signin-oidc" }, BackChannelLogoutUri = $"{mvc}/logout" };""")]
    [InlineData("""var mvc = cfg.GetValue("Mvc", "http://localhost:3000"); Console.WriteLine(mvc); var c = new Client { RedirectUris = new List<string> { mvc + "/signin-oidc" }, AllowedCorsOrigins = { mvc } };""")]
    [InlineData("""var mvc = cfg["Mvc"] ?? "http://localhost:3000"; var signIn = mvc + "/signin-oidc"; var c = new Client { RedirectUris = { signIn } };""")]
    [InlineData("""var url = cfg["CallBackUrl"] ?? "http://localhost:3000";""")]
    [InlineData("""var url = cfg["SPA_URL"] ?? "http://localhost:3000";""")]
    [InlineData("""Console.WriteLine("see {0}", cfg["Dashboard"] ?? "http://localhost:18888");""")]
    [InlineData("""var url = other == "x" ? "http://localhost:5000" : cfg["Orders"];""")]
    [InlineData("""var url = cfg["Orders"]; if (other == "x") url = "http://localhost:5000";""")]
    [InlineData("""var url = Join("a", "http://localhost:5000"); static string Join(string a, string b) => a + b;""")]
    [InlineData("""var url = Pick("a", "http://localhost:5000"); static string Pick(string a, string b) => a ?? b;""")]
    [InlineData("""var url = Loop("a", "http://localhost:5000"); static string Loop(string a, string b) => Loop(b, a);""")]
    [InlineData("""web.UseUrls(cfg["Bind"] ?? "http://localhost:5000");""")]
    [InlineData("""web.UseUrls(cfg["Address"] ?? "http://localhost:5000");""")]
    [InlineData("""app.Run(cfg["Address"] ?? "http://localhost:5000");""")]
    [InlineData("""app.Urls.Add(cfg["Address"] ?? "http://localhost:5000");""")]
    [InlineData("""var redirectUri = cfg["Address"] ?? "http://localhost:5000";""")]
    [InlineData("""if (env.IsDevelopment()) { var url = cfg["Orders"] ?? "http://localhost:5000"; }""")]
    [InlineData("""var url = cfg["Orders"] ?? (env.IsDevelopment() ? "http://localhost:5000" : throw new Exception());""")]
    [InlineData("""var isLocal = (cfg["Orders"] ?? other) == "http://localhost:5000";""")]
    [InlineData("""var db = cfg["Db"] ?? "Data Source=app.db";""")]
    [InlineData("""var db = cfg["Db"] ?? "Server=(localdb)\\mssqllocaldb;Database=x";""")]
    public Task What_is_no_service_or_no_setting_is_silent(string statements) => Verify(In(statements));

    [Theory]
    [InlineData("""class OrdersOptions { public string Url { get; set; } = ""; }""")]
    [InlineData("""class OrdersOptions { public string Url { get; } = "http://localhost:5000"; }""")]
    [InlineData("""class OrdersOptions { public static string Url { get; set; } = "http://localhost:5000"; }""")]
    [InlineData("""class OrdersOptions { public string Endpoint { get; set; } = "http://localhost:4317"; }""")]
    [InlineData("""class OrdersOptions { public string Endpoint { get; set; } = "https://api.stripe.com"; }""")]
    [InlineData("""class AuthOptions { public string RedirectUri { get; set; } = "http://localhost:3000/signin"; }""")]
    [InlineData("""class AuthOptions { public string ValidIssuer { get; set; } = "http://localhost:3000"; }""")]
    [InlineData("""class WebOptions { public string AllowedOrigin { get; set; } = "http://localhost:3000"; }""")]
    [InlineData("""class Order { public string Url { get; set; } = "http://localhost:5000"; }""")]
    [InlineData("""class OrdersOptions { public string Name { get; set; } = "orders"; }""")]
    [InlineData("""interface IOrdersOptions { string Url { get; set; } }""")]
    public Task Property_that_is_no_setting_of_a_service_is_silent(string classes) => Verify(classes);

    [Fact]
    public Task Own_configuration_types_are_silent() => Verify("""
        namespace My
        {
            interface IConfiguration { string this[string key] { get; } string GetValue(string key, string defaultValue); }
            static class Environment { public static string GetEnvironmentVariable(string variable) => null; }
            class C
            {
                void M(IConfiguration cfg)
                {
                    var a = cfg["Orders"] ?? "http://localhost:5000";
                    var b = cfg.GetValue("Orders", "http://localhost:5000");
                    var c = Environment.GetEnvironmentVariable("ORDERS") ?? "http://localhost:5000";
                }
            }
        }
        """);

    [Fact]
    public Task Test_file_and_test_project_are_silent()
        => Verify(In("""var url = cfg["Orders"] ?? "http://localhost:5000";"""), globalConfig: "build_property.IsTestProject = true");

    [Fact]
    public Task Excluded_host_is_silent()
        => Verify(In("""var url = cfg["Orders"] ?? "http://localhost:5000";"""), globalConfig: "meshready.exclude_hosts = localhost");

    [Fact]
    public Task Broken_code_is_read_without_failing() => Verify(In("""
        var a = cfg[{|CS1001:{|CS0443:]|}|} ?? "http://localhost:5000";
        var b = {|CS0103:nothing|}["Orders"] ?? "http://localhost:5000";
        """.Replace("cfg[{|CS1001:{|CS0443:]|}|}", "{|CS0103:cfg2|}[\"x\"]")));
}
