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
                return Durations(argument.Expression);
        }

        // Policy.Handle<X>().RetryAsync() repeats once.
        return method.Name is "Retry" or "RetryAsync" && !method.Parameters.Any(static p => p.Name == "retryCount") ? 1 : null;
    }

    /// <summary>The retries of the standard handler; null where they are not constant.</summary>
    public static int? OfStandardHandler(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var options in new[] { call, Configured(call) })
        {
            if (options is null)
                continue;
            if (options.ArgumentList.DescendantTokens().Any(static t => t.ValueText == "MaxRetryAttempts"))
                return Option(options, model, cancellationToken);

            // A section of the configuration, or a method that sets the options, may say otherwise.
            if (options.ArgumentList.Arguments.Any(static a => a.Expression is not LambdaExpressionSyntax))
                return null;
        }

        return StandardHandler;
    }

    /// <summary><c>AddStandardResilienceHandler().Configure(…)</c></summary>
    public static InvocationExpressionSyntax? Configured(InvocationExpressionSyntax call)
        => call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Configure", Parent: InvocationExpressionSyntax next } ? next : null;

    /// <summary>Whether a call behind this one sets its options.</summary>
    public static bool IsConfigured(InvocationExpressionSyntax call) => Configured(call) is not null;

    private static int? Durations(ExpressionSyntax expression)
        => expression is ImplicitArrayCreationExpressionSyntax or ArrayCreationExpressionSyntax or CollectionExpressionSyntax
            ? expression switch
            {
                ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.Count,
                ArrayCreationExpressionSyntax array => array.Initializer?.Expressions.Count,
                CollectionExpressionSyntax collection when collection.Elements.All(static e => e is ExpressionElementSyntax) => collection.Elements.Count,
                _ => null,
            }
            : null;

    private static int? Option(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var assignment in call.ArgumentList.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            if (assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MaxRetryAttempts" } or IdentifierNameSyntax { Identifier.ValueText: "MaxRetryAttempts" })
                return model.GetConstantValue(assignment.Right, cancellationToken) is { HasValue: true, Value: int count } ? count : null;
        }

        return call.ArgumentList.Arguments is [{ Expression: BaseObjectCreationExpressionSyntax }] ? StandardHandler : null;
    }
}
