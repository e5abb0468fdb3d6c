using MeshReady.Analyzers.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1233ReplicatedStateTests : WorkloadTest<MSA1233ReplicatedStateAnalyzer>
{
    private const string Session = "builder.Services.AddDistributedMemoryCache(); builder.Services.AddSession();";
    private const string Cookies = "builder.Services.AddAuthentication().AddCookie();";

    private static readonly (string Name, string Content) Three = Deployment(spec: "replicas: 3");

    /// <summary>Extensions of packages that are not part of the framework, with their true names and nothing inside.</summary>
    private const string Packages = """

        static class Packages
        {
            public static IServiceCollection AddStackExchangeRedisCache(this IServiceCollection services, Action<object> configure) => services;
            public static Microsoft.AspNetCore.SignalR.ISignalRServerBuilder AddStackExchangeRedis(this Microsoft.AspNetCore.SignalR.ISignalRServerBuilder builder, string connection) => builder;
            public static Microsoft.AspNetCore.SignalR.ISignalRServerBuilder AddAzureSignalR(this Microsoft.AspNetCore.SignalR.ISignalRServerBuilder builder) => builder;
            public static Microsoft.AspNetCore.DataProtection.IDataProtectionBuilder PersistKeysToStackExchangeRedis(this Microsoft.AspNetCore.DataProtection.IDataProtectionBuilder builder) => builder;
        }
        """;

    [Fact]
    public async Task X33_session_in_memory_and_three_replicas() => Assert.Equal(
        "Warning Program.cs:2 'AddSession' keeps sessions in the memory of one process (AddDistributedMemoryCache), but 'web' runs 3 replicas (k8s/web.yaml:7): a request that reaches another replica finds an empty session; register a shared cache such as AddStackExchangeRedisCache",
        await Find(Program(Session), [Three]));

    [Fact]
    public async Task X33_near_miss_session_in_Redis()
        => Assert.Empty(await Find(Program("builder.Services.AddStackExchangeRedisCache(o => { }); builder.Services.AddSession(); builder.Services.AddDataProtection().PersistKeysToStackExchangeRedis();") + Packages, [Three]));

    [Fact]
    public async Task Session_in_Redis_whose_cookie_another_replica_cannot_read() => Assert.StartsWith(
        "Warning Program.cs:2 'AddSession' keeps the keys of Data Protection in one container",
        await Find(Program("builder.Services.AddStackExchangeRedisCache(o => { }); builder.Services.AddSession();") + Packages, [Three]));

    [Fact]
    public async Task Feature_that_a_referenced_project_registers()
    {
        const string Library = "using Microsoft.Extensions.DependencyInjection; namespace Company { public static class Hubs { public static void AddHubs(this IServiceCollection services) { services.AddSignalR(); } } }";

        Assert.StartsWith("Warning Program.cs:3 'AddSignalR' keeps its connections in one process", await Find("using Company;\n" + Program("builder.Services.AddHubs();"), [Three], library: Library, showsSource: true));
        Assert.Empty(await Find(Program(""), [Three], library: Library, showsSource: true));
    }

    [Fact]
    public async Task Tag_helpers_of_MVC_bring_the_cache_of_sessions() => Assert.StartsWith(
        "Warning Program.cs:2 'AddSession' keeps sessions in the memory of one process (AddControllersWithViews)",
        await Find(Program("builder.Services.AddControllersWithViews(); builder.Services.AddSession();"), [Three]));

    [Fact]
    public async Task Cache_of_copies_is_another_rules_matter() => Assert.Empty(await Find(Program("builder.Services.AddDistributedMemoryCache();"), [Three]));

    [Theory]
    [InlineData("builder.Services.AddSignalR();", "'AddSignalR' keeps its connections in one process")]
    [InlineData("builder.Services.AddSignalR(o => o.EnableDetailedErrors = false).AddJsonProtocol();", "'AddSignalR' keeps its connections in one process")]
    [InlineData("builder.Services.AddServerSideBlazor();", "'AddServerSideBlazor' keeps its circuits in one process")]
    [InlineData("builder.Services.AddRazorComponents().AddInteractiveServerComponents();", "'AddInteractiveServerComponents' keeps its circuits in one process")]
    [InlineData(Cookies, "'AddCookie' keeps the keys of Data Protection in one container")]
    [InlineData("builder.Services.AddAuthentication().AddBearerToken();", "'AddBearerToken' keeps the keys of Data Protection in one container")]
    [InlineData("builder.Services.AddIdentity<string, string>();", "'AddIdentity' keeps the keys of Data Protection in one container")]
    [InlineData("builder.Services.AddIdentityApiEndpoints<object>();", "'AddIdentityApiEndpoints' keeps the keys of Data Protection in one container")]
    [InlineData("builder.Services.AddAntiforgery();", "'AddAntiforgery' keeps the keys of Data Protection in one container")]
    [InlineData("builder.Services.AddDataProtection();", "'AddDataProtection' keeps the keys of Data Protection in one container")]
    [InlineData("Microsoft.AspNetCore.DataProtection.DataProtectionBuilderExtensions.SetApplicationName(builder.Services.AddDataProtection(), \"shop\");", "'AddDataProtection' keeps the keys")]
    [InlineData("SessionServiceCollectionExtensions.AddSession(builder.Services); builder.Services.AddDistributedMemoryCache();", "'AddSession' keeps sessions")]
    [InlineData("if (!builder.Environment.IsDevelopment()) { builder.Services.AddSignalR(); }", "'AddSignalR' keeps its connections")]
    public async Task Feature_that_lives_in_one_process(string services, string message)
    {
        var found = await Find(Program(services), [Three]);

        Assert.StartsWith("Warning Program.cs:2 " + message, found);
        Assert.Contains("but 'web' runs 3 replicas (k8s/web.yaml:7)", found);
        Assert.DoesNotContain("\n", found);
    }

    [Fact]
    public async Task Startup_class_registers_it() => Assert.StartsWith("Warning Program.cs:7 'AddSession'", await Find("""
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
        """, [Three]));

    [Theory]
    [InlineData("builder.Services.AddSignalR().AddStackExchangeRedis(\"redis\");")]
    [InlineData("builder.Services.AddSignalR().AddJsonProtocol().AddStackExchangeRedis(\"redis\");")]
    [InlineData("var hubs = builder.Services.AddSignalR(); hubs.AddStackExchangeRedis(\"redis\");")]
    [InlineData("builder.Services.AddSignalR().AddAzureSignalR();")]
    [InlineData("builder.Services.AddSignalR().AddAzureSignalR(); builder.Services.AddServerSideBlazor();")]
    [InlineData("builder.Services.AddDataProtection().PersistKeysToStackExchangeRedis(); builder.Services.AddAuthentication().AddCookie();")]
    [InlineData("builder.Services.AddSingleton<Microsoft.Extensions.Caching.Distributed.IDistributedCache, Microsoft.Extensions.Caching.Distributed.MemoryDistributedCache>(); builder.Services.AddDistributedMemoryCache(); builder.Services.AddSession();")]
    [InlineData("builder.Services.AddSession();")]
    [InlineData("builder.Services.AddDistributedMemoryCache();")]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.AddDistributedMemoryCache(); builder.Services.AddSession(); }")]
    [InlineData("if (builder.Environment.IsDevelopment()) builder.Services.AddDistributedMemoryCache(); else builder.Services.AddStackExchangeRedisCache(o => { }); builder.Services.AddSession(); builder.Services.AddDataProtection().PersistKeysToStackExchangeRedis();")]
    [InlineData("if (args.Length > 0) builder.Services.AddSignalR();")]
    public async Task State_that_is_shared_or_may_be(string services) => Assert.Empty(await Find(Program(services) + Packages, [Three]));

    [Fact]
    public async Task Redis_of_development_serves_nobody()
        => Assert.StartsWith("Warning Program.cs:2 'AddSession'", await Find(Program("builder.Services.AddDistributedMemoryCache(); if (builder.Environment.IsDevelopment()) builder.Services.AddStackExchangeRedisCache(o => { }); builder.Services.AddSession();") + Packages, [Three]));

    /// <summary>Trap 13: cartservice of microservices-demo, where REDIS_ADDR is set.</summary>
    [Fact]
    public async Task Trap_13_memory_cache_in_the_branch_that_the_pod_does_not_take() => Assert.Empty(await Find(Program("""
        var redis = builder.Configuration["REDIS_ADDR"];
        if (!string.IsNullOrEmpty(redis))
        {
            builder.Services.AddStackExchangeRedisCache(o => { });
        }
        else
        {
            builder.Services.AddDistributedMemoryCache();
        }
        builder.Services.AddSession();
        """) + Packages, [Deployment(spec: "replicas: 3", container: "env: [{name: REDIS_ADDR, value: \"redis-cart:6379\"}]")]));

    [Theory]
    [InlineData("dataprotection", "Cookies")]
    [InlineData("cache", "Session")]
    [InlineData("backplane", "SignalR")]
    public async Task House_method_is_said_to_share_it(string word, string feature)
    {
        var services = feature switch { "Cookies" => Cookies, "Session" => Session, _ => "builder.Services.AddSignalR();" };
        var program = Program(services + " builder.Services.AddOurDefaults();") + "static class Ours { public static void AddOurDefaults(this IServiceCollection services) { } }";

        Assert.Empty(await Find(program, [Three], [("meshready.provides.AddOurDefaults", word)]));
        Assert.StartsWith("Warning", await Find(program, [Three], [("meshready.provides.AddOurDefaults", "retry")]));
    }

    [Fact]
    public async Task House_method_out_of_sight_may_share_it()
    {
        const string Library = "using Microsoft.Extensions.DependencyInjection; namespace Company; public static class Defaults { public static IServiceCollection AddPlatform(this IServiceCollection services) => services.AddSingleton<Microsoft.Extensions.Caching.Distributed.IDistributedCache>(_ => null!); }";

        Assert.Empty(await Find("using Company;\n" + Program(Session + " builder.Services.AddPlatform();"), [Three], library: Library));
        Assert.StartsWith("Warning", await Find("using Company;\n" + Program(Session + " builder.Services.AddPlatform();"), [Three], [("meshready.provides.AddPlatform", "retry")], library: Library));
    }

    [Theory]
    [InlineData("replicas: 1")]
    [InlineData("replicas: {{ .Values.replicas }}")]
    [InlineData("")]
    public async Task One_replica_or_an_unknown_number(string spec) => Assert.Empty(await Find(Program(Session), [Deployment(spec: spec)]));

    [Theory]
    [InlineData("apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web, namespace: shop}\nspec: {minReplicas: 1, maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}", "up to 5 replicas (k8s/scale.yaml:4)")]
    [InlineData("apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: web, namespace: shop}\nspec: {maxReplicaCount: 8, scaleTargetRef: {name: web}, triggers: [{type: cpu}]}", "up to 8 replicas (k8s/scale.yaml:4)")]
    [InlineData("apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: web, namespace: shop}\nspec: {scaleTargetRef: {name: web}}", "up to 100 replicas (k8s/scale.yaml:1)")]
    public async Task Autoscaler_makes_several(string scaler, string text) => Assert.Contains(text, await Find(Program(Session), [Deployment(spec: "replicas: 1"), ("k8s/scale.yaml", scaler)]));

    [Theory]
    [InlineData("apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: other, namespace: shop}\nspec: {maxReplicas: 5, scaleTargetRef: {kind: Deployment, name: other}}")]
    [InlineData("apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web, namespace: test}\nspec: {maxReplicas: 5, scaleTargetRef: {kind: Deployment, name: web}}")]
    [InlineData("apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web, namespace: shop}\nspec: {maxReplicas: 1, scaleTargetRef: {kind: Deployment, name: web}}")]
    public async Task Autoscaler_that_does_not_make_several(string scaler) => Assert.Empty(await Find(Program(Session), [Deployment(spec: "replicas: 1"), ("k8s/scale.yaml", scaler)]));

    [Fact]
    public async Task Callers_are_held_by_their_address() => Assert.Empty(await Find(Program(Session), [Three, Service("sessionAffinity: ClientIP")]));

    [Fact]
    public async Task Service_without_affinity_changes_nothing() => Assert.StartsWith("Warning", await Find(Program(Session), [Three, Service("sessionAffinity: None")]));

    [Theory]
    [InlineData("{host: web, trafficPolicy: {loadBalancer: {consistentHash: {httpCookie: {name: user, ttl: 0s}}}}}")]
    [InlineData("{host: web.shop.svc.cluster.local, trafficPolicy: {portLevelSettings: [{port: {number: 80}, loadBalancer: {consistentHash: {useSourceIp: true}}}]}}")]
    [InlineData("{host: web, subsets: [{name: v1, trafficPolicy: {loadBalancer: {consistentHash: {httpHeaderName: x-user}}}}]}")]
    public async Task Callers_are_held_by_the_mesh(string spec)
        => Assert.Empty(await Find(Program(Session), [Three, Service(), ("k8s/rule.yaml", "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: web, namespace: shop}\nspec: " + spec)]));

    [Theory]
    [InlineData("{host: other, trafficPolicy: {loadBalancer: {consistentHash: {useSourceIp: true}}}}")]
    [InlineData("{host: web, trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}}")]
    public async Task Rule_of_the_mesh_that_holds_nobody(string spec)
        => Assert.StartsWith("Warning", await Find(Program(Session), [Three, Service(), ("k8s/rule.yaml", "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: web, namespace: shop}\nspec: " + spec)]));

    [Fact]
    public async Task Ingress_holds_callers_by_a_cookie() => Assert.Empty(await Find(Program(Session), [Three, Service(), ("k8s/ingress.yaml", """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop, annotations: {nginx.ingress.kubernetes.io/affinity: cookie}}
        spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
        """)]));

    [Fact]
    public async Task Keys_in_an_emptyDir() => Assert.Contains(
        "'AddCookie' keeps its keys in an emptyDir of one pod, but 'web' runs 3 replicas",
        await Find(Program(Cookies), [Deployment(spec: "replicas: 3", pod: "volumes: [{name: keys, emptyDir: {}}]", container: "volumeMounts: [{name: keys, mountPath: /root/.aspnet/DataProtection-Keys}]")]));

    [Fact]
    public async Task Keys_in_a_shared_volume()
        => Assert.Empty(await Find(Program(Cookies), [Deployment(spec: "replicas: 3", pod: "volumes: [{name: keys, persistentVolumeClaim: {claimName: keys}}]", container: "volumeMounts: [{name: keys, mountPath: /home/app/.aspnet/DataProtection-Keys}]")]));

    [Theory]
    [InlineData("", "its keys in /keys of one container")]
    [InlineData("emptyDir: {}", "its keys in an emptyDir of one pod")]
    [InlineData("persistentVolumeClaim: {claimName: keys}", "")]
    public async Task Keys_in_a_folder(string volume, string message)
    {
        var program = "using Microsoft.AspNetCore.DataProtection;\n" + Program("builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(\"/keys\"));");
        var files = volume.Length == 0 ? Three : Deployment(spec: "replicas: 3", pod: $"volumes: [{{name: keys, {volume}}}]", container: "volumeMounts: [{name: keys, mountPath: /keys}]");

        var found = await Find(program, [files]);

        Assert.Equal(message.Length > 0, found.Contains("'AddDataProtection' keeps " + message) && found.Length > 0);
    }

    [Fact]
    public async Task Folder_of_keys_that_is_not_known()
        => Assert.Empty(await Find("using Microsoft.AspNetCore.DataProtection;\n" + Program("builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(args[0]));"), [Three]));

    [Fact]
    public async Task One_finding_for_one_ring_of_keys()
        => Assert.Single((await Find(Program(Cookies + " builder.Services.AddAntiforgery(); builder.Services.AddDataProtection();"), [Three])).Split('\n'));

    [Fact]
    public async Task Variants_are_one_finding_that_names_them() => Assert.EndsWith(
        "(also k8s/web.yaml:7)",
        Assert.Single((await Find(Program(Session), [Three, Deployment(spec: "replicas: 3", path: "helm/web.yaml")])).Split('\n')));

    [Fact]
    public async Task Method_of_the_same_name_is_somebody_elses() => Assert.Empty(await Find("""
        var list = new My.Services(); list.AddSignalR(); list.AddSession(); list.AddDistributedMemoryCache();
        namespace My { class Services { public void AddSignalR() { } public void AddSession() { } public void AddDistributedMemoryCache() { } } }
        """, [Three]));

    [Theory]
    [InlineData("apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: web}\nspec: {replicas: 3, template: {spec: {containers: [{name: web, image: web}]}}}")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: other}\nspec: {replicas: 3, template: {spec: {containers: [{name: other, image: other}]}}}")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web\nspec: {replicas: 3")]
    public async Task Manifest_that_says_nothing_of_replicas(string yaml) => Assert.Empty(await Find(Program(Session), [("k8s/web.yaml", yaml)]));
}
