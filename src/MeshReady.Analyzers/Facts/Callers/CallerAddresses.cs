using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Callers;

/// <summary>Whether an expression is the address from which a request came.</summary>
internal sealed class CallerAddresses(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxDepth = 4;

    public bool Contains(ExpressionSyntax expression) => Contains(expression, MaxDepth);

    private bool Contains(ExpressionSyntax expression, int depth)
    {
        if (depth == 0 || facts.ModelFor(expression.SyntaxTree) is not { } model)
            return false;

        return expression switch
        {
            ParenthesizedExpressionSyntax inner => Contains(inner.Expression, depth),
            PostfixUnaryExpressionSyntax sure when sure.IsKind(SyntaxKind.SuppressNullableWarningExpression) => Contains(sure.Operand, depth),
            CastExpressionSyntax cast => Contains(cast.Expression, depth),
            BinaryExpressionSyntax either when either.IsKind(SyntaxKind.CoalesceExpression) => Contains(either.Left, depth),
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "ToString" or "MapToIPv4" or "MapToIPv6" } } } access => Contains(access.Expression, depth),
            ConditionalAccessExpressionSyntax access => IsRemoteAddress(Innermost(access), model),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString" or "MapToIPv4" or "MapToIPv6", Expression: var receiver } } => Contains(receiver, depth),
            InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "ToString" or "MapToIPv4" or "MapToIPv6" } } => expression.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } whole && Contains(whole.Expression, depth),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RemoteIpAddress" } => IsRemoteAddress(expression, model),
            IdentifierNameSyntax name => OfName(name, model, depth),
            _ => false,
        };
    }

    private static ExpressionSyntax Innermost(ConditionalAccessExpressionSyntax access)
        => access.WhenNotNull is ConditionalAccessExpressionSyntax next ? Innermost(next) : access.WhenNotNull;

    private bool IsRemoteAddress(ExpressionSyntax expression, SemanticModel model)
        => model.GetSymbolInfo(expression, cancellationToken).Symbol is IPropertySymbol { Name: "RemoteIpAddress", ContainingType: var type }
            && (type.Is("Microsoft.AspNetCore.Http.ConnectionInfo") || type.Is("Microsoft.AspNetCore.Http.Features.IHttpConnectionFeature"));

    private bool OfName(IdentifierNameSyntax name, SemanticModel model, int depth)
    {
        switch (model.GetSymbolInfo(name, cancellationToken).Symbol)
        {
            case ILocalSymbol { DeclaringSyntaxReferences: [var declaration] } local:
                var syntax = declaration.GetSyntax(cancellationToken);
                return syntax is SingleVariableDesignationSyntax
                    ? syntax.FirstAncestorOrSelf<IsPatternExpressionSyntax>() is { } pattern && Contains(pattern.Expression, depth - 1)
                    : OnlyValue.OfLocal(local, model, cancellationToken) is { } value && Contains(value, depth - 1);
            case IParameterSymbol { ContainingSymbol: IMethodSymbol method, Type: var type } parameter when type.Is("System.Net.IPAddress") || type.SpecialType == SpecialType.System_String:
                return Arguments(method, parameter).Any(a => Contains(a, depth - 1));
            default:
                return false;
        }
    }

    /// <summary>What the callers of a method in this project give to one of its parameters.</summary>
    private IEnumerable<ExpressionSyntax> Arguments(IMethodSymbol method, IParameterSymbol parameter)
    {
        foreach (var use in facts.Uses.Of(method, cancellationToken))
        {
            SyntaxNode called = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
            if (called.Parent is not InvocationExpressionSyntax call)
                continue;

            // An extension called on its receiver has no argument for its first parameter.
            var at = parameter.Ordinal;
            if (method.IsExtensionMethod && called is MemberAccessExpressionSyntax { Expression: var receiver } && facts.ModelOf(call.SyntaxTree).GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { ReducedFrom: not null })
            {
                if (at == 0)
                {
                    yield return receiver;
                    continue;
                }

                at--;
            }

            if (at < call.ArgumentList.Arguments.Count && call.ArgumentList.Arguments[at].NameColon is null)
                yield return call.ArgumentList.Arguments[at].Expression;
        }
    }
}
