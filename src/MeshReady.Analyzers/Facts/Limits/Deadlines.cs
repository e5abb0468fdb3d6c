using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Limits;

/// <summary>Whether the calls of a gRPC client have an end.</summary>
internal static class Deadlines
{
    /// <summary>Whether calls of the client are seen to be made without a deadline, and nothing else may give them one.</summary>
    public static bool AreMissing(ClientRegistration client, CodeFacts facts, CancellationToken cancellationToken)
        => client.Family == SinkFamily.Grpc
            && (facts.Clients.CoverageOf(client, cancellationToken) & ~Layers.Retry) == Layers.None
            && (client.Coverage.Layers & ~Layers.Retry) == Layers.None
            && !facts.ByHand.Covers(client, cancellationToken)
            && HasUnaryCalls(client.ClientType);

    // A stream lives for as long as somebody reads it. Of a channel the clients are not known, and most calls are unary.
    private static bool HasUnaryCalls(ITypeSymbol? type)
    {
        if (type is null)
            return true;
        if (type.TypeKind == TypeKind.Error)
            return false;

        var (unary, streams) = (false, false);
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false } method)
                continue;
            if (method.ReturnType.Name is "AsyncServerStreamingCall" or "AsyncDuplexStreamingCall" or "AsyncClientStreamingCall" or "IAsyncEnumerable")
                streams = true;
            else
                unary = true;
        }

        return unary || !streams;
    }
}
