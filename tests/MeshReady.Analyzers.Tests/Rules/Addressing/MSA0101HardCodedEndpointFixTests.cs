using MeshReady.Analyzers.Rules.Addressing;
using MeshReady.CodeFixes.Rules.Addressing;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

public sealed class MSA0101HardCodedEndpointFixTests : RuleTest<MSA0101HardCodedEndpointAnalyzer, MSA0101HardCodedEndpointFix>
{
    private const string Throw = """throw new InvalidOperationException("Services:Orders is missing (was http://orders:8080)")""";

    private static string In(string statements, string members = "", string parameters = "IConfiguration cfg, HttpClient client, string id") => $$"""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        class Program
        {
            {{members}}
            void M({{parameters}})
            {
                {{statements}}
            }
        }
        """;

    [Theory]
    [InlineData("""client.BaseAddress = new Uri({|MSA0101:"http://orders:8080"|}); // why""", """client.BaseAddress = new Uri(cfg["Services:Orders"] ?? THROW); // why""")]
    [InlineData("""client.BaseAddress = new(/* a */ {|MSA0101:"http://orders:8080"|} /* b */);""", """client.BaseAddress = new(/* a */ cfg["Services:Orders"] ?? THROW /* b */);""")]
    [InlineData("""client.BaseAddress = new Uri({|MSA0101:@"http://orders:8080"|}, UriKind.Absolute);""", """client.BaseAddress = new Uri(cfg["Services:Orders"] ?? THROW, UriKind.Absolute);""")]
    [InlineData("""var url = {|MSA0101:"http://orders:8080"|}; client.GetAsync(url);""", """var url = cfg["Services:Orders"] ?? THROW; client.GetAsync(url);""")]
    [InlineData("""string url = {|MSA0101:"http://orders:8080"|}; client.GetAsync($"{url}/{id}");""", """string url = cfg["Services:Orders"] ?? THROW; client.GetAsync($"{url}/{id}");""")]
    [InlineData("""client.GetAsync({|MSA0101:$"http://orders:8080/api/{id}"|});""", """client.GetAsync((cfg["Services:Orders"] ?? THROW) + $"/api/{id}");""")]
    [InlineData("""client.GetAsync({|MSA0101:$@"http://orders:8080/{id}"|});""", """client.GetAsync((cfg["Services:Orders"] ?? THROW) + $@"/{id}");""")]
    [InlineData("""client.GetAsync({|MSA0101:"http://orders:8080/api/" + id + "/x"|});""", """client.GetAsync((cfg["Services:Orders"] ?? THROW) + "/api/" + id + "/x");""")]
    [InlineData("""client.GetAsync(id == "" ? {|MSA0101:"http://orders:8080"|} : "http://x:8080");""", """client.GetAsync(id == "" ? (cfg["Services:Orders"] ?? THROW) : "http://x:8080");""")]
    [InlineData("""client.GetAsync({|MSA0101:"http://orders:8080"|}.TrimEnd('/'));""", """client.GetAsync((cfg["Services:Orders"] ?? THROW).TrimEnd('/'));""")]
    public Task Literal_gives_way_to_the_setting(string statement, string fixedStatement) => Verify(In(statement), In(fixedStatement.Replace("THROW", Throw)));

    [Theory]
    [InlineData("WebApplicationBuilder builder", "builder.Configuration")]
    [InlineData("HostApplicationBuilder builder", "builder.Configuration")]
    [InlineData("IHostApplicationBuilder builder", "builder.Configuration")]
    [InlineData("HostBuilderContext context", "context.Configuration")]
    [InlineData("Microsoft.AspNetCore.Hosting.WebHostBuilderContext context", "context.Configuration")]
    [InlineData("WebApplication app", "app.Configuration")]
    [InlineData("ConfigurationManager manager", "manager")]
    [InlineData("IConfigurationRoot root, IServiceProvider sp", "root")]
    [InlineData("IServiceProvider sp", "sp.GetRequiredService<IConfiguration>()")]
    [InlineData("IConfiguration @new", "@new")]
    public Task Configuration_is_found_in(string parameters, string expression) => Verify(
        In("""client.BaseAddress = new({|MSA0101:"http://orders:8080"|});""", parameters: "HttpClient client, " + parameters),
        In($"""client.BaseAddress = new({expression}["Services:Orders"] ?? {Throw});""", parameters: "HttpClient client, " + parameters));

