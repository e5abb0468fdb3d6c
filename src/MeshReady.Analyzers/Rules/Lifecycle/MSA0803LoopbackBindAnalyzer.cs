using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Endpoints;
using MeshReady.Analyzers.Facts.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Lifecycle;

/// <summary>A server that listens on localhost is alone in its container: no Service, no probe and no proxy reaches it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0803LoopbackBindAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Listening | SiteKinds.Host)
{
    /// <summary>The property of a finding that holds the port at which to listen on all addresses, instead of at localhost.</summary>
    internal const string Port = "MeshReady.ListenPort";

    private static readonly string[] DaprMarks = ["UseCloudEvents", "MapSubscribeHandler", "AddDaprClient", "MapActorsHandlers", "AddDapr"];

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0803",
        title: "Listen on all addresses of the container",
        messageFormat: "The server listens on {0} alone: {1}; listen on http://+:{2}, or leave the address to ASPNETCORE_HTTP_PORTS",
        category: Category.Lifecycle,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private enum Reach
    {
        /// <summary>A rule with more facts judges it, or it is not known.</summary>
        Unknown,

        /// <summary>Only what runs in the same container.</summary>
        Nobody,

        /// <summary>A sidecar of Dapr, which calls at localhost.</summary>
        Sidecar,
    }

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpContext is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (!Containerised.Is(context) || !context.IsFirst(site.Node.SyntaxTree.GetRoot(context.CancellationToken)) || HostFacts.For(context.Facts).Kind(context.CancellationToken) != HostKind.Web)
            return;

        var code = ListenFacts.For(context.Facts).Code(context.CancellationToken);
        var endpoints = code.Endpoints.Count > 0 ? code.Endpoints : code.AppUrls.Count > 0 ? code.AppUrls : code.UseUrls;
        if (code.IsUnknown || endpoints.Count == 0 || !endpoints.TrueForAll(static e => e.IsLoopback)
            || endpoints[0].Node is not InvocationExpressionSyntax call || call.SyntaxTree != site.Node.SyntaxTree
            || IsConfigured(context, code) || ReachOf(context) is not (not Reach.Unknown and var reach))
        {
            return;
        }

        var port = endpoints[0].Port?.ToString(CultureInfo.InvariantCulture) ?? "8080";
        context.Report(Diagnostic.Create(
            Descriptor,
            CallChain.LocationOf(call),
            reach == Reach.Sidecar ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
            null,
            endpoints.Count == 1 && !endpoints[0].IsTls ? ImmutableDictionary<string, string?>.Empty.Add(Port, port) : ImmutableDictionary<string, string?>.Empty,
            string.Join(" and ", endpoints.Select(static e => e.ToString()).Distinct(StringComparer.Ordinal)),
            reach == Reach.Sidecar ? "Dapr's sidecar reaches it, but no probe, no Service and no mesh does" : "nothing outside its container reaches it, no Service, no probe and no proxy",
            port));
    }

    /// <summary>Endpoints of the settings files come before URLs in code; an address in them may come before <c>UseUrls</c>.</summary>
    private static bool IsConfigured(RuleContext context, ListenCode code)
        => code.Endpoints.Count == 0 && context.Project.Values.Files.Where(static f => f.Environment is null || f.Environment.IndexOf("dev", StringComparison.OrdinalIgnoreCase) < 0).SelectMany(static f => f.Values.Keys)
            .Any(key => key.StartsWith("Kestrel:Endpoints:", StringComparison.OrdinalIgnoreCase) || code.AppUrls.Count == 0 && string.Equals(key, "urls", StringComparison.OrdinalIgnoreCase));

    private static Reach ReachOf(RuleContext context)
    {
        var variants = context.Placements.Where(static p => p.IsBound).SelectMany(static p => p.Variants.Select(v => (Placement: p, Variant: v))).ToList();
        if (variants.Count == 0)
            return context.Facts.Indexes(context.CancellationToken).Any(index => Array.Exists(DaprMarks, mark => index.Identifiers(mark, context.CancellationToken).Any())) ? Reach.Sidecar : Reach.Nobody;

        var isCalled = false;
        foreach (var (placement, variant) in variants)
        {
            // The pod may be its node's guest, and what else runs in it may hand requests on.
            if (variant.PodTemplate is not { HostNetwork: { IsUnknown: false, Value: false } } || PodProbes.ServedContainer(variant) is not { } container)
                return Reach.Unknown;
            var isDapr = !variant.PodTemplate.Annotations["dapr.io/enabled"].IsAbsent;
            isCalled |= PodTarget.Of(placement, variant, container).Count > 0;

            // Who calls whom is MSA1231's matter: it speaks, or has a reason not to. Of Dapr it says nothing.
            if (isCalled && !isDapr && context.IsEnabled("MSA1231"))
                return Reach.Unknown;
            if (!isDapr && variant.PodTemplate.Containers.Count(static c => !c.IsInit) > 1)
                return Reach.Unknown;
            if (isDapr && !isCalled)
                return Reach.Sidecar;
        }

        return Reach.Nobody;
    }
}
