using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>The times around and under a retry in a pipeline of Polly 8.</summary>
/// <param name="Outer">The time-out that was added last before the retry: for all tries.</param>
/// <param name="Inner">The time-out that was added first after it: for each try.</param>
/// <param name="Delay">The pause before the first retry, where it is the same every time.</param>
internal sealed record PipelineTimes(StatedTime? Outer, StatedTime? Inner, StatedTime? Delay)
{
    /// <summary>The times around an <c>AddRetry</c> call; null where it is not one of Polly's.</summary>
    public static PipelineTimes? Of(InvocationExpressionSyntax retry, CodeFacts facts, CancellationToken cancellationToken)
    {
        if (facts.ModelFor(retry.SyntaxTree) is not { } model || model.GetSymbolInfo(retry, cancellationToken).Symbol is not IMethodSymbol method || !method.IsInNamespace("Polly"))
            return null;

        var times = new ConstantTime(facts, cancellationToken);
        var calls = CallsOn(retry);
        var at = calls.IndexOf(retry);
        return new PipelineTimes(
            Limit(calls.Take(at).LastOrDefault(IsTimeout)),
            Limit(calls.Skip(at + 1).FirstOrDefault(IsTimeout)),
            IsJittered(retry) ? null : Option(retry, "Delay"));

        StatedTime? Limit(InvocationExpressionSyntax? call)
        {
            if (call is null)
                return null;
            return call.ArgumentList.Arguments is [{ Expression: not BaseObjectCreationExpressionSyntax { Initializer: not null } and var time }] ? new StatedTime(times.Of(time), time) : Option(call, "Timeout");
        }

        StatedTime? Option(InvocationExpressionSyntax call, string name)
            => call.ArgumentList.DescendantNodes().OfType<AssignmentExpressionSyntax>().FirstOrDefault(a => a.Left is IdentifierNameSyntax { Identifier.ValueText: var set } && set == name)?.Right is { } value
                ? new StatedTime(times.Of(value), value)
                : null;
    }

    private static bool IsTimeout(InvocationExpressionSyntax call) => CallChain.NameOf(call)?.Identifier.ValueText == "AddTimeout";

    private static bool IsJittered(InvocationExpressionSyntax call) => call.ArgumentList.DescendantTokens().Any(static token => token.ValueText is "UseJitter" or "DelayGenerator");

    /// <summary>The calls that fill the same pipeline, in order: one chain, or the statements on one builder.</summary>
    private static List<InvocationExpressionSyntax> CallsOn(InvocationExpressionSyntax call)
    {
        if (RootOf(call) is not IdentifierNameSyntax builder || call.Ancestors().FirstOrDefault(static node => node is BlockSyntax or AnonymousFunctionExpressionSyntax or CompilationUnitSyntax) is not { } scope)
        {
            var whole = call;
            while (whole.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next })
                whole = next;
            return [.. whole.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Where(other => RootOf(other) == RootOf(call)).OrderBy(static other => other.Span.End)];
        }

        return [.. scope.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(other => RootOf(other) is IdentifierNameSyntax name && name.Identifier.ValueText == builder.Identifier.ValueText).OrderBy(static other => other.Span.End)];
    }

    private static ExpressionSyntax? RootOf(InvocationExpressionSyntax call)
    {
        ExpressionSyntax? root = call;
        while (root is InvocationExpressionSyntax inner)
            root = (inner.Expression as MemberAccessExpressionSyntax)?.Expression;
        return root;
    }
}