    [Theory]
    [InlineData("private readonly IConfiguration _cfg;", "_cfg")]
    [InlineData("public IConfiguration Configuration { get; }", "Configuration")]
    [InlineData("static IConfiguration Shared;", "Shared")]
    public Task Member_is_found(string member, string expression) => Verify(
        In("""client.BaseAddress = new({|MSA0101:"http://orders:8080"|});""", member, "HttpClient client"),
        In($"""client.BaseAddress = new({expression}["Services:Orders"] ?? {Throw});""", member, "HttpClient client"));

    [Fact]
    public Task Parameter_of_a_primary_constructor_is_found() => Verify(
        """
        using System;
        using System.Net.Http;
        using Microsoft.Extensions.Configuration;
        class Orders(IConfiguration cfg) { private readonly HttpClient _c = new() { BaseAddress = new({|MSA0101:"http://orders:8080"|}) }; public object O => cfg; }
        """,
        $$"""
        using System;
        using System.Net.Http;
        using Microsoft.Extensions.Configuration;
        class Orders(IConfiguration cfg) { private readonly HttpClient _c = new() { BaseAddress = new(cfg["Services:Orders"] ?? {{Throw}}) }; public object O => cfg; }
        """);

    [Fact]
    public Task Type_beside_top_level_statements_cannot_use_their_locals() => VerifyNoFix("""
        using System.Net.Http;
        using Microsoft.AspNetCore.Builder;
        var app = WebApplication.CreateBuilder(args).Build();
        app.Run();
        class Stock(HttpClient client) { public void Count() => client.GetAsync({|MSA0101:"http://orders:8080"|}); }
        """, outputKind: Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Fact]
    public Task Program_reads_from_its_builder() => VerifyProgram(
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("orders", (sp, c) => c.BaseAddress = new({|MSA0101:"http://orders:8080"|}));
        """,
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("orders", (sp, c) => c.BaseAddress = new(builder.Configuration["Services:Orders"] ?? throw new System.InvalidOperationException("Services:Orders is missing (was http://orders:8080)")));
        """);

    [Fact]
    public Task Two_addresses_of_one_host_get_two_keys() => Verify(
        In("""client.GetAsync({|MSA0101:"http://orders:8080"|}); client.GetAsync({|MSA0101:"http://orders:9090"|});"""),
        In($$"""client.GetAsync(cfg["Services:Orders"] ?? {{Throw}}); client.GetAsync(cfg["Services:Orders9090"] ?? throw new InvalidOperationException("Services:Orders9090 is missing (was http://orders:9090)"));"""));

    [Fact]
    public Task Key_that_holds_another_value_is_not_taken() => Verify(
        In("""client.GetAsync({|MSA0101:"http://orders:8080"|});"""),
        In("""client.GetAsync(cfg["Services:Orders8080"] ?? throw new InvalidOperationException("Services:Orders8080 is missing (was http://orders:8080)"));"""),
        files: [("/appsettings.json", """{ "Services": { "Orders": { "Url": "http://other" } } }""")]);

