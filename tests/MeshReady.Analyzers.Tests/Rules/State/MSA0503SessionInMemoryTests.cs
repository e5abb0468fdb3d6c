using MeshReady.Analyzers.Rules.State;

namespace MeshReady.Analyzers.Tests.Rules.State;

public sealed class MSA0503SessionInMemoryTests : WorkloadTest<MSA0503SessionInMemoryAnalyzer>
{
    private const string Session = "builder.Services.AddDistributedMemoryCache(); builder.Services.AddSession();";
    private const string Used = "app.UseSession(); app.MapPost(\"/cart\", (HttpContext http, string item) => http.Session.SetString(\"item\", item));";

    [Fact]
    public async Task Session_in_memory_that_requests_fill() => Assert.Equal(
        "Warning Program.cs:2 'AddSession' keeps sessions in the memory of this process (AddDistributedMemoryCache): a second replica or a restart begins with empty ones; register a shared cache such as AddStackExchangeRedisCache",
        await Find(Program(Session, Used), []));

    [Theory]
    [InlineData("builder.Services.AddDistributedMemoryCache().AddSession(o => o.IdleTimeout = TimeSpan.FromMinutes(20));", "AddDistributedMemoryCache")]
    [InlineData("builder.Services.AddSession(); builder.Services.AddDistributedMemoryCache(o => o.SizeLimit = 1000);", "AddDistributedMemoryCache")]
    [InlineData("SessionServiceCollectionExtensions.AddSession(builder.Services); builder.Services.AddDistributedMemoryCache();", "AddDistributedMemoryCache")]
    [InlineData("var services = builder.Services; services.AddDistributedMemoryCache(); services.AddSession();", "AddDistributedMemoryCache")]
    [InlineData("builder.Services.AddControllersWithViews(); builder.Services.AddSession();", "AddControllersWithViews")]
    [InlineData("builder.Services.AddSession(); builder.Services.AddRazorPages();", "AddRazorPages")]
    [InlineData("if (!builder.Environment.IsDevelopment()) { builder.Services.AddDistributedMemoryCache(); builder.Services.AddSession(); }", "AddDistributedMemoryCache")]
    public async Task Session_in_memory_however_it_is_registered(string services, string cache)
        => Assert.StartsWith($"Warning Program.cs:2 'AddSession' keeps sessions in the memory of this process ({cache})", await Find(Program(services, Used), []));

    [Fact]
    public async Task Session_of_a_Startup_class_that_a_controller_uses() => Assert.StartsWith("Warning Program.cs:7 'AddSession'", await Find("""
        Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(w => w.UseStartup<Startup>()).Build().Run();
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddDistributedMemoryCache()
                    .AddSession();
            }
            public void Configure(IApplicationBuilder app) => app.UseSession();
        }
        public class Cart : ControllerBase
        {
            private ISession Mine => HttpContext.Session;
            public void Add(string item) => Mine.SetString("item", item);
        }
        """, []));

    [Fact]
    public async Task Session_that_only_TempData_may_use_is_worth_a_remark()
        => Assert.StartsWith("Info Program.cs:2 'AddSession'", await Find(Program(Session, "app.UseSession();"), []));

    [Fact]
    public async Task Session_that_a_referenced_project_registers()
    {
        const string Library = "using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.DependencyInjection; namespace Company { public static class Front { public static WebApplicationBuilder AddFront(this WebApplicationBuilder builder) { builder.Services.AddDistributedMemoryCache(); builder.Services.AddSession(); return builder; } } }";

        Assert.StartsWith("Warning Program.cs:3 'AddSession'", await Find("using Company;\n" + Program("builder.AddFront();", Used), [], library: Library, showsSource: true));
        Assert.Empty(await Find("using Company;\n" + Program("if (args.Length > 0) builder.AddFront();", Used), [], library: Library, showsSource: true));
        Assert.Empty(await Find(Program("", Used), [], library: Library, showsSource: true));
    }

    [Fact]
    public async Task Replicas_are_told_by_1233_unless_it_is_off()
    {
        var three = Deployment(spec: "replicas: 3");

        Assert.Empty(await Find(Program(Session, Used), [three]));
        Assert.StartsWith("Warning", await Find(Program(Session, Used), [three], off: ["MSA1233"]));
    }

