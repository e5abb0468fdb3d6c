using System.Text.RegularExpressions;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Rules.Addressing;
using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>An address in code whose host names one version or colour of a service.</summary>
/// <param name="Value">What the code says of the address.</param>
/// <param name="Place">The literal that holds it where the same document does; else the expression that is handed over.</param>
/// <param name="Host">The host as written.</param>
/// <param name="Version">What of it names the version: <c>v2</c>, <c>canary</c>.</param>
/// <param name="Proof">Where the manifests say so; null where only the name does.</param>
/// <param name="Instead">The host to call in its place, where the manifests name the one; else null.</param>
internal sealed record VersionedHost(AddressValue Value, SyntaxNode Place, string Host, string Version, string? Proof, string? Instead)
{
    private static readonly Regex Suffix = new("^(?<service>[a-z0-9][a-z0-9-]*?)-(?<version>v[0-9]+|blue|green|canary|stable|preview)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // What routes by version may name versions; a database, a broker and Dapr's own address have none.
    private static readonly SinkFamily[] NotRouted = [SinkFamily.Infrastructure, SinkFamily.Yarp, SinkFamily.Dapr];

    /// <summary>
    /// The versioned host at a site, if MSA0703 has the word there. One mistake at a place is said once, by the rule that knows
    /// most: a comparison with the manifests (12xx), then an address that a missing setting brings in (MSA0102), then this
    /// rule where the manifests show the versions, then an address that is compiled in (MSA0101) as a warning, then this rule by the name alone.
    /// </summary>
    public static VersionedHost? At(RuleContext context, Site site)
    {
        if (OutboundSinks.At(site, context.Model, context.CancellationToken) is not { } outbound || Array.IndexOf(NotRouted, outbound.Sink.Family) >= 0)
            return null;
        var value = context.Addresses.Resolve(outbound.Value);
        if (Read(context, site, value, outbound.Value.Syntax) is not { } found || AddressAgreements.SpeakAt(context, found.Place))
            return null;
        if (value.Kind == AddressKind.Fallback && context.IsEnabled("MSA0102"))
            return null;
        return found.Proof is null && value.Kind == AddressKind.Constant && context.IsEnabled("MSA0101") && MSA0101HardCodedEndpointAnalyzer.Warns(context, outbound.Sink, value.Address!) ? null : found;
    }

    private static VersionedHost? Read(RuleContext context, Site site, AddressValue value, SyntaxNode use)
    {
        if (value is not { Kind: AddressKind.Constant or AddressKind.Fallback, Address: { Scheme: not null } address }
            || context.Project.Hosts.Classify(address.Host) is not (HostClass.LogicalSingleLabel or HostClass.ClusterFqdn or HostClass.PrivateName))
        {
            return null;
        }

        var labels = address.Host.Split('.');
        var match = Suffix.Match(labels[0]);
        if (!match.Success)
            return null;

        var place = value.Origin is { } literal && literal.SyntaxTree == site.Node.SyntaxTree ? literal : use;
        if (EndpointFilter.IsNotCalled(place) || EndpointFilter.IsDesignTime(use) || DevelopmentGuard.IsDevelopmentOnly(use, context.Model, context.CancellationToken) || DevelopmentGuard.IsDevelopmentOnly(place, context.Model, context.CancellationToken))
            return null;

        var version = match.Groups["version"].Value;
        var found = new VersionedHost(value, place, address.Host, version, null, null);
        foreach (var placement in context.Placements)
        {
            if (Judge(placement.Model, labels[0], match.Groups["service"].Value) is not { } shown)
                continue;
            if (shown.IsRight)
                return null;
            var instead = shown.Instead is null ? null : shown.Instead + address.Host.Substring(labels[0].Length);
            if (found.Proof is null)
                found = found with { Proof = shown.Proof, Instead = instead };
            else if (found.Instead != instead)
                found = found with { Instead = null };
        }

        // "link-preview" and "image-preview" are services.
        return found.Proof is null && version.Equals("preview", StringComparison.OrdinalIgnoreCase) ? null : found;
    }

    /// <summary>What a set of manifests says of the host: the name to call, one of several versions, or nothing.</summary>
    private static (bool IsRight, string? Proof, string? Instead)? Judge(DeploymentModel model, string host, string service)
    {
        foreach (var resource in model.Resources)
        {
            if (resource.Spec is not RolloutSpec rollout)
                continue;
            if (rollout.ActiveService.Value == host || rollout.Strategy == RolloutStrategy.Canary && rollout.RoutesTraffic == false && rollout.StableService.Value == host)
                return (true, null, null);
            if (rollout.PreviewService.Value == host)
                return (false, $"it is the preview Service of Rollout '{resource.Name}' in {resource.Path}:{resource.Line}", rollout.ActiveService.Value);
            if (rollout.CanaryService.Value == host)
                return (false, $"it is the canary Service of Rollout '{resource.Name}' in {resource.Path}:{resource.Line}", null);
        }

        var versions = model.Resources.Where(resource => resource is { Spec: ServiceSpec, Name: { } name } && name == host).ToList();
        foreach (var whole in model.Resources.Where(resource => resource is { Spec: ServiceSpec, Name: { } name } && name == service))
        {
            if (versions.Exists(version => IsPartOf((ServiceSpec)version.Spec!, (ServiceSpec)whole.Spec!)))
                return (false, $"Service '{whole.Name}' in {whole.Path}:{whole.Line} stands before all its versions", whole.Name);
        }

        return null;
    }

    /// <summary>Whether one Service chooses some of the pods that another chooses: it asks for the same labels and for more.</summary>
    private static bool IsPartOf(ServiceSpec version, ServiceSpec whole)
        => whole.Selector is { IsComplete: true, Entries.Count: > 0 } && version.Selector is { IsComplete: true } && version.Selector.Entries.Count > whole.Selector.Entries.Count
            && whole.Selector.Entries.All(wanted => wanted.Value.IsKnown && version.Selector[wanted.Key] is { IsKnown: true } given && given.Value == wanted.Value.Value);
}
