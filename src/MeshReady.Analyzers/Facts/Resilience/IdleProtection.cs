using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>Protection that is written down and does nothing where it stands.</summary>
/// <param name="Place">What is to be changed.</param>
/// <param name="Trouble">Why it does nothing.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Severity">Info where it does a part of its work.</param>
internal sealed record IdleProtection(Location Place, string Trouble, string Advice, DiagnosticSeverity Severity = DiagnosticSeverity.Warning)
{
    /// <summary>The rule that reports it.</summary>
    public const string Rule = "MSA0213";

    private static readonly HashSet<string> OfResults = new(StringComparer.Ordinal)
    {
        "HttpRetryStrategyOptions", "HandleTransientHttpError", "OrTransientHttpError", "OrTransientHttpStatusCode", "HandleResult", "OrResult", "AddTransientHttpErrorPolicy", "IsTransient", "StatusCode",
    };

    /// <summary>A handler of HTTP on the builder of a gRPC client: the statuses of gRPC travel in trailers, below an HTTP 200.</summary>
    public static IdleProtection? OfGrpc(ClientRegistration client)
    {
        if (client is not { Family: SinkFamily.Grpc, Node: InvocationExpressionSyntax registration } || HandlerOn(client) is not { } handler
            || CallChain.From(registration).Calls.Any(static call => call.ArgumentList.DescendantTokens().Any(static token => token.ValueText is "GrpcWebHandler" or "grpc-status" or "TrailingHeaders")))
        {
            return null;
        }

        var isOfResults = handler.Name is not ("AddStandardResilienceHandler" or "AddStandardHedgingHandler")
            && (OfResults.Contains(handler.Name) || handler.Call.ArgumentList.DescendantTokens().Concat(handler.Retry.Source.DescendantTokens()).Any(static token => OfResults.Contains(token.ValueText)));
        return new(
            CallChain.LocationOf(handler.Call),
            $"gRPC answers with HTTP 200 and a status in the trailers, so '{handler.Name}' repeats nothing of '{client.Label}' but requests that fail below gRPC",
            "give the channel a ServiceConfig with a RetryPolicy",
            isOfResults ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info);
    }

    /// <summary>The handler on the client's own builder that repeats; null where there is none.</summary>
    public static StackedHandler? HandlerOn(ClientRegistration client)
        => client.Coverage.Retries.Concat(client.Coverage.Further).Where(static retry => retry.Source is InvocationExpressionSyntax).Select(StackedHandler.Of).FirstOrDefault();

    /// <summary>A circuit breaker that counts neither failed connections nor failures of the server.</summary>
    public static IdleProtection? OfBreaker(AssignmentExpressionSyntax assignment, SemanticModel model, CancellationToken cancellationToken)
    {
        if (NameOf(assignment.Left) is not { Identifier.ValueText: "ShouldHandle" } name
            || model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is not IPropertySymbol
            || !IsOfBreaker(assignment, model, cancellationToken))
        {
            return null;
        }

        var answers = RepeatedAnswers.Of(assignment.Right).Statuses;
        return answers.Count > 0 && answers.All(static status => status < 500) && !MayCountMore(assignment.Right)
            ? new(
                name.GetLocation(),
                $"the circuit breaker counts {string.Join(" and ", answers)} alone, so neither a connection that fails nor an answer of 500 and above opens it",
                "leave ShouldHandle at its default, or count exceptions and 5xx as well")
            : null;
    }

    /// <summary>Code under a policy that does not see how it ends, or cannot end it.</summary>
    public static IdleProtection? OfExecution(InvocationExpressionSyntax call, CodeFacts facts, CancellationToken cancellationToken)
    {
        if (CallChain.NameOf(call) is not { Identifier.ValueText: var name } said || call.ArgumentList.Arguments.Count == 0 || facts.ModelFor(call.SyntaxTree) is not { } model
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !method.IsInNamespace("Polly"))
        {
            return null;
        }

        if (name is "Execute" or "ExecuteAndCapture")
        {
            return method.TypeArguments.Concat(method.ContainingType.TypeArguments).Any(IsTask) || IsAsyncVoid(call, model, cancellationToken)
                ? new(CallChain.LocationOf(call), $"'{name}' hands the task back before it is done, so the policy sees no failure of it", "use an asynchronous policy and ExecuteAsync")
                : null;
        }

        var execution = new PolicyExecution(call, method, facts, model, cancellationToken);
        if (execution.OuterToken is { } outer)
        {
            return new(
                outer.GetLocation(),
                $"'{outer}' is passed on in place of the policy's own token, so a time-out of the policy cannot end the call",
                "pass the token of the lambda",
                execution.HasTimeout ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info);
        }

        return execution.IsOptimisticWithoutToken
            ? new(said.GetLocation(), "the time-out of the policy ends a call through its token alone, and this delegate takes none, so it never does", "take the token and pass it on")
            : null;
    }

    // Words that may stand for more than the statuses beside them.
    private static bool MayCountMore(ExpressionSyntax condition)
    {
        foreach (var node in condition.DescendantNodesAndSelf())
        {
            if (node is InvocationExpressionSyntax call && CallChain.NameOf(call)?.Identifier.ValueText is not ("FromResult" or "HandleResult" or "True" or "False")
                || node is IdentifierNameSyntax { Identifier.ValueText: var name } && (name.EndsWith("Exception", StringComparison.Ordinal) || name is "IsSuccessStatusCode")
                || node is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression })
            {
                return true;
            }
        }

        return condition is not AnonymousFunctionExpressionSyntax and not InvocationExpressionSyntax;
    }

    private static bool IsOfBreaker(AssignmentExpressionSyntax assignment, SemanticModel model, CancellationToken cancellationToken)
    {
        // o.CircuitBreaker.ShouldHandle = …, new HttpCircuitBreakerStrategyOptions { ShouldHandle = … }
        ITypeSymbol? owner = assignment.Left is MemberAccessExpressionSyntax { Expression: var holder }
            ? model.GetTypeInfo(holder, cancellationToken).Type
            : assignment.Parent is InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } ? model.GetTypeInfo(creation, cancellationToken).Type : null;
        return owner is not null && owner.Name is "HttpCircuitBreakerStrategyOptions" or "CircuitBreakerStrategyOptions" && (owner.IsInNamespace("Polly") || owner.IsInNamespace("Microsoft.Extensions.Http.Resilience"));
    }

    private static SimpleNameSyntax? NameOf(ExpressionSyntax left) => left switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };

    private static bool IsTask(ITypeSymbol type) => type.IsOrInherits("System.Threading.Tasks.Task") || type.Is("System.Threading.Tasks.ValueTask") || type.Is("System.Threading.Tasks.ValueTask`1");

    private static bool IsAsyncVoid(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
        => call.ArgumentList.Arguments.Any(argument => argument.Expression is AnonymousFunctionExpressionSyntax { AsyncKeyword.RawKind: (int)SyntaxKind.AsyncKeyword }
            && model.GetTypeInfo(argument.Expression, cancellationToken).ConvertedType is INamedTypeSymbol { DelegateInvokeMethod.ReturnsVoid: true });
}
