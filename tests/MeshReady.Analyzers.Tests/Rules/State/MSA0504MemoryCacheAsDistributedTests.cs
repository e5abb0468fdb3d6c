using MeshReady.Analyzers.Rules.State;

namespace MeshReady.Analyzers.Tests.Rules.State;

public sealed class MSA0504MemoryCacheAsDistributedTests : WorkloadTest<MSA0504MemoryCacheAsDistributedAnalyzer>
{
    [Theory]
    [InlineData("if (builder.Configuration.GetConnectionString(\"redis\") is { } redis) builder.Services.AddStackExchangeRedisCache(o => { }); else builder.Services.AddDistributedMemoryCache();")]
    [InlineData("if (builder.Configuration[\"Redis\"] == null) { builder.Services.AddDistributedMemoryCache(); } else { builder.Services.AddStackExchangeRedisCache(o => { }); }")]
    [InlineData("switch (builder.Configuration[\"Cache\"]) { case \"redis\": builder.Services.AddStackExchangeRedisCache(o => { }); break; default: builder.Services.AddDistributedMemoryCache(); break; }")]
    [InlineData("if (builder.Environment.IsProduction()) builder.Services.AddStackExchangeRedisCache(o => { }); else builder.Services.AddDistributedMemoryCache();")]
    [InlineData("builder.Services.AddDistributedMemoryCache(); builder.Services.AddStackExchangeRedisCache(o => { });")]
    public async Task Settings_choose_the_shared_one(string services) => Assert.Empty(await Find(Program(services) + Carts + Packages, [Deployment(spec: "replicas: 2")]));

    private const string Cache = "builder.Services.AddDistributedMemoryCache();";
    private const string Carts = "\nclass Carts(Microsoft.Extensions.Caching.Distributed.IDistributedCache cache) { public Task Add(string id, byte[] cart) => cache.SetAsync(id, cart, new Microsoft.Extensions.Caching.Distributed.DistributedCacheEntryOptions()); }";

    private const string Packages = """

        static class Packages
        {
            public static IServiceCollection AddStackExchangeRedisCache(this IServiceCollection services, Action<object> configure) => services;
        }
        """;

    [Fact]
    public async Task Cache_in_memory_that_somebody_takes_for_a_shared_one() => Assert.Equal(
        "Info Program.cs:2 'AddDistributedMemoryCache' is no distributed cache: what 'Carts' writes to it, no other replica reads, and a restart empties it; register a shared one such as AddStackExchangeRedisCache outside development",
        await Find(Program(Cache) + Carts, []));

    [Theory]
    [InlineData("builder.Services.AddDistributedMemoryCache(o => o.SizeLimit = 1000);")]
    [InlineData("builder.Services.AddMemoryCache().AddDistributedMemoryCache();")]
    [InlineData("MemoryCacheServiceCollectionExtensions.AddDistributedMemoryCache(builder.Services);")]
    [InlineData("if (!builder.Environment.IsDevelopment()) { builder.Services.AddDistributedMemoryCache(); }")]
    [InlineData("builder.Services.AddDistributedMemoryCache(); if (builder.Environment.IsDevelopment()) builder.Services.AddStackExchangeRedisCache(o => { });")]
    public async Task However_it_is_registered(string services) => Assert.StartsWith("Info Program.cs:2 'AddDistributedMemoryCache'", await Find(Program(services) + Carts + Packages, []));

    [Theory]
    [InlineData("app.MapGet(\"/\", (Microsoft.Extensions.Caching.Distributed.IDistributedCache cache) => cache.Get(\"x\"));", "Program")]
    [InlineData("var cache = app.Services.GetRequiredService<Microsoft.Extensions.Caching.Distributed.IDistributedCache>(); cache.Remove(\"x\");", "Program")]
    public async Task Whoever_asks_for_it(string pipeline, string consumer) => Assert.Contains($"what '{consumer}' writes to it", await Find(Program(Cache, pipeline), []));

    [Fact]
    public async Task Startup_class_and_a_field() => Assert.StartsWith("Info Program.cs:5", await Find("""
        Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(w => w.UseStartup<Startup>()).Build().Run();
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services)
                => services.AddDistributedMemoryCache();
            public void Configure(IApplicationBuilder app) { }
        }
        public class Codes
        {
            private readonly Microsoft.Extensions.Caching.Distributed.IDistributedCache _cache = null!;
            public void Forget(string code) => _cache.Remove(code);
        }
        """, []));

