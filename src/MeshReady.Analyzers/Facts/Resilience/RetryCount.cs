using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>How often code repeats a call.</summary>
internal static class RetryCount
{
    private const int StandardHandler = 3;

    /// <summary>The retries of a Polly call; null where they are not constant, int.MaxValue where they do not end.</summary>
    public static int? Of(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model, CancellationToken cancellationToken)
    {
        if (method.Name.Contains("Forever"))
            return int.MaxValue;
        if (method.Name == "AddRetry")
            return Option(call, model, cancellationToken);

        for (var i = 0; i < call.ArgumentList.Arguments.Count; i++)
        {
            var argument = call.ArgumentList.Arguments[i];
            var parameter = argument.NameColon?.Name.Identifier.ValueText ?? (i < method.Parameters.Length ? method.Parameters[i].Name : null);
            if (parameter == "retryCount")
                return model.GetConstantValue(argument.Expression, cancellationToken) is { HasValue: true, Value: int count } ? count : null;

            // WaitAndRetry(new[] { 1 s, 2 s, 3 s })
            if (parameter == "sleepDurations")
                return argument.Expression.DescendantNodesAndSelf().OfType<InitializerExpressionSyntax>().FirstOrDefault()?.Expressions.Count;
        }

        // Policy.Handle<X>().RetryAsync() repeats once.
        return method.Name is "Retry" or "RetryAsync" && !method.Parameters.Any(static p => p.Name == "retryCount") ? 1 : null;
    }

    /// <summary>The retries of a handler on a client's builder; null where they are not constant.</summary>
    public static int? OfHandler(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        var name = CallChain.NameOf(call)?.Identifier.ValueText;
        if (name == "AddStandardResilienceHandler")
            return call.ArgumentList.Arguments.Count == 0 || !Mentions(call, "MaxRetryAttempts") ? call.ArgumentList.Arguments is [{ Expression: not LambdaExpressionSyntax }] ? null : StandardHandler : Option(call, model, cancellationToken);

        foreach (var inner in call.ArgumentList.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (CallChain.NameOf(inner)?.Identifier.ValueText is { } retry && ResilienceNames.Retries.Contains(retry) && model.GetSymbolInfo(inner, cancellationToken).Symbol is IMethodSymbol method)
                return Of(inner, method, model, cancellationToken);
        }

        return null;
    }

    private static int? Option(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var assignment in call.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            if (assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MaxRetryAttempts" } or IdentifierNameSyntax { Identifier.ValueText: "MaxRetryAttempts" })
                return model.GetConstantValue(assignment.Right, cancellationToken) is { HasValue: true, Value: int count } ? count : null;
        }

        return call.ArgumentList.Arguments is [{ Expression: BaseObjectCreationExpressionSyntax }] ? StandardHandler : null;
    }

    private static bool Mentions(SyntaxNode node, string name) => node.DescendantTokens().Any(t => t.ValueText == name);
}
