using MeshReady.Analyzers.Rules.State;

namespace MeshReady.Analyzers.Tests.Rules.State;

public sealed class MSA0506UnsharedKeysTests : WorkloadTest<MSA0506UnsharedKeysAnalyzer>
{
    private const string Cookies = "builder.Services.AddAuthentication().AddCookie();";

    private static readonly (string Name, string Content) Pod = Deployment();

    /// <summary>Extensions of packages that are not part of the framework, with their true names and nothing inside.</summary>
    private const string Packages = """

        static class Packages
        {
            public static IServiceCollection AddStackExchangeRedisCache(this IServiceCollection services, Action<object> configure) => services;
            public static Microsoft.AspNetCore.DataProtection.IDataProtectionBuilder PersistKeysToStackExchangeRedis(this Microsoft.AspNetCore.DataProtection.IDataProtectionBuilder builder) => builder;
            public static Microsoft.AspNetCore.DataProtection.IDataProtectionBuilder PersistKeysToOurVault(this Microsoft.AspNetCore.DataProtection.IDataProtectionBuilder builder) => builder;
        }
        """;

    private const string Users = """

        namespace Microsoft.Extensions.DependencyInjection
        {
            static class JwtBearerExtensions { public static Microsoft.AspNetCore.Authentication.AuthenticationBuilder AddJwtBearer(this Microsoft.AspNetCore.Authentication.AuthenticationBuilder builder) => builder; }
            static class IdentityServerServiceCollectionExtensions { public static IServiceCollection AddIdentityServer(this IServiceCollection services) => services; }
        }
        """;

    [Fact]
    public async Task Cookies_of_a_container_are_unreadable_in_the_next() => Assert.Equal(
        "Warning Program.cs:2 'AddCookie' needs the keys of Data Protection, which stay in the file system of one container: a cookie, token or form that one replica protects is unreadable in another and after a restart; share them, for example with PersistKeysToStackExchangeRedis",
        await Find(Program(Cookies), [Pod]));

    [Fact]
    public async Task Cookies_of_a_service_of_which_nothing_is_known_are_worth_a_remark() => Assert.StartsWith(
        "Info Program.cs:2 'AddCookie' needs the keys of Data Protection, which stay in the default folder of one machine or container",
        await Find(Program(Cookies), []));

    [Theory]
    [InlineData("builder.Services.AddAuthentication(\"Cookies\").AddCookie(\"Cookies\", o => { });", "AddCookie")]
    [InlineData("builder.Services.AddAuthentication().AddBearerToken();", "AddBearerToken")]
    [InlineData("builder.Services.AddIdentity<string, string>();", "AddIdentity")]
    [InlineData("builder.Services.AddIdentityApiEndpoints<object>();", "AddIdentityApiEndpoints")]
    [InlineData("builder.Services.AddIdentity<string, string>(); builder.Services.AddIdentityServer(); builder.Services.AddAuthentication().AddJwtBearer();", "AddIdentity")]
    [InlineData("builder.Services.AddIdentityServer(); builder.Services.AddAuthentication().AddJwtBearer();", "AddIdentityServer")]
    [InlineData("builder.Services.AddAntiforgery(o => o.HeaderName = \"X-XSRF-TOKEN\");", "AddAntiforgery")]
    [InlineData("builder.Services.AddDataProtection();", "AddDataProtection")]
    [InlineData("Microsoft.AspNetCore.DataProtection.DataProtectionBuilderExtensions.SetApplicationName(builder.Services.AddDataProtection(), \"shop\");", "AddDataProtection")]
    [InlineData("builder.Services.AddStackExchangeRedisCache(o => { }); builder.Services.AddSession();", "AddSession")]
    [InlineData("builder.Services.AddAuthentication().AddOAuth(\"git\", o => { });", "AddOAuth")]
    [InlineData("if (!builder.Environment.IsDevelopment()) { builder.Services.AddAuthentication().AddCookie(); }", "AddCookie")]
    public async Task What_needs_the_keys(string services, string name)
        => Assert.StartsWith($"Warning Program.cs:2 '{name}' needs the keys", await Find(Program(services) + Packages + Users, [Pod]));

    [Theory]
    [InlineData("builder.Services.AddRazorPages();", "class Pay : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { public void OnPost() { } }", "AddRazorPages")]
    [InlineData("builder.Services.AddRazorPages();", "class Pay : Basis { public Task OnPostPayAsync() => Task.CompletedTask; } class Basis : Microsoft.AspNetCore.Mvc.RazorPages.PageModel;", "AddRazorPages")]
    [InlineData("builder.Services.AddControllersWithViews();", "class Pay : Controller { [HttpPost, ValidateAntiForgeryToken] public void Post() { } }", "AddControllersWithViews")]
    [InlineData("builder.Services.AddControllersWithViews(o => o.Filters.Add(new AutoValidateAntiforgeryTokenAttribute()));", "", "AddControllersWithViews")]
    [InlineData("builder.Services.AddMvc(o => o.Filters.Add<AutoValidateAntiforgeryTokenAttribute>());", "", "AddMvc")]
    [InlineData("builder.Services.AddControllers();", "class Links(Microsoft.AspNetCore.DataProtection.IDataProtectionProvider provider) { public object Protector { get; } = provider.CreateProtector(\"links\"); }", "CreateProtector")]
    public async Task Forms_and_protectors(string services, string types, string name) => Assert.StartsWith($"Warning Program.cs:{(name == "CreateProtector" ? 6 : 2)} '{name}' needs the keys", await Find(Program(services) + types, [Pod]));

