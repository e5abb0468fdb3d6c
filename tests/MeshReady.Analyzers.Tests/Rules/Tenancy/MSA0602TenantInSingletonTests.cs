using MeshReady.Analyzers.Rules.Tenancy;
using MeshReady.CodeFixes.Rules.Tenancy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Tenancy;

public sealed class MSA0602TenantInSingletonTests : RuleTest<MSA0602TenantInSingletonAnalyzer, MSA0602TenantInSingletonFix>
{
    [Theory]
    [InlineData("services.AddSingleton<Reports>();", "public class Reports { private readonly string _tenantId; public Reports(Microsoft.Extensions.Options.IOptions<AzureTenantOptions> options) { _tenantId = options.Value.TenantId; } public string Name => _tenantId; }")]
    [InlineData("services.AddSingleton<Reports>();", "public class Reports(Microsoft.Extensions.Options.IOptionsMonitor<AzureTenantOptions> options) { private readonly string _tenantId = options.CurrentValue.TenantId; public string Name => _tenantId; }")]
    [InlineData("services.AddScoped<ITenantService>(_ => null!); services.AddSingleton<ITenantService>(_ => null!); services.AddSingleton<Reports>();", "public interface ITenantService { } public class Reports(IServiceProvider services) { public string Name => services.ToString()!; }")]
    [InlineData("services.AddScoped<ITenantService>(_ => null!); services.AddSingleton<Reports>();", "public interface ITenantService { } public class Reports(Func<ITenantService> tenants) { public string Name => tenants().ToString()!; }")]
    [InlineData("services.AddSingleton<Reports>();", "public class Reports { private readonly ITenantAccessor _tenantAccessor; public Reports(ITenantAccessor accessor) { _tenantAccessor = accessor; } public string Name => _tenantAccessor.TenantId; }")]
    [InlineData("services.AddSingleton<Reports>();", "public class TenantSettings { public string DefaultTenant => \"\"; } public class Reports { private readonly string _defaultTenant; public Reports(TenantSettings settings) { _defaultTenant = settings.DefaultTenant; } public string Name => _defaultTenant; }")]
    public Task Settings_and_services_that_know_all_tenants(string registrations, string type) => Verify(In(registrations, type));

    private const string Types = """

        public interface ITenantContext { string TenantId { get; } }
        public sealed class TenantContext : ITenantContext { public string TenantId => ""; }
        public interface ITenantAccessor { string TenantId { get; } }
        public interface ITenantStore { string Find(string id); }
        public interface IReports { }
        public class AzureTenantOptions { public string TenantId { get; set; } = ""; }
        """;

    private static string In(string registrations, string type) => $$"""
        using System;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;

        static class Registration
        {
            public static void Add(IServiceCollection services)
            {
                services.AddScoped<ITenantContext, TenantContext>();
                {{registrations}}
            }
        }

        {{type}}
        """ + Types;

    private const string Reports = "public sealed class Reports(ITenantContext tenant) : IReports { public string Name => tenant.TenantId; }";

    [Fact]
    public Task Scoped_tenant_in_a_singleton() => VerifyResults(
        In("services.{|#0:AddSingleton<IReports, Reports>()|};", "public sealed class Reports({|#1:ITenantContext tenant|}) : IReports { public string Name => tenant.TenantId; }"),
        new DiagnosticResult("MSA0602", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1).WithMessage(
            "'AddSingleton' makes one instance for all tenants, and its constructor keeps 'ITenantContext': every later caller works with the data of the tenant who came first; register it as scoped, or ask for the tenant at each call"));

