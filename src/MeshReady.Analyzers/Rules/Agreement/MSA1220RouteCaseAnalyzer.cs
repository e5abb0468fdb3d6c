using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Callers;
using MeshReady.Analyzers.Facts.Endpoints;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A path that the mesh denies is open in another case of letters, because routing takes both for the same.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("the cure is a list of what is allowed, and only its author knows who may call what")]
public sealed class MSA1220RouteCaseAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.None)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1220",
        title: "Do not deny paths by their case",
        messageFormat: "{0} '{1}' of AuthorizationPolicy '{2}' heeds the case of letters and ASP.NET Core does not: '{3}' passes and reaches the endpoint '{4}'; deny by default and list what is allowed (action ALLOW with paths)",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ReadsManifests => true;

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpContext is not null;

    private protected override IEnumerable<(string Path, Diagnostic Diagnostic)?> JudgeManifests(ManifestContext context)
    {
        var holdings = new List<Holding>();
        var authorization = new EndpointAuthorization(context.Facts, context.CancellationToken);
        foreach (var placement in context.Placements)
        {
            foreach (var variant in placement.Variants)
            {
                if (placement.MeshOf(variant) is { State: not MeshState.None, Mesh: null or "istio", IsAmbient: false }
                    && PathAccess.Of(placement.Model, variant) is { } access
                    && HostFacts.For(context.Facts).Kind(context.CancellationToken) == HostKind.Web)
                {
                    holdings.AddRange(Judge(context, placement, access, authorization));
                }
            }
        }

        // One finding for one pattern, however many endpoints and variants it is meant for.
        foreach (var pattern in holdings.GroupBy(static h => (h.Path, h.Line, h.Arguments[1])))
            yield return Agreements.InManifest(Descriptor, [.. pattern]);
    }

    private static IEnumerable<Holding> Judge(ManifestContext context, Placement placement, PathAccess access, EndpointAuthorization authorization)
    {
        var picture = context.Facts.Endpoints.Picture(context.CancellationToken);
        foreach (var barrier in access.Barriers)
        {
            Holding? found = null;
            foreach (var endpoint in picture.Endpoints)
            {
                if (endpoint is not { Kind: EndpointKind.Route or EndpointKind.HealthCheck, IsConstant: true, IsDevelopmentOnly: false, Pattern: { } pattern }
                    || Open(barrier, access, pattern, picture.PathBases) is not { } path)
                {
                    continue;
                }

                var isAsked = authorization.IsAsked(endpoint.Node);
                if (found is not null && isAsked)
                    continue;
                var place = endpoint.Node.GetLocation().GetLineSpan();
                found = new Holding(
                    placement,
                    barrier.Policy.Path,
                    barrier.Line,
                    isAsked ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
                    barrier.Kind,
                    barrier.Pattern,
                    barrier.Policy.Name,
                    path,
                    pattern)
                {
                    Also = [(place.Path, place.StartLinePosition.Line + 1)],
                };
                if (!isAsked)
                    break;
            }

            if (found is not null)
                yield return found;
        }
    }

    /// <summary>A way of writing the path that the policies let through; null where the barrier does not mean the route, or holds.</summary>
    private static string? Open(PathBarrier barrier, PathAccess access, string pattern, IReadOnlyList<string?> bases)
    {
        foreach (var start in bases.OfType<string>().Prepend(""))
        {
            if (RouteSample.Of(start + "/" + pattern.TrimStart('~', '/')) is { } sample && barrier.Means(sample.Path) && sample.Casings.FirstOrDefault(access.Admits) is { } path)
                return path;
        }

        return null;
    }
}
