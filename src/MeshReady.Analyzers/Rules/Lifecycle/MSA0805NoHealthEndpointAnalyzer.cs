using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Endpoints;
using MeshReady.Analyzers.Facts.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Lifecycle;

/// <summary>Of a service without a health endpoint nobody can tell whether it is ready, hangs, or only has an open port.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("What ready means is known to the team alone, and the path has to be the one that is probed.")]
public sealed class MSA0805NoHealthEndpointAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.None)
{
    /// <summary>Last parts of paths that are there to be probed.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "hc", "live", "livez", "liveness", "alive", "isalive", "ready", "readyz", "readiness", "isready", "startup", "ping", "pong", "status", "heartbeat", "up", "probe", "selfcheck", "monitor", "monitoring",
    };

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0805",
        title: "Answer health checks",
        messageFormat: "'{0}' {1}: nobody can tell whether a pod is ready, or hangs, and traffic goes to it as soon as it starts; {2}",
        category: Category.Lifecycle,
        defaultSeverity: DiagnosticSeverity.Info);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpContext is not null;

    // Reported where the first endpoints are mapped: there the missing one belongs, and that may be a call of any name.
    private protected override bool ReadsDocuments => true;

    private protected override void AnalyzeDocument(RuleContext context)
    {
        var host = HostFacts.For(context.Facts);
        if (host.Kind(context.CancellationToken) != HostKind.Web
            || !Containerised.Is(context) || Containerised.IsJob(context)
            // Where probes are known, MSA1229 says which of them finds nothing; and a probe that asks no path needs none.
            || Containerised.IsProbed(context, isOtherThanHttp: !context.IsEnabled("MSA1229"))
            || host.Node(context.CancellationToken) is { } made && DevelopmentGuard.IsDevelopmentOnly(made, context.Facts.ModelOf(made.SyntaxTree), context.CancellationToken))
        {
            return;
        }

        var picture = context.Facts.Endpoints.Picture(context.CancellationToken);
        if (!picture.Endpoints.Any(static e => !e.IsFiles) || picture.HasUnseenMethod || picture.HasHandler || picture.Endpoints.Any(IsHealth)
            || ListenFacts.For(context.Facts).Code(context.CancellationToken).HasOtherServer)
        {
            return;
        }

        var first = MappedAt(context) ?? picture.Endpoints.First(static e => !e.IsFiles).Node;
        if (first.SyntaxTree != context.Model.SyntaxTree)
            return;

        var isRegistered = context.Facts.Indexes(context.CancellationToken).Any(index => index.Identifiers("AddHealthChecks", context.CancellationToken).Any());
        context.Report(Diagnostic.Create(
            Descriptor,
            first is InvocationExpressionSyntax call ? CallChain.LocationOf(call) : first.GetLocation(),
            context.Facts.Compilation.AssemblyName,
            isRegistered ? "registers health checks, but maps no endpoint for them" : "has no health endpoint",
            isRegistered ? "call MapHealthChecks" : "call AddHealthChecks and MapHealthChecks"));
    }

    /// <summary>The first call that maps endpoints, rather than a controller that one call maps with all others.</summary>
    private static SyntaxNode? MappedAt(RuleContext context)
        => context.Facts.Sites(SiteKinds.EndpointServing, context.CancellationToken)
            .FirstOrDefault(site => site.Name.StartsWith("Map", StringComparison.Ordinal) && !DevelopmentGuard.IsDevelopmentOnly(site.Node, context.Facts.ModelOf(site.Node.SyntaxTree), context.CancellationToken))
            .Node;

    /// <summary>What is mapped in development only was left out of production on purpose, as Aspire's template does.</summary>
    private static bool IsHealth(ServedEndpoint endpoint)
        => endpoint.Kind is EndpointKind.HealthCheck or EndpointKind.GrpcHealth
            || endpoint.Pattern is { } pattern && pattern.Split('/').Any(static part => part.IndexOf("health", StringComparison.OrdinalIgnoreCase) >= 0 || Words.Contains(part));
}
