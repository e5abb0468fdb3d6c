using System.Text.RegularExpressions;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Network;

/// <summary>A call with which a service edits what lies under its cluster.</summary>
/// <param name="Part">What it edits.</param>
/// <param name="What">The call, for a message.</param>
internal sealed record NetworkEdit(NetworkPart Part, string What)
{
    // Neutron's own words for its resources; "networks" and "subnets" are everybody's, so they count at its port only.
    private static readonly Regex Neutron = new(@"(?:^|/|\0)v2\.0/(?<what>ports|routers|floatingips|security-groups|security-group-rules|address-groups)(?:\.json)?(?:[/?\0]|$)", RegexOptions.CultureInvariant);
    private static readonly Regex Octavia = new(@"(?:^|/|\0)v2(?:\.0)?/lbaas/(?<what>loadbalancers|listeners|pools|l7policies|healthmonitors)(?:[/?\0]|$)", RegexOptions.CultureInvariant);
    private static readonly Regex Resource = new(@"/v2(?:\.0)?/(?:lbaas/)?(?<what>[a-z0-9-]+)", RegexOptions.CultureInvariant);

    /// <summary>The edit at a site; null where it is none.</summary>
    public static NetworkEdit? At(RuleContext context, Site site)
        => (site.Kinds & SiteKinds.NetworkEdit) != 0 && site.Node is InvocationExpressionSyntax call && OfSdk(context, call) is { } edit ? edit
            : (site.Kinds & SiteKinds.OutboundAddress) != 0 ? OfRequest(context, site) : null;

    private static NetworkEdit? OfSdk(RuleContext context, InvocationExpressionSyntax call)
    {
        if (context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol method)
            return null;
        var name = method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name.Substring(0, method.Name.Length - "Async".Length) : method.Name;
        foreach (var (space, part) in NetworkNames.Methods[name])
        {
            if (method.Home().IsInNamespace(space))
                return new(part, method.Name);
        }

        return null;
    }

    /// <summary>A request to the API of Neutron (port 9696) or Octavia (9876) that is no GET.</summary>
    private static NetworkEdit? OfRequest(RuleContext context, Site site)
    {
        if (VerbOf(site) is not { } verb || OutboundSinks.At(site, context.Model, context.CancellationToken) is not { Sink.Family: SinkFamily.Http } outbound || outbound.Value.Syntax is not ExpressionSyntax value)
            return null;

        var text = ConstantWords.Of(context, value);
        var port = context.Addresses.Resolve(outbound.Value).Address?.Port ?? (text.IndexOf(":9696/", StringComparison.Ordinal) >= 0 ? 9696 : text.IndexOf(":9876/", StringComparison.Ordinal) >= 0 ? 9876 : null);
        var (part, match) = (port, Neutron.Match(text), Octavia.Match(text)) switch
        {
            (9696, _, _) => (NetworkPart.Neutron, Resource.Match(text)),
            (9876, _, _) => (NetworkPart.Octavia, Resource.Match(text)),
            (_, { Success: true } network, _) => (NetworkPart.Neutron, network),
            (_, _, { Success: true } balancer) => (NetworkPart.Octavia, balancer),
            _ => (default, null!),
        };
        if (match is null)
            return null;
        var what = match.Groups["what"].Value;
        return new(what.StartsWith("security-group", StringComparison.Ordinal) ? NetworkPart.SecurityGroups : part, verb + " " + (what.Length == 0 ? "port " + port : what));
    }

    private static string? VerbOf(Site site)
    {
        if (site.Node is InvocationExpressionSyntax)
            return UnsafeCall.MethodOf(site.Name);
        if (site.Name != "HttpRequestMessage" || site.Node is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var verb }, ..] })
            return null;
        return verb is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Post" or "Put" or "Patch" or "Delete" } known ? known.Name.Identifier.ValueText.ToUpperInvariant() : null;
    }
}
