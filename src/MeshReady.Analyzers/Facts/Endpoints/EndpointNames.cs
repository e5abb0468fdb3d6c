using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Endpoints;

/// <summary>What a call on the request pipeline serves.</summary>
internal enum PipelineMeaning
{
    /// <summary>Health checks at a path.</summary>
    HealthCheck,

    /// <summary>A handler at a path.</summary>
    Route,

    /// <summary>Everything below a path.</summary>
    Branch,

    /// <summary>A gRPC service.</summary>
    Grpc,

    /// <summary>gRPC's own health service.</summary>
    GrpcHealth,

    /// <summary>The routes that attributes of controllers name.</summary>
    Controllers,

    /// <summary>Routes made of the names of controllers and actions.</summary>
    Conventional,

    /// <summary>Paths that nothing in C# shows: pages, files of unknown kinds, other services, a fallback.</summary>
    Unseen,

    /// <summary>Files with an extension, and the start page.</summary>
    Files,

    /// <summary>A path that callers may put before every other.</summary>
    PathBase,
}

/// <summary>Calls on the request pipeline, by name.</summary>
internal static class EndpointNames
{
    /// <summary>What known calls serve. A path in brackets is the default of the call.</summary>
    public static readonly IReadOnlyDictionary<string, PipelineMeaning> Meanings = new Dictionary<string, PipelineMeaning>(StringComparer.Ordinal)
    {
        ["MapHealthChecks"] = PipelineMeaning.HealthCheck,
        ["UseHealthChecks"] = PipelineMeaning.HealthCheck,
        ["MapGet"] = PipelineMeaning.Route,
        ["MapPost"] = PipelineMeaning.Route,
        ["MapPut"] = PipelineMeaning.Route,
        ["MapDelete"] = PipelineMeaning.Route,
        ["MapPatch"] = PipelineMeaning.Route,
        ["MapMethods"] = PipelineMeaning.Route,
        ["MapHub"] = PipelineMeaning.Branch,
        ["Map"] = PipelineMeaning.Branch,
        ["MapWebSocketManager"] = PipelineMeaning.Branch,
        ["MapGrpcService"] = PipelineMeaning.Grpc,
        ["MapGrpcReflectionService"] = PipelineMeaning.Grpc,
        ["MapCodeFirstGrpcReflectionService"] = PipelineMeaning.Grpc,
        ["MapGrpcHealthChecksService"] = PipelineMeaning.GrpcHealth,
        ["MapControllers"] = PipelineMeaning.Controllers,
        ["UseMvc"] = PipelineMeaning.Controllers,
        ["MapControllerRoute"] = PipelineMeaning.Conventional,
        ["MapDefaultControllerRoute"] = PipelineMeaning.Conventional,
        ["MapAreaControllerRoute"] = PipelineMeaning.Conventional,
        ["MapRoute"] = PipelineMeaning.Conventional,
        ["UseMvcWithDefaultRoute"] = PipelineMeaning.Conventional,
        ["MapRazorPages"] = PipelineMeaning.Unseen,
        ["MapRazorComponents"] = PipelineMeaning.Unseen,
        ["MapReverseProxy"] = PipelineMeaning.Unseen,
        ["MapForwarder"] = PipelineMeaning.Unseen,
        ["MapFallback"] = PipelineMeaning.Unseen,
        ["MapFallbackToFile"] = PipelineMeaning.Unseen,
        ["MapFallbackToPage"] = PipelineMeaning.Unseen,
        ["MapFallbackToController"] = PipelineMeaning.Unseen,
        ["MapFallbackToAreaController"] = PipelineMeaning.Unseen,
        ["MapWhen"] = PipelineMeaning.Unseen,
        ["UseSpa"] = PipelineMeaning.Unseen,
        ["UseOcelot"] = PipelineMeaning.Unseen,
        ["UseWelcomePage"] = PipelineMeaning.Unseen,
        ["UseStaticFiles"] = PipelineMeaning.Files,
        ["UseDefaultFiles"] = PipelineMeaning.Files,
        ["UseFileServer"] = PipelineMeaning.Files,
        ["MapStaticAssets"] = PipelineMeaning.Files,
        ["UsePathBase"] = PipelineMeaning.PathBase,
    };

    /// <summary>Known calls with a fixed place, and that place; none where they serve nothing.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Fixed = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["MapOpenApi"] = ["/openapi/{**rest}"],
        ["UseSwagger"] = ["/swagger/{**rest}"],
        ["UseSwaggerUI"] = ["/swagger/{**rest}"],
        ["UseSwaggerUi"] = ["/swagger/{**rest}"],
        ["UseOpenApi"] = ["/swagger/{**rest}"],
        ["UseReDoc"] = ["/api-docs/{**rest}"],
        ["MapSwagger"] = ["/swagger/{**rest}"],
        ["MapScalarApiReference"] = ["/scalar/{**rest}"],
        ["MapSubscribeHandler"] = ["/dapr/subscribe"],
        ["MapActorsHandlers"] = ["/healthz", "/dapr/config", "/actors/{**rest}"],
        ["MapPrometheusScrapingEndpoint"] = ["/metrics"],
        ["UseOpenTelemetryPrometheusScrapingEndpoint"] = ["/metrics"],
        ["MapMetrics"] = ["/metrics"],
        ["UseMetricServer"] = ["/metrics"],
        ["UseHealthChecksPrometheusExporter"] = ["/healthmetrics"],
        ["MapHealthChecksUI"] = ["/healthchecks-ui/{**rest}", "/healthchecks-api/{**rest}", "/ui/{**rest}"],
        ["UseHealthChecksUI"] = ["/healthchecks-ui/{**rest}", "/healthchecks-api/{**rest}", "/ui/{**rest}"],
        ["UseHangfireDashboard"] = ["/hangfire/{**rest}"],
        ["MapHangfireDashboard"] = ["/hangfire/{**rest}"],
        ["UseIdentityServer"] = ["/connect/{**rest}", "/.well-known/{**rest}"],
        ["MapBlazorHub"] = ["/_blazor/{**rest}"],
        ["MapIdentityApi"] = ["/register", "/login", "/refresh", "/confirmEmail", "/resendConfirmationEmail", "/forgotPassword", "/resetPassword", "/manage/{**rest}"],
        ["UseSerilogRequestLogging"] = [],
        ["UseHttpMetrics"] = [],
        ["UseGrpcWeb"] = [],
        ["UseProblemDetails"] = [],
        ["UseCloudEvents"] = [],
        ["UseBrowserLink"] = [],
        ["UseMigrationsEndPoint"] = ["/ApplyDatabaseMigrations"],
        ["UseAllElasticApm"] = [],
        ["UseElasticApm"] = [],
        ["UseIpRateLimiting"] = [],
        ["UseEndpoints"] = [],
        ["UseRouting"] = [],
        ["MapGroup"] = [],
    };

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var name in Meanings.Keys)
                yield return new(name, Call, SiteKinds.EndpointServing);
        }
    }
}
