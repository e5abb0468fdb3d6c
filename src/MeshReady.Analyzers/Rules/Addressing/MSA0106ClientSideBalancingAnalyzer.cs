using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Addressing;

/// <summary>A client that chooses its server itself knows neither who is ready nor who is busy, and goes past the routes of the mesh.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Which Service stands for the addresses is not known")]
public sealed class MSA0106ClientSideBalancingAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.OutboundAddress | SiteKinds.SocketTarget | SiteKinds.ClientBalancing)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0106",
        title: "Leave the choice of a server to the Service or the mesh",
        messageFormat: "{0}: {1}; call the Service by its name and let {2}",
        category: Category.Addressing,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if ((site.Kinds & SiteKinds.ClientBalancing) != 0)
        {
            // Without a mesh, gRPC's own balancing is right: one connection would stay with one pod.
            if (ContainerFacts.Of(context) == ContainerEvidence.Mesh && AddressChoice.OfLibrary(context, site) is { } library)
                Report(context, library, site.Node, isMeshed: true);
            return;
        }

        foreach (var given in Given(context, site))
        {
            if (new AddressChoiceFinder(context).In(given) is { } choice && !IsOfRegistry(context, choice))
                Report(context, choice, choice.Place.SyntaxTree == site.Node.SyntaxTree ? choice.Place : given, ContainerFacts.Of(context) == ContainerEvidence.Mesh);
        }
    }

    /// <summary>The addresses that a site hands to a client of another service.</summary>
    private static IEnumerable<SyntaxNode> Given(RuleContext context, Site site)
    {
        // A broker's or database's own client spreads its work over the servers it is given.
        if ((site.Kinds & SiteKinds.OutboundAddress) != 0 && OutboundSinks.At(site, context.Model, context.CancellationToken) is { Sink.Family: not SinkFamily.Infrastructure } outbound)
            return [outbound.Value.Syntax];
        return (site.Kinds & SiteKinds.SocketTarget) != 0 && site.Name is not ("Add" or "EndPoints")
            ? SocketTargets.At(site, context.Model, context.CancellationToken).Select(static target => target.Syntax)
            : [];
    }

    /// <summary>Addresses that come from a registry of the code's own are its rule's finding.</summary>
    private static bool IsOfRegistry(RuleContext context, AddressChoice choice)
        => context.IsEnabled("MSA0105") && choice.Place.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && choice.Place.SyntaxTree == context.Model.SyntaxTree
            && SyntaxIndex.For(member.SyntaxTree, context.CancellationToken).Of(SiteKinds.ServiceRegistry)
                .Any(site => (site.Kinds & SiteKinds.ServiceRegistry) != 0 && member.Span.Contains(site.Node.Span) && RegistryUse.At(context, site) is not null);

    private static void Report(RuleContext context, AddressChoice choice, SyntaxNode place, bool isMeshed)
    {
        if (!context.IsFirst(place) || DevelopmentGuard.IsDevelopmentOnly(place, context.Model, context.CancellationToken))
            return;

        var act = choice.Kind switch
        {
            ChoiceKind.Turn => "An address is taken in turn",
            ChoiceKind.Chance => "An address is drawn by chance",
            ChoiceKind.Dns => "The addresses behind a name are asked for, and one is called",
            ChoiceKind.Pods => "Pods are listed, and one is called at its own address",
            _ => "The client balances over addresses",
        };
        var harm = isMeshed ? "the proxy sees a call to one address, and its balancing, outlier detection and routes do not act on it" : "it may be that of a pod which is not ready, is busy, or is gone";
        var severity = isMeshed && choice.Kind != ChoiceKind.Library ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info;
        context.Report(Diagnostic.Create(Descriptor, place.GetLocation(), severity, null, null, act, harm, isMeshed ? "the mesh choose" : "kube-proxy or a mesh choose"));
    }
}
