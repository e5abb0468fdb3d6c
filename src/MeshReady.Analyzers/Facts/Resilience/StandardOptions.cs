using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>A time that options are set to, or have by default.</summary>
/// <param name="Time">The time; null where it is known when the program runs.</param>
/// <param name="Expression">What sets it; null for the default.</param>
internal readonly record struct StatedTime(TimeSpan? Time, ExpressionSyntax? Expression)
{
    /// <summary>Whether both are the same time, if only because the same expression says so.</summary>
    public bool Equals(StatedTime other, CodeFacts facts, CancellationToken cancellationToken)
        => Time is { } mine && other.Time is { } theirs ? mine == theirs
            : Expression is { } one && other.Expression is { } two && SyntaxFactory.AreEquivalent(one, two) && IsRepeatable(one, facts, cancellationToken);

    /// <summary>Whether the expression means the same wherever it stands in one method: members, constants, and times made of them.</summary>
    private static bool IsRepeatable(ExpressionSyntax expression, CodeFacts facts, CancellationToken cancellationToken)
        => expression.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().All(call => facts.ModelFor(call.SyntaxTree)?.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && method.IsMethodOf("System.TimeSpan"))
            && !expression.DescendantNodesAndSelf().Any(static node => node is AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression });
}

/// <summary>The time-outs of a standard handler, as far as the code states them.</summary>
/// <param name="Attempt">The time for a try.</param>
/// <param name="Total">The time for all tries.</param>
/// <param name="Sampling">The time over which the circuit breaker counts.</param>
internal sealed record StandardOptions(StatedTime? Attempt, StatedTime? Total, StatedTime? Sampling)
{
    private const string Extensions = "Microsoft.Extensions.DependencyInjection.ResilienceHttpClientBuilderExtensions";

    private static readonly StatedTime Tens = new(TimeSpan.FromSeconds(10), null);
    private static readonly StatedTime Thirty = new(TimeSpan.FromSeconds(30), null);

    /// <summary>The options of <c>AddStandardResilienceHandler(…)</c> and of <c>Configure(…)</c> behind it; null where the call is another, or settings may say otherwise.</summary>
    public static StandardOptions? Of(InvocationExpressionSyntax call, CodeFacts facts, CancellationToken cancellationToken)
    {
        if (facts.ModelFor(call.SyntaxTree)?.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !method.IsMethodOf(Extensions))
            return null;

        var lambdas = new List<LambdaExpressionSyntax>();
        foreach (var part in new[] { call, RetryCount.Configured(call) }.OfType<InvocationExpressionSyntax>())
        {
            foreach (var argument in part.ArgumentList.Arguments)
            {
                if (argument.Expression is not LambdaExpressionSyntax lambda)
                    return null;
                lambdas.Add(lambda);
            }
        }

        // Options that are set elsewhere as well leave no default in its place.
        var isSetElsewhere = facts.Indexes(cancellationToken).SelectMany(index => index.Identifiers("HttpStandardResilienceOptions", cancellationToken))
            .Any(static token => token.Parent?.Parent?.Parent is GenericNameSyntax { Identifier.ValueText: "Configure" or "ConfigureAll" or "PostConfigure" or "PostConfigureAll" or "AddOptions" or "AddOptionsWithValidateOnStart" or "IConfigureOptions" or "IConfigureNamedOptions" or "IPostConfigureOptions" });
        var times = new ConstantTime(facts, cancellationToken);
        return new StandardOptions(
            Read("AttemptTimeout", "Timeout", isSetElsewhere ? null : Tens, isDefaultOfCreation: false),
            Read("TotalRequestTimeout", "Timeout", isSetElsewhere ? null : Thirty, isDefaultOfCreation: false),
            Read("CircuitBreaker", "SamplingDuration", isSetElsewhere ? null : Thirty, isDefaultOfCreation: true));

        StatedTime? Read(string option, string member, StatedTime? byDefault, bool isDefaultOfCreation)
        {
            var found = byDefault;
            foreach (var name in lambdas.SelectMany(static lambda => lambda.DescendantNodes().OfType<IdentifierNameSyntax>()).Where(name => name.Identifier.ValueText == option && name.Parent is MemberAccessExpressionSyntax))
            {
                // Under a condition, or a second time: not one value.
                if (found?.Expression is not null || name.Ancestors().TakeWhile(static node => node is not LambdaExpressionSyntax).Any(static node => node is IfStatementSyntax or SwitchStatementSyntax))
                    return null;
                switch (name.Parent!.Parent)
                {
                    // o.AttemptTimeout.Timeout = …
                    case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var set, Parent: AssignmentExpressionSyntax { Left: var left, Right: var right } } access when left == access:
                        if (set == member)
                            found = new StatedTime(times.Of(right), right);
                        else if (set.EndsWith("Generator", StringComparison.Ordinal))
                            return null;
                        break;
                    // o.AttemptTimeout = new HttpTimeoutStrategyOptions { Timeout = … }
                    case AssignmentExpressionSyntax { Left: var left, Right: BaseObjectCreationExpressionSyntax creation } when left == name.Parent:
                        var value = creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(a => a.Left is IdentifierNameSyntax { Identifier.ValueText: var said } && said == member)?.Right;
                        if (value is not null)
                            found = new StatedTime(times.Of(value), value);
                        else if (!isDefaultOfCreation)
                            return null;
                        break;
                    default:
                        return null;
                }
            }

            return found;
        }
    }
}
