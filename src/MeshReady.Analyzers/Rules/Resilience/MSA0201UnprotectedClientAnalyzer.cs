using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Resilience;

/// <summary>Where no sidecar stands between two services, a client without retry and time-out hands every hiccup of its peer to its own callers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0201UnprotectedClientAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.ClientRegistration)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0201",
        title: "Protect a call to another service where no mesh does",
        messageFormat: "'{0}' has no retry and no {1} here; add a resilience handler, or set meshready.mesh if a mesh covers it",
        category: Category.Resilience,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        var verdict = context.Mesh;
        if (verdict.State == MeshState.Meshed || site.Node is not InvocationExpressionSyntax call)
            return;

        if (new ClientReader(context.Facts, context.CancellationToken).At(site) is not { } client
            || client.Coverage.Layers != Layers.None
            || !context.Project.IsService(client.Address)
            || context.Facts.Clients.CoverageOf(client, context.CancellationToken) != Layers.None
            || context.Facts.ByHand.Covers(client, context.CancellationToken)
            || DevelopmentGuard.IsDevelopmentOnly(call, context.Model, context.CancellationToken)
            || !IsFirstRegistration(context, client))
        {
            return;
        }

        // Manifests that leave the question open make it a question; nothing at all, or a proof, makes it a finding.
        var severity = verdict.State == MeshState.Unknown && context.Project.Deployment.HasManifests ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;
        var limit = client.Family == SinkFamily.Grpc ? "deadline" : "time-out beyond the 100 s default";
        context.Report(Diagnostic.Create(Descriptor, CallChain.LocationOf(call), severity, null, null, client.Label, limit));
    }

    /// <summary>One finding for a client, however often its registration is continued.</summary>
    private static bool IsFirstRegistration(RuleContext context, ClientRegistration client)
        => client.ClientType is null
            || context.Facts.Clients.All(context.CancellationToken).First(c => SymbolEqualityComparer.Default.Equals(c.ClientType, client.ClientType) && c.Label == client.Label).Node == client.Node;
}
