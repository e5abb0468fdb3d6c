using MeshReady.Analyzers.Rules.Tenancy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Tenancy;

public sealed class MSA0601KeyWithoutTenantTests : RuleTest<MSA0601KeyWithoutTenantAnalyzer>
{
    [Theory]
    // What is kept is the tenant itself, found by its host name.
    [InlineData("return (await memoryCache.GetOrCreateAsync($\"host:{article}\", e => directory.FindTenantByHost(article)))!;")]
    [InlineData("if (!memoryCache.TryGetValue($\"host:{article}\", out string? name)) { name = await directory.FindTenantByHost(article); memoryCache.Set($\"host:{article}\", name); } return name!;")]
    [InlineData("return (await memoryCache.GetOrCreateAsync(\"all\", async e => { var tenants = await directory.AllTenants(); return tenants; }))!;")]
    // One tenant of the directory for the whole program, told by settings.
    [InlineData("return (await memoryCache.GetOrCreateAsync(\"graph-token\", e => store.Load(options.Value.TenantId, number)))!;")]
    [InlineData("return (await memoryCache.GetOrCreateAsync(\"graph-token\", e => store.Load(settings.TenantId, number)))!;")]
    [InlineData("return (await memoryCache.GetOrCreateAsync(\"graph-token\", e => store.Load(AzureTenant, number)))!;")]
    [InlineData("var tenantId = configuration[\"AzureAd:TenantId\"]!; return (await memoryCache.GetOrCreateAsync(\"graph-token\", e => store.Load(tenantId, number)))!;")]
    // The entry says whose it is.
    [InlineData("using (logger.BeginScope(tenant.TenantId)) { return await cache.GetStringAsync(\"rates\") ?? await store.LoadAll(); }")]
    public Task Tenants_that_are_no_part_of_a_value(string body) => Verify(In(body, "private const string AzureTenant = \"contoso.onmicrosoft.com\";")
        .Replace("IStore store, ", "IStore store, ITenantDirectory directory, Microsoft.Extensions.Options.IOptions<AzureAdOptions> options, AzureAdSettings settings, Microsoft.Extensions.Configuration.IConfiguration configuration, ")
        + "public interface ITenantDirectory { Task<string> FindTenantByHost(string host); Task<string> AllTenants(); } public class AzureAdOptions { public string TenantId { get; set; } = \"\"; } public class AzureAdSettings { public string TenantId { get; set; } = \"\"; }");

    private static string In(string body, string members = "") => $$"""
        using System;
        using System.Threading.Tasks;
        using Microsoft.Extensions.Caching.Distributed;
        using Microsoft.Extensions.Caching.Hybrid;
        using Microsoft.Extensions.Caching.Memory;
        using Microsoft.Extensions.Logging;

        public interface ITenantContext { string TenantId { get; } }
        public interface IStore { Task<string> Load(string tenant, object id); Task<string> LoadAll(); }
        [AttributeUsage(AttributeTargets.All)] public sealed class TenantAgnosticAttribute : Attribute { }
        public enum Shelf { Left, Right }

        public class Catalog(ITenantContext tenant, IStore store, IDistributedCache cache, IMemoryCache memoryCache, HybridCache hybridCache, ILogger<Catalog> logger)
        {
            private const string Prefix = "products";
            {{members}}
            public async Task<string> Get(string article, int number, Guid id, Shelf shelf)
            {
                {{body}}
            }
        }
        """;

    [Fact]
    public Task Value_of_one_tenant_under_the_key_of_all() => VerifyResults(
        In("var found = await cache.GetStringAsync({|#0:$\"product:{article}\"|}); return found ?? await store.Load({|#1:tenant|}.TenantId, article);"),
        new DiagnosticResult("MSA0601", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1)
            .WithMessage("The key 'product:{article}' holds no tenant, but what is kept here depends on 'tenant': one tenant is served another's data; begin the key with the tenant"));