    [Theory]
    [InlineData("builder.Services.AddRazorPages();", "class Show : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { public void OnGet() { } }")]
    [InlineData("builder.Services.AddRazorPages();", "[IgnoreAntiforgeryToken] class Hook : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { public void OnPost() { } }")]
    [InlineData("builder.Services.AddRazorPages(o => o.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute()));", "class Hook : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { public void OnPost() { } }")]
    [InlineData("builder.Services.AddRazorPages();", "class Letter : My.PageModel { public void OnPost() { } } namespace My { class PageModel; }")]
    [InlineData("builder.Services.AddControllersWithViews();", "class Show : Controller { [HttpPost] public void Post() { } }")]
    [InlineData("builder.Services.AddMvc();", "class Show : ControllerBase { [HttpPost] public void Post() { } }")]
    [InlineData("builder.Services.AddControllersWithViews();", "class Show : Controller { [HttpPost, My.ValidateAntiForgeryToken] public void Post() { } } namespace My { class ValidateAntiForgeryTokenAttribute : Attribute; }")]
    public async Task Views_and_pages_without_a_validated_form(string services, string types) => Assert.Empty(await Find(Program(services) + types, [Pod]));

    [Theory]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(); builder.Services.AddControllers();")]
    [InlineData("builder.Services.AddIdentity<string, string>(); builder.Services.AddAuthentication().AddJwtBearer();")]
    [InlineData("builder.Services.AddDataProtection().PersistKeysToStackExchangeRedis(); builder.Services.AddAuthentication().AddCookie();")]
    [InlineData("builder.Services.AddDataProtection().PersistKeysToOurVault(); builder.Services.AddAuthentication().AddCookie();")]
    [InlineData("var keys = builder.Services.AddDataProtection(); keys.PersistKeysToOurVault(); builder.Services.AddAuthentication().AddCookie();")]
    [InlineData("Keep(builder.Services.AddDataProtection()); static void Keep(Microsoft.AspNetCore.DataProtection.IDataProtectionBuilder keys) { }")]
    [InlineData("builder.Services.Configure<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>(o => o.XmlRepository = null); builder.Services.AddAuthentication().AddCookie();")]
    [InlineData("if (builder.Environment.IsDevelopment()) builder.Services.AddAuthentication().AddCookie();")]
    [InlineData("builder.Services.AddDistributedMemoryCache(); builder.Services.AddSession();")]
    [InlineData("builder.Services.AddSession();")]
    public async Task Pure_API_and_keys_that_are_shared(string services) => Assert.Empty(await Find(Program(services) + Packages + Users, [Pod]));

    [Theory]
    [InlineData("", "Warning")]
    [InlineData("emptyDir: {}", "Warning")]
    [InlineData("persistentVolumeClaim: {claimName: keys}", "")]
    public async Task Keys_in_a_folder_of_the_pod(string volume, string severity)
    {
        const string Folder = "using Microsoft.AspNetCore.DataProtection;\n";
        var program = Folder + Program("builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(\"/keys\"));");
        var pod = volume.Length == 0 ? Pod : Deployment(pod: $"volumes: [{{name: keys, {volume}}}]", container: "volumeMounts: [{name: keys, mountPath: /keys}]");

        var found = await Find(program, [pod]);

        Assert.StartsWith(severity, found);
        Assert.Equal(severity.Length == 0, found.Length == 0);
    }

    [Theory]
    [InlineData("new DirectoryInfo(\"/keys\")")]
    [InlineData("new DirectoryInfo(args[0])")]
    public async Task Folder_without_a_pod_may_be_shared(string folder)
        => Assert.Empty(await Find("using Microsoft.AspNetCore.DataProtection;\n" + Program($"builder.Services.AddDataProtection().PersistKeysToFileSystem({folder});"), []));

    [Fact]
    public async Task Keys_of_the_default_folder_in_a_volume()
        => Assert.Empty(await Find(Program(Cookies), [Deployment(pod: "volumes: [{name: keys, persistentVolumeClaim: {claimName: keys}}]", container: "volumeMounts: [{name: keys, mountPath: /home/app/.aspnet/DataProtection-Keys}]")]));

    [Fact]
    public async Task Volumes_of_a_template_leave_it_open()
        => Assert.StartsWith("Info", await Find(Program(Cookies), [Deployment(container: "volumeMounts: {{ .Values.mounts }}")]));

    [Fact]
    public async Task Variable_speaks_of_the_keys()
        => Assert.Empty(await Find(Program(Cookies), [Deployment(container: "env: [{name: ASPNETCORE_READONLYDATAPROTECTIONKEYDIRECTORY, value: /keys}]")]));

