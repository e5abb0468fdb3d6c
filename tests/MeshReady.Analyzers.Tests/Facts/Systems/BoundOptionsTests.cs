using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>Addresses that come out of options objects.</summary>
public sealed class BoundOptionsTests
{
    private const string Start = "var builder = WebApplication.CreateBuilder(args);\n";

    private const string Client = """

        public sealed class Settings { public string CatalogUrl { get; set; } = ""; }
        public sealed class Catalog
        {
            public Catalog(HttpClient http, Microsoft.Extensions.Options.IOptions<Settings> settings) => http.BaseAddress = new Uri(settings.Value.CatalogUrl);
        }
        """;

    [Theory]
    [InlineData("builder.Services.Configure<Settings>(builder.Configuration);", "CatalogUrl")]
    [InlineData("builder.Services.Configure<Settings>(builder.Configuration.GetSection(\"Shop\"));", "Shop:CatalogUrl")]
    [InlineData("builder.Services.AddOptions<Settings>().Bind(builder.Configuration);", "CatalogUrl")]
    [InlineData("var made = new Settings(); builder.Configuration.Bind(made);", "CatalogUrl")]
    [InlineData("var made = new Settings(); builder.Configuration.GetSection(\"Shop\").Bind(made);", "Shop:CatalogUrl")]
    [InlineData("var made = new Settings(); builder.Configuration.Bind(\"Shop\", made);", "Shop:CatalogUrl")]
    public void Typed_client_takes_its_address_from_options(string binding, string key)
    {
        var call = Assert.Single(ProjectFactsOf.Program(Start + binding + "\nbuilder.Services.AddHttpClient<Catalog>();" + Client).Calls);

        Assert.Equal((key, "Catalog"), (call.Key, call.Client));
    }

    [Fact]
    public void Options_that_two_places_fill_differently_have_no_key()
    {
        var call = Assert.Single(ProjectFactsOf.Program(Start + """
            builder.Services.Configure<Settings>(builder.Configuration.GetSection("A"));
            builder.Services.Configure<Settings>(builder.Configuration.GetSection("B"));
            builder.Services.AddHttpClient<Catalog>();
            """ + Client).Calls);

        Assert.Null(call.Key);
    }

    [Fact]
    public void Object_inside_options_adds_its_name_to_the_key()
        => Assert.Equal("Inner:Address", Assert.Single(ProjectFactsOf.Program(Start + """
            var settings = new Settings();
            builder.Configuration.Bind(settings);
            builder.Services.AddHttpClient("inner", http => http.BaseAddress = new Uri(settings.Inner.Address));
            public sealed class Settings { public InnerOptions Inner { get; set; } = new(); }
            public sealed class InnerOptions { public string Address { get; set; } = ""; }
            """).Calls).Key);

    [Fact]
    public void Address_that_a_client_composes_elsewhere_is_the_only_one_of_its_class()
    {
        const string Source = Start + """
            builder.Services.Configure<Settings>(builder.Configuration);
            builder.Services.AddHttpClient<Basket>();
            public sealed class Settings { public string PurchaseUrl { get; set; } = ""; public string OtherUrl { get; set; } = ""; }
            public static class Api { public static string Of(string start, int id) => $"{start}/{id}"; }
            public sealed class Basket
            {
                private readonly HttpClient _http;
                private readonly string _start;
                public Basket(HttpClient http, Microsoft.Extensions.Options.IOptions<Settings> settings) { _http = http; _start = $"{settings.Value.PurchaseUrl}/basket"; }
                public Task<string> Get(int id) { var uri = Api.Of(_start, id); return _http.GetStringAsync(uri); }
            }
            """;

        (string, string)[] settings = [("appsettings.json", """{ "PurchaseUrl": "http://localhost:5229", "OtherUrl": "http://localhost:5230" }""")];
        Assert.Equal("PurchaseUrl", Assert.Single(ProjectFactsOf.Program(Source, settings).Calls).Key);
        Assert.DoesNotContain(ProjectFactsOf.Program(Source.Replace("_http = http;", "_http = http; Console.WriteLine(settings.Value.OtherUrl);"), settings).Calls, static call => call.Key is not null);
    }

    [Fact]
    public void Issuer_of_a_scheme_whose_package_is_missing_is_read_from_its_lambda()
    {
        var calls = ProjectFactsOf.Unrestored(Start + """
            var oauth = new OAuthOptions();
            builder.Configuration.GetSection("OAuth").Bind(oauth);
            builder.Services.AddAuthentication().AddOpenIdConnect("oidc", options => { options.Authority = oauth.Authority; options.ClientId = "shop"; });
            builder.Services.AddAuthentication().AddOpenIdConnect("other", options => options.Authority = Out.OfSight());
            public sealed class OAuthOptions { public string Authority { get; set; } = ""; }
            """).Calls;

        Assert.Equal((CallProtocol.Metadata, "OAuth:Authority"), (Assert.Single(calls).Protocol, calls[0].Key));
    }
}
