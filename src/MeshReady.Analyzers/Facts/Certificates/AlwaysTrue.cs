using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Certificates;

/// <summary>Whether a function answers true on every path: no other return, and no exception that would refuse.</summary>
internal readonly struct AlwaysTrue(CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
{
    private static readonly string[] RefusingVerbs = ["Ensure", "Validate", "Verify", "Throw", "Assert", "Check", "Require", "Guard", "Demand", "Pin"];

    /// <param name="body">The block or expression of the function.</param>
    /// <param name="parameters">Names of the parameters: a certificate handed to a method that may throw is a check.</param>
    public bool Holds(SyntaxNode? body, ImmutableArray<string> parameters)
    {
        if (body is null || MayThrow(body, parameters))
            return false;
        if (body is ExpressionSyntax expression)
            return Evaluate(expression) == true;
        if (body is not BlockSyntax block)
            return false;

        var found = false;
        foreach (var node in block.DescendantNodes(IsSameFunction))
        {
            if (node is not ReturnStatementSyntax returned)
                continue;
            if (returned.Expression is null)
                return false;
            if (Evaluate(returned.Expression) == true)
                found = true;
            else if (IsReachable(returned))
                return false;
        }

        return found;
    }

    private bool IsReachable(StatementSyntax statement)
        => model.AnalyzeControlFlow(statement) is not { Succeeded: true, StartPointIsReachable: false };

    /// <summary>True or false where the expression can have no other value, otherwise null.</summary>
    private bool? Evaluate(ExpressionSyntax expression)
    {
        if (model.GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: bool constant })
            return constant;

        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Evaluate(inner.Expression);
            case PrefixUnaryExpressionSyntax not when not.IsKind(SyntaxKind.LogicalNotExpression):
                return !Evaluate(not.Operand);
            case ConditionalExpressionSyntax choice:
                return Evaluate(choice.WhenTrue) is { } first && Evaluate(choice.WhenFalse) == first ? first : null;
            case BinaryExpressionSyntax either when either.Kind() is SyntaxKind.LogicalOrExpression or SyntaxKind.BitwiseOrExpression:
                return Evaluate(either.Left) == true || Evaluate(either.Right) == true ? true : null;
            case BinaryExpressionSyntax both when both.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.BitwiseAndExpression:
                return Evaluate(both.Left) == true && Evaluate(both.Right) == true ? true : null;
            case SwitchExpressionSyntax choice:
                foreach (var arm in choice.Arms)
                {
                    if (Evaluate(arm.Expression) != true)
                        return null;
                }

                return choice.Arms.Count > 0 ? true : null;
            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                return model.GetSymbolInfo(expression, cancellationToken).Symbol is { } holder
                    ? Literal(OnlyValue.Of(holder, facts, model, cancellationToken))
                    : null;
            default:
                return null;
        }
    }

    private static bool? Literal(ExpressionSyntax? value) => value?.Kind() switch
    {
        SyntaxKind.TrueLiteralExpression => true,
        SyntaxKind.FalseLiteralExpression => false,
        _ => null,
    };

    private bool MayThrow(SyntaxNode body, ImmutableArray<string> parameters)
    {
        foreach (var node in body.DescendantNodesAndSelf(IsSameFunction))
        {
            if (node is ThrowStatementSyntax or ThrowExpressionSyntax)
                return true;
            if (node is InvocationExpressionSyntax invocation && Takes(invocation, parameters) && Refuses(invocation))
                return true;
        }

        return false;
    }

    private static bool Takes(InvocationExpressionSyntax invocation, ImmutableArray<string> parameters)
    {
        foreach (var node in invocation.DescendantNodes())
        {
            if (node is IdentifierNameSyntax name && parameters.Contains(name.Identifier.ValueText))
                return true;
        }

        return false;
    }

    private bool Refuses(InvocationExpressionSyntax invocation)
    {
        var name = invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            SimpleNameSyntax plain => plain.Identifier.ValueText,
            _ => string.Empty,
        };
        foreach (var verb in RefusingVerbs)
        {
            if (name.StartsWith(verb, StringComparison.Ordinal))
                return true;
        }

        if (model.GetSymbolInfo(invocation, cancellationToken).Symbol is not IMethodSymbol method)
            return false;
        foreach (var declaration in method.Declared().DeclaringSyntaxReferences)
        {
            foreach (var node in declaration.GetSyntax(cancellationToken).DescendantNodes())
            {
                if (node is ThrowStatementSyntax or ThrowExpressionSyntax)
                    return true;
            }
        }

        return false;
    }

    private static bool IsSameFunction(SyntaxNode node) => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);
}
