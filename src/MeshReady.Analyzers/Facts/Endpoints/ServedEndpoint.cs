using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Endpoints;

/// <summary>What answers at an endpoint.</summary>
internal enum EndpointKind
{
    /// <summary>Code of the project, or of a library.</summary>
    Route,

    /// <summary>The health checks of ASP.NET, or what a house method is said to map as such.</summary>
    HealthCheck,

    /// <summary>A gRPC service; its paths are those of its methods.</summary>
    Grpc,

    /// <summary>gRPC's health service.</summary>
    GrpcHealth,
}

/// <summary>A path, or a group of paths, that the project answers.</summary>
/// <param name="Pattern">The route's pattern; null where it is not constant, and for gRPC.</param>
/// <param name="Node">The call that maps it: in this project, where the call that leads there can be shown.</param>
/// <param name="Kind">What answers.</param>
/// <param name="IsDevelopmentOnly">Whether it is mapped in development only.</param>
/// <param name="IsConstant">Whether <paramref name="Pattern"/> is the whole path; otherwise an unknown prefix may stand before it.</param>
internal sealed record ServedEndpoint(string? Pattern, SyntaxNode Node, EndpointKind Kind, bool IsDevelopmentOnly, bool IsConstant)
{
    /// <summary>Whether a condition that is not about development decides if it is mapped.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Whether files are served there, at any path with an extension.</summary>
    public bool IsFiles { get; init; }

    /// <summary>The HTTP methods in upper case; any where empty.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>The class that answers: a gRPC service, a hub; null where it is not known.</summary>
    public ITypeSymbol? Service { get; init; }

    /// <summary>Whether a hub answers.</summary>
    public bool IsHub { get; init; }

    /// <summary>The action of a controller, of which <see cref="Node"/> is the class.</summary>
    public SyntaxNode? Action { get; init; }

    /// <summary>Whether a GET of the path may be answered here.</summary>
    public bool MayServe(string path) => Kind is not (EndpointKind.Grpc or EndpointKind.GrpcHealth)
        && (Pattern is null || IsFiles && path.LastIndexOf('.') > path.LastIndexOf('/') || (IsConstant ? RoutePattern.Fits(Pattern, path) : RoutePattern.MayFitBelow(Pattern, path)));
}