    [Theory]
    [InlineData("""client.BaseAddress = new({|MSA0101:"http://orders:8080"|});""", "HttpClient client")]
    [InlineData("""client.BaseAddress = new({|MSA0101:"http://orders:8080"|});""", "HttpClient client, IConfigurationSection part")]
    [InlineData("""client.BaseAddress = new({|MSA0101:"http://orders:8080"|});""", "HttpClient client, IConfiguration ordersSection")]
    [InlineData("""client.BaseAddress = new({|MSA0101:"http://orders:8080"|}); IConfiguration late = null;""", "HttpClient client")]
    [InlineData("""IConfiguration own = new ConfigurationBuilder().Build(); client.BaseAddress = new({|MSA0101:"http://orders:8080"|});""", "HttpClient client")]
    [InlineData("""IConfiguration part = all.Root.GetSection("X"); client.BaseAddress = new({|MSA0101:"http://orders:8080"|});""", "HttpClient client, (IConfiguration Root, int) all")]
    [InlineData("""const string Url = {|MSA0101:"http://orders:8080"|}; client.BaseAddress = new(Url);""", "HttpClient client, IConfiguration cfg")]
    [InlineData("""client.BaseAddress = new({|MSA0101:"http://user:pw@orders:8080"|});""", "HttpClient client, IConfiguration cfg")]
    [InlineData("""client.GetAsync({|MSA0101:"http://orders:8080/?key=secret"|});""", "HttpClient client, IConfiguration cfg")]
    [InlineData("""client.GetAsync({|MSA0101:string.Format("http://orders:8080/{0}", 1)|});""", "HttpClient client, IConfiguration cfg")]
    [InlineData("""Action<HttpClient> set = static c => c.BaseAddress = new({|MSA0101:"http://orders:8080"|});""", "IConfiguration cfg")]
    [InlineData("""System.Linq.Expressions.Expression<Func<object>> e = () => client.GetAsync({|MSA0101:"http://orders:8080"|});""", "HttpClient client, IConfiguration cfg")]
    public Task Nothing_is_offered_where_no_configuration_or_throw_can_stand(string statements, string parameters) => VerifyNoFix(In(statements, parameters: parameters));

    [Theory]
    [InlineData("""const string Url = {|MSA0101:"http://orders:8080"|};""")]
    [InlineData("""static readonly string Url = {|MSA0101:"http://orders:8080"|};""")]
    [InlineData("""string Url = {|MSA0101:"http://orders:8080"|};""")]
    public Task Field_out_of_reach_of_configuration_stays(string member)
        => VerifyNoFix(In("client.GetAsync(Url);", member + " private IConfiguration _cfg;", "HttpClient client"));

    [Fact]
    public Task Held_address_is_left_to_the_equivalent_fix() => VerifyNoFix(
        In("""client.BaseAddress = new({|MSA0101:"http://orders:8080"|});"""),
        files: [("/appsettings.json", """{ "OrdersUrl": "http://orders:8080" }""")]);
}

public sealed class MSA0101HardCodedEndpointHeldFixTests : RuleTest<MSA0101HardCodedEndpointAnalyzer, MSA0101HardCodedEndpointHeldFix>
{
    private const string Source = """
        using System;
        using System.Net.Http;
        using Microsoft.Extensions.Configuration;
        class C
        {
            void M(IConfiguration cfg, HttpClient client) => client.BaseAddress = new({|MSA0101:"http://orders:8080"|});
        }
        """;

    [Fact]
    public Task Address_that_appsettings_hold_is_read_from_there() => Verify(
        Source,
        Source.Replace("""{|MSA0101:"http://orders:8080"|}""", """cfg["Api:Orders"] ?? throw new InvalidOperationException("Api:Orders is missing (was http://orders:8080)")"""),
        files: [("/appsettings.json", """{ "Api": { "Orders": "http://orders:8080" }, "Cors": { "Origin": "http://orders:8080" } }""")]);

    [Theory]
    [InlineData("""{ "Api": { "Orders": "http://orders:8081" } }""", "{}")]
    [InlineData("""{ "Cors": { "Origin": "http://orders:8080" } }""", "{}")]
    [InlineData("{}", """{ "Api": { "Orders": "http://orders:8080" } }""")]
    [InlineData("""{ "Api": { "Orders": "http://orders:8080" } }""", """{ "Api": { "Orders": "http://localhost:1" } }""")]
    public Task Nothing_is_offered_where_the_value_would_change(string settings, string production)
        => VerifyNoFix(Source, files: [("/appsettings.json", settings), ("/appsettings.Production.json", production)]);
}