    [Theory]
    [InlineData("return await cache.GetStringAsync({|MSA0601:\"products\"|}) ?? await store.Load(tenant.TenantId, number);")]
    [InlineData("return await cache.GetStringAsync({|MSA0601:Prefix + \":\" + article|}) ?? await store.Load(tenant.TenantId, article);")]
    [InlineData("var key = $\"{Prefix}:{number}\"; return await cache.GetStringAsync({|MSA0601:key|}) ?? await store.Load(tenant.TenantId, number);")]
    [InlineData("return (await memoryCache.GetOrCreateAsync({|MSA0601:$\"p-{article}\"|}, e => store.Load(tenant.TenantId, article)))!;")]
    [InlineData("return await hybridCache.GetOrCreateAsync({|MSA0601:$\"shelf:{shelf}\"|}, async token => await store.Load(tenant.TenantId, shelf));")]
    [InlineData("if (!memoryCache.TryGetValue({|MSA0601:\"all\"|}, out string? all)) { all = await store.Load(tenant.TenantId, 0); memoryCache.Set(\"all\", all); } return all!;")]
    [InlineData("var value = await store.Load(tenant.TenantId, number); await cache.SetStringAsync({|MSA0601:number.ToString()|}, value); return value;")]
    [InlineData("var bytes = await cache.GetAsync(key: {|MSA0601:$\"b:{article}\"|}); return bytes is null ? await store.Load(tenant.TenantId, article) : \"\";")]
    public Task Key_without_a_tenant(string body) => Verify(In(body));

    [Theory]
    [InlineData("return await cache.GetStringAsync($\"{tenant.TenantId}:product:{article}\") ?? await store.Load(tenant.TenantId, article);")]
    [InlineData("var key = $\"{tenant.TenantId}:{article}\"; return await cache.GetStringAsync(key) ?? await store.Load(tenant.TenantId, article);")]
    [InlineData("return await cache.GetStringAsync(KeyOf(article)) ?? await store.Load(tenant.TenantId, article);")]
    // Nothing here depends on the tenant: prices of the country for all.
    [InlineData("return await cache.GetStringAsync($\"rates:{article}\") ?? await store.LoadAll();")]
    // The entry is of no tenant; the tenant only says why it is dropped, or is used for something else.
    [InlineData("await cache.RemoveAsync(\"default\"); return await store.Load(tenant.TenantId, article);")]
    [InlineData("var own = await store.Load(tenant.TenantId, article); return own + await hybridCache.GetOrCreateAsync(\"rates\", async token => await store.LoadAll());")]
    [InlineData("var all = await store.LoadAll(); await cache.SetStringAsync(\"rates\", all); return await store.Load(tenant.TenantId, article);")]
    // A Guid is one tenant's only.
    [InlineData("return await cache.GetStringAsync($\"product:{id}\") ?? await store.Load(tenant.TenantId, id);")]
    [InlineData("logger.LogInformation(\"{Tenant}\", tenant.TenantId); return await cache.GetStringAsync(\"rates\") ?? await store.LoadAll();")]
    [InlineData("return await tenantCache.GetStringAsync(article + \"x\") ?? await store.Load(tenant.TenantId, article);")]
    [InlineData("return await new My.Cache().GetStringAsync(\"products\") ?? await store.Load(tenant.TenantId, article);")]
    public Task Key_that_may_hold_a_tenant_or_needs_none(string body) => Verify(In(body,
        "private readonly IDistributedCache tenantCache = cache; private string KeyOf(string article) => tenant.TenantId + article;") + "namespace My { public class Cache { public System.Threading.Tasks.Task<string?> GetStringAsync(string key) => throw null!; } }");

    [Fact]
    public Task Reference_data_of_all_tenants_by_attribute() => Verify(In("return \"\";",
        "[TenantAgnostic] public async Task<string> Rates() => await cache.GetStringAsync(\"rates\") ?? await store.Load(tenant.TenantId, 0);"));

    [Fact]
    public Task Code_being_typed() => Verify("""
        using System.Threading.Tasks;
        using Microsoft.Extensions.Caching.Distributed;
        class C(IDistributedCache cache, string tenantId)
        {
            async Task M()
            {
                await cache.GetStringAsync({|MSA0601:"a"|});
                System.Console.Write(tenantId);
                {|CS0103:nobody|}.Do();
            }
        }
        """);

    [Fact]
    public Task Lock_and_value_in_the_real_package() => VerifyReal(
        """
        using System;
        using System.Threading.Tasks;
        using StackExchange.Redis;

        public sealed class Billing(IDatabase database, string tenantId)
        {
            public async Task Close(Func<string, Task> close)
            {
                if (await database.LockTakeAsync({|MSA0601:"closing"|}, "me", TimeSpan.FromMinutes(1)))
                    await close(tenantId);
            }

            public Task<bool> CloseOne() => database.LockTakeAsync($"closing:{tenantId}", tenantId, TimeSpan.FromMinutes(1));
        }
        """,
        "StackExchange.Redis", "RESPite");
}
