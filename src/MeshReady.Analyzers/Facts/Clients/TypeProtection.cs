using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>What the class of a typed client does for its own protection.</summary>
internal static class TypeProtection
{
    private static readonly HashSet<string> SdkParts = new(StringComparer.Ordinal)
    {
        "IRequestAdapter", "HttpClientRequestAdapter", "GetDiscoveryDocumentAsync", "DiscoveryCache", "IDiscoveryCache", "IHealthCheck", "DaprClient",
    };

    /// <summary>What the class and its base classes add; unknown where a base class is out of sight.</summary>
    public static Layers Of(ITypeSymbol type, CancellationToken cancellationToken)
    {
        var layers = Layers.None;
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (current.DeclaringSyntaxReferences.IsEmpty)
                return SymbolEqualityComparer.Default.Equals(current, type) || current.IsInNamespace("System") || current.IsInNamespace("Grpc.Core") ? layers : layers | Layers.Unknown;
            foreach (var reference in current.DeclaringSyntaxReferences)
                layers |= In(reference.GetSyntax(cancellationToken));
        }

        return layers;
    }

    /// <summary>What this code adds. By syntax alone.</summary>
    public static Layers In(SyntaxNode code)
    {
        var layers = Layers.None;
        foreach (var node in code.DescendantNodes())
        {
            layers |= node switch
            {
                AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Timeout" } or IdentifierNameSyntax { Identifier.ValueText: "Timeout" }, Right: var limit } when !IsEndless(limit) => Layers.Timeout,
                ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "CancellationTokenSource" }, ArgumentList.Arguments.Count: > 0 } => Layers.Timeout,
                InvocationExpressionSyntax call => OfCall(call),
                BaseTypeSyntax or IdentifierNameSyntax => node is IdentifierNameSyntax name && SdkParts.Contains(name.Identifier.ValueText) ? Layers.Unknown : Layers.None,
                _ => Layers.None,
            };
        }

        return layers;
    }

    private static Layers OfCall(InvocationExpressionSyntax call) => CallChain.NameOf(call)?.Identifier.ValueText switch
    {
        "CancelAfter" or "WaitAsync" => Layers.Timeout,
        "GetDiscoveryDocumentAsync" => Layers.Unknown,
        _ => call.Parent is AwaitExpressionSyntax or MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { Parent: AwaitExpressionSyntax } } && ClientUseReader.IsRepeated(call) && !IsDelay(call) ? Layers.Unknown : Layers.None,
    };

    /// <summary>Whether a limit reads like none.</summary>
    internal static bool IsEndless(ExpressionSyntax limit) => limit.ToString() is var text && (text.Contains("Infinite") || text.Contains("(-1"));

    private static bool IsDelay(InvocationExpressionSyntax call) => CallChain.NameOf(call)?.Identifier.ValueText == "Delay";
}
