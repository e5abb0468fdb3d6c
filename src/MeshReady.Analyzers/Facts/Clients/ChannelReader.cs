using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>Reads gRPC channels that are made by hand, and the retry policies of service configurations.</summary>
internal sealed class ChannelReader(CodeFacts facts, AddressResolver addresses, CancellationToken cancellationToken)
{
    private const int MaxDepth = 3;

    /// <summary>The channel that <c>GrpcChannel.ForAddress(…)</c> makes; null where the call is none.</summary>
    public ClientRegistration? At(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !method.IsMethodOf("Grpc.Net.Client.GrpcChannel") || call.ArgumentList.Arguments.Count == 0)
            return null;

        var coverage = call.ArgumentList.Arguments.Count > 1 ? OfOptions(call, call.ArgumentList.Arguments[1].Expression) : ChainCoverage.None;
        return new ClientRegistration(call, ClientOrigin.Channel, SinkFamily.Grpc, "GrpcChannel", null, addresses.Resolve(call.ArgumentList.Arguments[0].Expression), coverage);
    }

    /// <summary>What the service configuration in these options adds; options that are made in place without one add nothing.</summary>
    private ChainCoverage OfOptions(InvocationExpressionSyntax call, ExpressionSyntax options)
    {
        if (options is IdentifierNameSyntax name && ValueOf(name) is ExpressionSyntax value)
            options = value;
        var names = options.DescendantNodes().OfType<AssignmentExpressionSyntax>().Select(static a => a.Left.ToString()).ToList();
        if (names.Contains("ServiceConfig"))
            return OfServiceConfig(call, options);
        return options is not BaseObjectCreationExpressionSyntax || names.Contains("HttpHandler") || names.Contains("HttpClient")
            ? new ChainCoverage(Layers.Unknown, [])
            : ChainCoverage.None;
    }

    /// <summary>The layers of a service configuration, reported at <paramref name="call"/>.</summary>
    public ChainCoverage OfServiceConfig(InvocationExpressionSyntax call, SyntaxNode code)
    {
        if (PolicyIn(code, "RetryPolicy", depth: 0) is { } policy)
            return new ChainCoverage(Layers.Custom | Layers.Retry, [new RetryCall(call, RetriesOf(policy), RetryTriggers.Failures) { Source = policy }]);
        return new ChainCoverage(Layers.Custom, []) { Further = PolicyIn(code, "HedgingPolicy", depth: 0) is { } hedging ? [new RetryCall(call, RetriesOf(hedging), RetryTriggers.Failures) { Source = hedging }] : [] };
    }

    private SyntaxNode? PolicyIn(SyntaxNode code, string policy, int depth)
    {
        foreach (var name in code.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText == policy)
                return name.Parent;
            if (depth < MaxDepth && !(name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name) && ValueOf(name) is { } value && PolicyIn(value, policy, depth + 1) is { } found)
                return found;
        }

        return null;
    }

    // maxAttempts counts the first try.
    private int? RetriesOf(SyntaxNode policy)
    {
        foreach (var assignment in policy.DescendantNodesAndSelf().OfType<AssignmentExpressionSyntax>())
        {
            if (assignment.Left is IdentifierNameSyntax { Identifier.ValueText: "MaxAttempts" } && facts.ModelFor(assignment.SyntaxTree)?.GetConstantValue(assignment.Right, cancellationToken) is { HasValue: true, Value: int attempts })
                return attempts - 1;
        }

        return null;
    }

    /// <summary>The expression or body behind the name of a variable, property or method of this compilation.</summary>
    private SyntaxNode? ValueOf(IdentifierNameSyntax name)
        => facts.ModelFor(name.SyntaxTree)?.GetSymbolInfo(name, cancellationToken).Symbol is { Kind: SymbolKind.Method or SymbolKind.Field or SymbolKind.Local or SymbolKind.Property, DeclaringSyntaxReferences: [var reference] }
            ? reference.GetSyntax(cancellationToken) switch
            {
                VariableDeclaratorSyntax variable => variable.Initializer?.Value,
                PropertyDeclarationSyntax { ExpressionBody.Expression: var body } => body,
                PropertyDeclarationSyntax property => property.Initializer?.Value,
                MethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
                _ => null,
            }
            : null;
}
