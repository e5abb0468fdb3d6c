using MeshReady.Analyzers.Facts.Endpoints;
using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Facts.Systems.Served;

/// <summary>What the project answers where it is deployed.</summary>
internal sealed class EndpointsPart : IFactsPart
{
    private const string Health = "grpc.health.v1.Health";

    public ProjectFacts Add(ProjectFacts facts, FactsSource source, CancellationToken cancellationToken)
    {
        if (facts.Kind == ProjectKind.AppHost)
            return facts;
        var picture = source.Code.Endpoints.Picture(cancellationToken);
        var served = new List<EndpointFact>();
        var hasOther = picture.HasUnseenMethod || picture.HasUnseenPaths || picture.HasHandler || picture.PathBases.Contains(null);
        foreach (var endpoint in picture.Endpoints.Where(static e => !e.IsDevelopmentOnly))
        {
            var isGrpc = endpoint.Kind is EndpointKind.Grpc or EndpointKind.GrpcHealth;
            var contract = endpoint.Kind == EndpointKind.GrpcHealth ? Health : isGrpc ? GrpcContract.OfServer(endpoint.Service, cancellationToken) : null;
            // Reflection answers for tools; a path that is not constant or belongs to files is any path.
            if (isGrpc && endpoint.Service is null && contract is null || endpoint.IsFiles || !isGrpc && endpoint.Pattern is null)
            {
                hasOther |= !isGrpc;
                continue;
            }

            var node = endpoint.Action ?? endpoint.Node;
            served.Add(new(isGrpc ? ServedKind.Grpc : endpoint.IsHub ? ServedKind.Hub : endpoint.Kind == EndpointKind.HealthCheck ? ServedKind.Health : ServedKind.Http, source.PlaceOf(node is Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax call && Clients.CallChain.NameOf(call) is { } name ? name : node))
            {
                Pattern = isGrpc ? null : endpoint.Pattern,
                HasUnknownPrefix = !isGrpc && !endpoint.IsConstant,
                Methods = endpoint.Methods,
                Contract = contract,
            });
        }

        return facts with
        {
            // A library that maps nothing answers nothing.
            HasOtherEndpoints = facts.Kind == ProjectKind.Library && picture.Endpoints.Count == 0 ? false : hasOther,
            PathBases = [.. picture.PathBases.OfType<string>().Distinct()],
            Endpoints = [.. served.GroupBy(static e => (e.Kind, e.Pattern, e.Contract, Methods: string.Join(",", e.Methods), e.HasUnknownPrefix)).Select(static g => g.OrderBy(static e => e.Place).First())
                .OrderBy(static e => e.Place).ThenBy(static e => e.Pattern, StringComparer.Ordinal).ThenBy(static e => e.Contract, StringComparer.Ordinal)],
        };
    }
}