    [Theory]
    [InlineData("services.{|MSA0602:AddSingleton<Reports>()|};", Reports)]
    [InlineData("services.{|MSA0602:TryAddSingleton<IReports, Reports>()|};", Reports)]
    [InlineData("services.{|MSA0602:AddSingleton(typeof(IReports), typeof(Reports))|};", Reports)]
    [InlineData("services.{|MSA0602:AddKeyedSingleton<IReports, Reports>(\"a\")|};", Reports)]
    [InlineData("services.{|MSA0602:AddSingleton<Reports>()|};", "public class Reports { private readonly ITenantContext _tenant; public Reports(ITenantContext tenant) => _tenant = tenant; public string Name => _tenant.TenantId; }")]
    [InlineData("services.AddSingleton<ITenantAccessor>(_ => null!); services.{|MSA0602:AddSingleton<Reports>()|};", "public class Reports { private readonly string _tenantId; public Reports(ITenantAccessor accessor) { _tenantId = accessor.TenantId; } public string Name => _tenantId; }")]
    [InlineData("services.{|MSA0602:AddSingleton<Reports>()|};", "public class Reports(ITenantAccessor accessor) { private readonly string _tenantId = accessor.TenantId; public string Name => _tenantId; }")]
    [InlineData("services.{|MSA0602:AddSingleton<Reports>()|};", "public class Reports(IHttpContextAccessor accessor) { public string TenantId { get; } = accessor.HttpContext!.Request.Headers[\"X-Tenant\"].ToString(); }")]
    [InlineData("services.{|MSA0602:AddHostedService<Worker>()|};", "public class Worker(ITenantContext tenant) : Microsoft.Extensions.Hosting.BackgroundService { protected override System.Threading.Tasks.Task ExecuteAsync(System.Threading.CancellationToken token) => tenant.TenantId.Length > 0 ? System.Threading.Tasks.Task.CompletedTask : throw new Exception(); }")]
    public Task Tenant_captured(string registrations, string type) => Verify(In(registrations, type));

    [Theory]
    [InlineData("services.AddScoped<IReports, Reports>();", Reports)]
    [InlineData("services.AddTransient<Reports>();", Reports)]
    // The accessor reads the tenant of the call at hand.
    [InlineData("services.AddSingleton<Reports>();", "public class Reports(ITenantAccessor accessor) { public string Name => accessor.TenantId; }")]
    [InlineData("services.AddSingleton<Reports>();", "public class Reports { private readonly Func<string> _tenant; public Reports(ITenantAccessor accessor) { _tenant = () => accessor.TenantId; } public string Name => _tenant(); }")]
    [InlineData("services.AddScoped<ITenantStore>(_ => null!); services.AddSingleton<Reports>();", "public class Reports(ITenantStore store) { public string Name => store.Find(\"a\"); }")]
    [InlineData("services.AddSingleton<Reports>();", "public class Reports { private readonly string _tenantId; public Reports(AzureTenantOptions options) { _tenantId = options.TenantId; } public string Name => _tenantId; }")]
    [InlineData("services.AddSingleton<Reports>();", "public class Reports(IServiceScopeFactory scopes) { public string Name { get { using var scope = scopes.CreateScope(); return scope.ServiceProvider.GetRequiredService<ITenantContext>().TenantId; } } }")]
    [InlineData("My.Services.AddSingleton<Reports>();", Reports + " namespace My { static class Services { public static void AddSingleton<T>() { } } }")]
    public Task Tenant_of_each_call(string registrations, string type) => Verify(type.Contains("namespace", StringComparison.Ordinal)
        ? In(registrations, type[..type.IndexOf(" namespace", StringComparison.Ordinal)]) + type[type.IndexOf(" namespace", StringComparison.Ordinal)..]
        : In(registrations, type));

    [Fact]
    public Task Fix_registers_it_as_scoped_and_keeps_comments() => Verify(
        In("services.{|MSA0602:AddSingleton<IReports, Reports>()|}; // one for all\n        services\n            // by key\n            .{|MSA0602:AddKeyedSingleton<IReports, Reports>(\"a\")|};", Reports),
        In("services.AddScoped<IReports, Reports>(); // one for all\n        services\n            // by key\n            .AddKeyedScoped<IReports, Reports>(\"a\");", Reports));

    [Fact]
    public Task No_fix_for_a_hosted_service() => VerifyNoFix(In(
        "services.{|MSA0602:AddHostedService<Worker>()|};",
        "public class Worker(ITenantContext tenant) : Microsoft.Extensions.Hosting.BackgroundService { protected override System.Threading.Tasks.Task ExecuteAsync(System.Threading.CancellationToken token) => System.Threading.Tasks.Task.FromResult(tenant.TenantId); }"));

    [Fact]
    public Task Code_being_typed() => Verify(In("services.{|MSA0602:AddSingleton<IReports, Reports>()|}; services.AddSingleton<{|CS0246:Nobody|}>();", Reports));
}