    [Theory]
    [InlineData("replicas: 1", "")]
    [InlineData("replicas: 3", "sessionAffinity: ClientIP")]
    public async Task One_replica_or_callers_held_to_theirs_lose_sessions_at_a_rollout_only(string spec, string service)
    {
        (string, string)[] files = [Deployment(spec: spec), Service(service)];

        Assert.Empty(await Find(Program(Session, Used), files));
        Assert.StartsWith("Info", await Find(Program(Session, Used), files, off: ["MSA1233"]));
    }

    [Fact]
    public async Task Unknown_number_of_replicas_may_be_several() => Assert.StartsWith("Warning", await Find(Program(Session, Used), [Deployment(spec: "replicas: {{ .Values.replicas }}")]));

    [Theory]
    [InlineData("builder.Services.AddStackExchangeRedisCache(o => { }); builder.Services.AddSession();")]
    [InlineData("builder.Services.AddControllersWithViews(); builder.Services.AddStackExchangeRedisCache(o => { }); builder.Services.AddSession();")]
    [InlineData("if (builder.Environment.IsDevelopment()) builder.Services.AddDistributedMemoryCache(); else builder.Services.AddStackExchangeRedisCache(o => { }); builder.Services.AddSession();")]
    [InlineData("builder.Services.AddSession();")]
    [InlineData("builder.Services.AddControllers(); builder.Services.AddSession();")]
    [InlineData("builder.Services.AddDistributedMemoryCache();")]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.AddDistributedMemoryCache(); builder.Services.AddSession(); }")]
    [InlineData("builder.Services.AddSingleton<Microsoft.Extensions.Caching.Distributed.IDistributedCache, OwnCache>(); builder.Services.AddDistributedMemoryCache(); builder.Services.AddSession();")]
    [InlineData("if (args.Length > 0) builder.Services.AddDistributedMemoryCache(); builder.Services.AddSession();")]
    public async Task Session_that_is_shared_or_may_be(string services) => Assert.Empty(await Find(Program(services, "app.UseSession();") + """

        static class Packages
        {
            public static IServiceCollection AddStackExchangeRedisCache(this IServiceCollection services, Action<object> configure) => services;
        }
        abstract class OwnCache : Microsoft.Extensions.Caching.Distributed.IDistributedCache
        {
            public abstract byte[]? Get(string key);
            public abstract Task<byte[]?> GetAsync(string key, CancellationToken token = default);
            public abstract void Refresh(string key);
            public abstract Task RefreshAsync(string key, CancellationToken token = default);
            public abstract void Remove(string key);
            public abstract Task RemoveAsync(string key, CancellationToken token = default);
            public abstract void Set(string key, byte[] value, Microsoft.Extensions.Caching.Distributed.DistributedCacheEntryOptions options);
            public abstract Task SetAsync(string key, byte[] value, Microsoft.Extensions.Caching.Distributed.DistributedCacheEntryOptions options, CancellationToken token = default);
        }
        """, []));

    [Fact]
    public async Task House_method_said_to_bring_a_cache() => Assert.Empty(await Find(
        Program(Session + " builder.Services.AddOurDefaults();", Used) + "static class Ours { public static void AddOurDefaults(this IServiceCollection services) { } }",
        [],
        [("meshready.provides.AddOurDefaults", "cache")]));

    [Fact]
    public async Task Real_cache_of_the_package()
        => Assert.Empty(await Find(Program(Session + " builder.Services.AddStackExchangeRedisCache(o => o.Configuration = \"redis:6379\");", Used), [], packages: ["Microsoft.Extensions.Caching.StackExchangeRedis", "StackExchange.Redis"]));

    [Fact]
    public async Task Library_leaves_the_choice_to_its_host() => Assert.Empty(await Find(
        "public static class Front { public static void AddFront(this IServiceCollection services) { services.AddDistributedMemoryCache(); services.AddSession(); } }",
        [],
        kind: Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));

    [Fact]
    public async Task Method_of_the_same_name_is_somebody_elses() => Assert.Empty(await Find(Program("new My.Box().AddDistributedMemoryCache(); new My.Box().AddSession();") + "namespace My { class Box { public void AddSession() { } public void AddDistributedMemoryCache() { } } }", []));

    [Fact]
    public async Task Code_that_is_being_typed() => Assert.Empty(await Find(Program("builder.Services.AddDistributedMemoryCache(; builder.Services.AddSession("), [], mayBreak: true));
}
