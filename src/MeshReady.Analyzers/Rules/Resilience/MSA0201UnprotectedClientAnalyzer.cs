using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
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
        messageFormat: "'{0}' has no retry and no {1} here; {2}, or set meshready.mesh if a mesh covers it",
        category: Category.Resilience,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (UnprotectedAt(context, site) is not { } client)
            return;

        var isHost = IsHost(context.Facts.Compilation);
        var verdict = context.Mesh;

        // Manifests that leave the question open make it a question, and so does a library, whose host may set defaults for
        // all clients; nothing at all, or a proof, makes it a finding.
        var severity = !isHost || (verdict.State == MeshState.Unknown && context.Project.Deployment.HasManifests) ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;
        var limit = client.Family == SinkFamily.Grpc ? "deadline" : "time-out below the 100 s default";
        var advice = (client.Family, client.Origin) switch
        {
            (SinkFamily.Grpc, _) => "give its calls a deadline and its channel a retry policy",
            (_, ClientOrigin.Factory) => "add a resilience handler",
            _ => "set its Timeout, or register it with AddHttpClient and a resilience handler",
        };
        context.Report(Diagnostic.Create(Descriptor, LocationOf(client.Node), severity, null, null, client.Label, limit, advice));
    }

    /// <summary>The client at the site, if the rule speaks of it.</summary>
    internal static ClientRegistration? UnprotectedAt(RuleContext context, Site site)
    {
        if (!(IsHost(context.Facts.Compilation) || IsPartOfHost(context.Facts.Compilation)) || context.Mesh is not { State: not MeshState.Meshed })
            return null;

        return new ClientReader(context.Facts, context.CancellationToken).At(site) is { } client
            && client.Coverage.Layers == Layers.None
            && !ThirdParties.IsOne(client)
            && LeadsToService(context, client)
            && context.Facts.Clients.CoverageOf(client, context.CancellationToken) == Layers.None
            && !context.Facts.ByHand.Covers(client, context.CancellationToken)
            && !DevelopmentGuard.IsDevelopmentOnly(client.Node, context.Model, context.CancellationToken)
            && IsFirstRegistration(context, client)
                ? client
                : null;
    }

    private static bool IsHost(Compilation compilation) => compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;

    /// <summary>A class library of a service, not a package for anybody: it knows hosting.</summary>
    private static bool IsPartOfHost(Compilation compilation)
    {
        foreach (var reference in compilation.ReferencedAssemblyNames)
        {
            if (reference.Name == "Microsoft.Extensions.Hosting.Abstractions")
                return true;
        }

        return false;
    }

    private static bool LeadsToService(RuleContext context, ClientRegistration client)
    {
        if (IsService(context, client.Address))
            return true;
        foreach (var other in client.Others)
        {
            if (IsService(context, other))
                return true;
        }

        return false;
    }

    /// <summary>A service, and not an agent of the own pod, which answers or is dead.</summary>
    private static bool IsService(RuleContext context, AddressValue address)
        => context.Project.IsService(address)
            && !(address.Address is { } known && EndpointFilter.IsLocalAgent(known, context.Project.Hosts.Classify(known.Host)));

    private static Location LocationOf(ExpressionSyntax node) => node switch
    {
        InvocationExpressionSyntax call => CallChain.LocationOf(call),
        BaseObjectCreationExpressionSyntax { Initializer: not null, ArgumentList: { } arguments } => Location.Create(node.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(node.SpanStart, arguments.Span.End)),
        ObjectCreationExpressionSyntax { Initializer: not null } creation => Location.Create(node.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(node.SpanStart, creation.Type.Span.End)),
        _ => node.GetLocation(),
    };

    /// <summary>One finding for a client, however often its registration is continued.</summary>
    private static bool IsFirstRegistration(RuleContext context, ClientRegistration client)
        => client.Origin != ClientOrigin.Factory
            || context.Facts.Clients.All(context.CancellationToken).First(c => c.Origin == ClientOrigin.Factory && ClientFacts.IsSame(c, client)).Node == client.Node;
}