    [Fact]
    public async Task Worker_with_several_replicas()
        => Assert.StartsWith("Warning Program.cs:1", await Find("var builder = Host.CreateApplicationBuilder(args); builder.Services.AddDistributedMemoryCache(); builder.Build().Run();" + Carts, [Deployment(spec: "replicas: 2")]));

    [Theory]
    [InlineData("replicas: 3", "Warning")]
    [InlineData("", "Info")]
    [InlineData("replicas: 1", "")]
    public async Task Replicas_decide_how_grave_it_is(string spec, string severity)
    {
        var found = await Find(Program(Cache) + Carts, [Deployment(spec: spec)]);

        Assert.StartsWith(severity, found);
        Assert.Equal(severity.Length == 0, found.Length == 0);
    }

    [Fact]
    public async Task Session_on_the_same_cache_is_told_by_its_own_rules()
    {
        var program = Program(Cache + " builder.Services.AddSession();") + Carts;

        Assert.Empty(await Find(program, []));
        Assert.Empty(await Find(program, [], off: ["MSA0503"]));
        Assert.Empty(await Find(program, [Deployment(spec: "replicas: 3")], off: ["MSA0503"]));
        Assert.StartsWith("Warning", await Find(program, [Deployment(spec: "replicas: 3")], off: ["MSA0503", "MSA1233"]));
    }

    [Theory]
    [InlineData("builder.Services.AddStackExchangeRedisCache(o => { });")]
    [InlineData("builder.Services.AddDistributedMemoryCache(); builder.Services.AddStackExchangeRedisCache(o => { });")]
    [InlineData("if (builder.Environment.IsDevelopment()) builder.Services.AddDistributedMemoryCache(); else builder.Services.AddStackExchangeRedisCache(o => { });")]
    [InlineData("if (builder.Configuration[\"Redis\"] is { } redis) builder.Services.AddStackExchangeRedisCache(o => { }); else builder.Services.AddDistributedMemoryCache();")]
    [InlineData("if (builder.Environment.IsDevelopment()) builder.Services.AddDistributedMemoryCache();")]
    [InlineData("switch (args[0]) { case \"memory\": builder.Services.AddDistributedMemoryCache(); break; }")]
    [InlineData("builder.Services.AddDistributedMemoryCache(); builder.Services.AddSingleton<Microsoft.Extensions.Caching.Distributed.IDistributedCache>(_ => null!);")]
    [InlineData("builder.Services.AddMemoryCache();")]
    public async Task Cache_that_is_shared_or_may_be(string services) => Assert.Empty(await Find(Program(services) + Carts + Packages, []));

    [Fact]
    public async Task Cache_that_nobody_asks_for() => Assert.Empty(await Find(Program(Cache) + "class Carts(My.IDistributedCache cache) { public object Cache => cache; } namespace My { interface IDistributedCache; }", []));

    [Fact]
    public async Task House_method_said_to_bring_a_cache() => Assert.Empty(await Find(
        Program(Cache + " builder.Services.AddOurDefaults();") + Carts + "static class Ours { public static void AddOurDefaults(this IServiceCollection services) { } }",
        [],
        [("meshready.provides.AddOurDefaults", "cache")]));

    [Fact]
    public async Task Library_leaves_the_choice_to_its_host() => Assert.Empty(await Find(
        "public static class Front { public static void AddFront(this IServiceCollection services) => services.AddDistributedMemoryCache(); }" + Carts,
        [],
        kind: Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));

    [Fact]
    public async Task Real_cache_of_the_package() => Assert.Empty(await Find(
        Program(Cache + " builder.Services.AddStackExchangeRedisCache(o => o.Configuration = \"redis:6379\");") + Carts,
        [],
        packages: ["Microsoft.Extensions.Caching.StackExchangeRedis", "StackExchange.Redis"]));

    [Fact]
    public async Task Method_of_the_same_name_is_somebody_elses()
        => Assert.Empty(await Find(Program("new My.Box().AddDistributedMemoryCache();") + Carts + "namespace My { class Box { public void AddDistributedMemoryCache() { } } }", []));

    [Fact]
    public async Task Code_that_is_being_typed() => Assert.Empty(await Find(Program("builder.Services.AddDistributedMemoryCache(o => ") + Carts, [], mayBreak: true));
}
