using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>The routes and clusters of YARP that stand in the project's settings, where the code loads them.</summary>
internal static class ProxySettings
{
    /// <summary>The addresses of all destinations of the section that is loaded, in each placement, with the keys that hold them.</summary>
    public static IEnumerable<(string Key, MeshedCall Call)> DestinationsIn(RuleContext context, InvocationExpressionSyntax load)
        => SectionOf(context, load) is { } section ? context.Placements.SelectMany(placement => Destinations(context, placement, section, cluster: null)) : [];

    /// <summary>The routes that hand their caller's Host, or a Host of their own, to a cluster.</summary>
    public static IEnumerable<HostOverride> OverridesIn(RuleContext context, InvocationExpressionSyntax load)
    {
        if (SectionOf(context, load) is not { } section || DevelopmentGuard.IsDevelopmentOnly(load, context.Model, context.CancellationToken))
            yield break;
        foreach (var placement in context.Placements)
        {
            foreach (var (route, transforms) in Transforms(context, section))
            {
                var cluster = Known(context, placement, $"{section}:Routes:{route}:ClusterId");
                if (cluster is null)
                    continue;
                foreach (var transform in transforms)
                {
                    var original = placement.ValueOf(transform + ":RequestHeaderOriginalHost", context.Project.Values);
                    var isOriginal = string.Equals(original.Value.Value, "true", StringComparison.OrdinalIgnoreCase);
                    var set = string.Equals(Known(context, placement, transform + ":RequestHeader"), "Host", StringComparison.OrdinalIgnoreCase)
                        ? placement.ValueOf(transform + ":Set", context.Project.Values)
                        : null;
                    var host = set?.Value.Value?.Split(':')[0];
                    if (!isOriginal && string.IsNullOrEmpty(host))
                        continue;
                    var source = isOriginal ? original : set!;
                    yield return new(isOriginal ? "the caller's Host" : $"'{host}'", isOriginal ? null : host, [.. Destinations(context, placement, section, cluster).Select(static destination => destination.Call)])
                    {
                        Source = (source.Path, source.Line),
                    };
                }
            }
        }
    }

    private static IEnumerable<(string Key, MeshedCall Call)> Destinations(RuleContext context, Placement placement, string section, string? cluster)
    {
        var start = section + ":Clusters:" + (cluster is null ? "" : cluster + ":");
        foreach (var key in Keys(context, start).Where(static key => key.EndsWith(":Address", StringComparison.OrdinalIgnoreCase) && key.IndexOf(":Destinations:", StringComparison.OrdinalIgnoreCase) > 0))
        {
            if (placement.ValueOf(key, context.Project.Values) is { Value.IsKnown: true } value && ServiceAddress.TryParse(value.Value.Value) is { } address
                && context.Project.Hosts.Classify(address.Host) is HostClass.LogicalSingleLabel or HostClass.ClusterFqdn)
            {
                yield return (key, new MeshedCall(placement, address, value, method: null, path: null));
            }
        }
    }

    /// <summary>The routes of the section with the keys of their transforms.</summary>
    private static IEnumerable<(string Route, IReadOnlyList<string> Transforms)> Transforms(RuleContext context, string section)
    {
        var start = section + ":Routes:";
        return Keys(context, start)
            .Select(key => key.Substring(start.Length).Split(':'))
            .Where(static parts => parts.Length == 4 && parts[1].Equals("Transforms", StringComparison.OrdinalIgnoreCase))
            .GroupBy(static parts => parts[0], StringComparer.OrdinalIgnoreCase)
            .Select(route => (route.Key, (IReadOnlyList<string>)[.. route.Select(parts => $"{start}{route.Key}:Transforms:{parts[2]}").Distinct(StringComparer.OrdinalIgnoreCase)]));
    }

    private static IEnumerable<string> Keys(RuleContext context, string start)
        => context.Project.Values.Files.SelectMany(static file => file.Values.Keys).Where(key => key.StartsWith(start, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase);

    private static string? Known(RuleContext context, Placement placement, string key) => placement.ValueOf(key, context.Project.Values).Value.Value;

    /// <summary>The section in <c>LoadFromConfig(configuration.GetSection("ReverseProxy"))</c>.</summary>
    private static string? SectionOf(RuleContext context, InvocationExpressionSyntax load)
    {
        if (context.Placements.Count == 0 || context.Project.Values.Files.Count == 0
            || context.Model.GetSymbolInfo(load, context.CancellationToken).Symbol is not IMethodSymbol method || !method.Home().Is("Microsoft.Extensions.DependencyInjection.ReverseProxyServiceCollectionExtensions"))
        {
            return null;
        }

        return load.ArgumentList.Arguments.LastOrDefault()?.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetSection" or "GetRequiredSection" }, ArgumentList.Arguments: [{ Expression: var name }] }
            && context.Model.GetConstantValue(name, context.CancellationToken) is { HasValue: true, Value: string section } ? section : null;
    }
}
