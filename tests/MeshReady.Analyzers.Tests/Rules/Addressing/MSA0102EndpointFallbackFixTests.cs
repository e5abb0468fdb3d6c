using MeshReady.Analyzers.Rules.Addressing;
using MeshReady.CodeFixes.Rules.Addressing;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

public sealed class MSA0102EndpointFallbackFixTests : RuleTest<MSA0102EndpointFallbackAnalyzer, MSA0102EndpointFallbackFix>
{
    private static string In(string statements, string usings = "using System;") => $$"""
        {{usings}}
        using System.Net.Http;
        using Microsoft.Extensions.Configuration;

        class OrdersOptions { public string Url { get; set; } }

        class C
        {
            void M(IConfiguration cfg, HttpClient client, OrdersOptions options)
            {
                {{statements}}
            }
        }
        """;

    [Theory]
    [InlineData("""var url = cfg["k"] ?? {|MSA0102:"http://localhost:5000"|}; // why""", """var url = cfg["k"] ?? THROW; // why""")]
    [InlineData("""var url = cfg["k"] ?? cfg["l"] ?? {|MSA0102:"http://localhost:5000"|};""", """var url = cfg["k"] ?? cfg["l"] ?? THROW;""")]
    [InlineData("""var url = new Uri(cfg["k"] ?? {|MSA0102:"http://localhost:5000"|});""", """var url = new Uri(cfg["k"] ?? THROW);""")]
    [InlineData("""var url = cfg.GetValue<Uri>("k") ?? new Uri({|MSA0102:"http://localhost:5000"|});""", """var url = cfg.GetValue<Uri>("k") ?? THROW;""")]
    [InlineData("""var url = cfg.GetValue("k", {|MSA0102:"http://localhost:5000"|});""", """var url = cfg.GetValue<string>("k") ?? THROW;""")]
    [InlineData("""var url = cfg.GetValue<string>("k", {|MSA0102:"http://localhost:5000"|}) + "/api";""", """var url = (cfg.GetValue<string>("k") ?? THROW) + "/api";""")]
    [InlineData("""var url = cfg.GetValue("k", new Uri({|MSA0102:"http://localhost:5000"|}));""", """var url = cfg.GetValue<Uri>("k") ?? THROW;""")]
    [InlineData("""var url = string.IsNullOrEmpty(cfg["k"]) ? {|MSA0102:"http://localhost:5000"|} : cfg["k"];""", """var url = string.IsNullOrEmpty(cfg["k"]) ? THROW : cfg["k"];""")]
    [InlineData("""var url = !string.IsNullOrEmpty(cfg["k"]) ? cfg["k"] : {|MSA0102:"http://localhost:5000"|};""", """var url = !string.IsNullOrEmpty(cfg["k"]) ? cfg["k"] : THROW;""")]
    [InlineData("""var url = cfg["k"]; if (string.IsNullOrEmpty(url)) url = {|MSA0102:"http://localhost:5000"|};""", """var url = cfg["k"]; if (string.IsNullOrEmpty(url)) THROW;""")]
    [InlineData("""var url = cfg["k"]; if (string.IsNullOrEmpty(url)) { url = {|MSA0102:"http://localhost:5000"|}; }""", """var url = cfg["k"]; if (string.IsNullOrEmpty(url)) { THROW; }""")]
    [InlineData("""var url = cfg["k"]; url ??= {|MSA0102:"http://localhost:5000"|};""", """var url = cfg["k"]; _ = url ?? THROW;""")]
    [InlineData("""var url = cfg["k"]; client.BaseAddress = new(url ??= {|MSA0102:"http://localhost:5000"|});""", """var url = cfg["k"]; client.BaseAddress = new(url ?? THROW);""")]
    public Task Fallback_becomes_a_throw(string statement, string fixedStatement) => Verify(
        In(statement),
        In(fixedStatement.Replace("THROW", """throw new InvalidOperationException("k is missing (was http://localhost:5000)")""")));

    [Theory]
    [InlineData("""cfg["k"] ?? {|MSA0102:"http://user:secret@orders:8080/api/?token=secret"|}""", """cfg["k"] ?? throw new InvalidOperationException("k is missing (was http://orders:8080)")""")]
    [InlineData("""cfg["k"] ?? {|MSA0102:"http://orders:8080/api/?token=secret"|}""", """cfg["k"] ?? throw new InvalidOperationException("k is missing (was http://orders:8080/api/)")""")]
    [InlineData("""cfg["k"] ?? {|MSA0102:"Host=db;Port=5432;Password=secret"|}""", """cfg["k"] ?? throw new InvalidOperationException("k is missing (was db:5432)")""")]
    [InlineData("""cfg["k"] ?? {|MSA0102:"redis:6379,password=secret"|}""", """cfg["k"] ?? throw new InvalidOperationException("k is missing (was redis:6379)")""")]
    [InlineData("""Environment.GetEnvironmentVariable("K_URL") ?? {|MSA0102:"http://orders:8080"|}""", """Environment.GetEnvironmentVariable("K_URL") ?? throw new InvalidOperationException("K_URL is missing (was http://orders:8080)")""")]
    public Task Message_holds_the_address_and_no_secret(string expression, string fixedExpression) => Verify(In($"var url = {expression};"), In($"var url = {fixedExpression};"));

    [Fact]
    public Task Exception_is_qualified_where_System_is_not_imported() => Verify(
        In("""var url = cfg["k"] ?? {|MSA0102:"http://orders:8080"|};""", ""),
        In("""var url = cfg["k"] ?? throw new System.InvalidOperationException("k is missing (was http://orders:8080)");""", ""));

    [Theory]
    [InlineData("""var url = cfg.GetValue(typeof(string), "k", {|MSA0102:"http://localhost:5000"|});""")]
    [InlineData("""var url = cfg?.GetValue("k", {|MSA0102:"http://localhost:5000"|});""")]
    [InlineData("""var _ = ""; var url = cfg["k"]; url ??= {|MSA0102:"http://localhost:5000"|};""")]
    [InlineData("""System.Linq.Expressions.Expression<Func<string>> e = () => cfg["k"] ?? {|MSA0102:"http://localhost:5000"|};""")]
    public Task Nothing_is_offered_where_no_throw_fits(string statement) => VerifyNoFix(In(statement));

    [Fact]
    public Task Default_of_an_options_class_stays() => VerifyNoFix("""class OrdersOptions { public string Url { get; set; } = {|MSA0102:"http://localhost:5000"|}; }""");
}