    [Fact]
    public async Task Key_vault_of_the_configuration_keeps_no_ring_of_keys()
        => Assert.StartsWith("Info", await Find(Program(Cookies + " builder.Configuration.AddAzureKeyVault(new Uri(\"https://shop.vault.azure.net\"));"), [], mayBreak: true));

    [Fact]
    public async Task Replicas_are_told_by_1233_unless_it_is_off()
    {
        var three = Deployment(spec: "replicas: 3");

        Assert.Empty(await Find(Program(Cookies), [three]));
        Assert.StartsWith("Warning", await Find(Program(Cookies), [three], off: ["MSA1233"]));
    }

    [Theory]
    [InlineData("replicas: 1")]
    [InlineData("")]
    public async Task One_container_loses_its_keys_at_every_rollout(string spec) => Assert.StartsWith("Warning", await Find(Program(Cookies), [Deployment(spec: spec)]));

    [Fact]
    public async Task Affinity_does_not_outlive_the_container() => Assert.StartsWith("Warning", await Find(Program(Cookies), [Deployment(spec: "replicas: 3"), Service("sessionAffinity: ClientIP")]));

    [Fact]
    public async Task Session_in_memory_is_another_rules_matter() => Assert.Empty(await Find(Program("builder.Services.AddControllersWithViews(); builder.Services.AddSession();"), [Pod]));

    [Fact]
    public async Task One_finding_for_one_ring_of_keys() => Assert.Single((await Find(Program(Cookies + " builder.Services.AddAntiforgery(); builder.Services.AddDataProtection();"), [Pod])).Split('\n'));

    [Fact]
    public async Task Identity_of_a_referenced_project()
    {
        const string Library = """
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.DependencyInjection;
            namespace Company
            {
                public static class Infrastructure { public static WebApplicationBuilder AddCore(this WebApplicationBuilder builder) => builder.AddUsers(); }
                public static class Users { public static WebApplicationBuilder AddUsers(this WebApplicationBuilder builder) { builder.Services.AddIdentity<string, string>(); return builder; } }
            }
            """;

        Assert.StartsWith("Warning Program.cs:3 'AddIdentity'", await Find("using Company;\n" + Program("builder.AddCore();"), [Pod], library: Library, showsSource: true));
        Assert.Empty(await Find("using Company;\n" + Program("builder.AddCore(); builder.Services.AddDataProtection().PersistKeysToStackExchangeRedis();") + Packages, [Pod], library: Library, showsSource: true));
        Assert.Empty(await Find(Program(""), [Pod], library: Library, showsSource: true));
    }

    [Fact]
    public async Task Tokens_that_another_service_takes_say_nothing_of_this_one()
    {
        const string Library = """
            using Microsoft.AspNetCore.Authentication;
            using Microsoft.Extensions.DependencyInjection;
            namespace Company
            {
                public static class Tokens { public static void AddTokens(this IServiceCollection services) => services.AddAuthentication().AddJwtBearer(); }
                public static class Jwt { public static AuthenticationBuilder AddJwtBearer(this AuthenticationBuilder builder) => builder; }
            }
            """;

        Assert.StartsWith("Warning Program.cs:3 'AddIdentity'", await Find("using Company;\n" + Program("builder.Services.AddIdentity<string, string>();"), [Pod], library: Library, showsSource: true));
        Assert.Empty(await Find("using Company;\n" + Program("builder.Services.AddIdentity<string, string>(); builder.Services.AddTokens();"), [Pod], library: Library, showsSource: true));
    }

    [Theory]
    [InlineData("dataprotection", "")]
    [InlineData("retry", "Warning")]
    public async Task House_method_that_is_said_to_share_them_or_not(string word, string severity)
    {
        var found = await Find(Program(Cookies + " builder.Services.AddOurDefaults();") + "static class Ours { public static void AddOurDefaults(this IServiceCollection services) { } }", [Pod], [("meshready.provides.AddOurDefaults", word)]);

        Assert.StartsWith(severity, found);
        Assert.Equal(severity.Length == 0, found.Length == 0);
    }

    [Fact]
    public async Task Real_sign_in_of_the_package() => Assert.StartsWith("Warning Program.cs:2 'AddOpenIdConnect'", await Find(
        Program("builder.Services.AddAuthentication().AddOpenIdConnect(o => o.Authority = builder.Configuration[\"Identity\"]);"),
        [Pod],
        packages: ["Microsoft.AspNetCore.Authentication.OpenIdConnect"]));

    [Fact]
    public async Task Method_of_the_same_name_is_somebody_elses() => Assert.Empty(await Find(Program("new My.Jar().AddCookie(); new My.Jar().AddAntiforgery();") + "namespace My { class Jar { public void AddCookie() { } public void AddAntiforgery() { } } }", [Pod]));

    [Fact]
    public async Task Worker_serves_no_browser() => Assert.Empty(await Find("var builder = Host.CreateApplicationBuilder(args); builder.Services.AddDataProtection(); builder.Build().Run();", [Pod]));

    [Fact]
    public async Task Code_that_is_being_typed() => Assert.Empty(await Find(Program("builder.Services.AddAuthentication().AddCookie(o => o.;"), [], mayBreak: true, kind: Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));
}
