using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>What the outcome of a condition says about the environment.</summary>
internal readonly struct DevelopmentCondition(SemanticModel model, CancellationToken cancellationToken)
{
    private const int MaxDepth = 8;

    /// <summary>Whether the condition comes out as <paramref name="outcome"/> in development only.</summary>
    public bool Implies(ExpressionSyntax condition, bool outcome) => Implies(condition, outcome, MaxDepth);

    public bool IsDevelopmentLabel(SwitchLabelSyntax label)
        => label is CaseSwitchLabelSyntax named && IsDevelopmentName(named.Value);

    private bool Implies(ExpressionSyntax condition, bool outcome, int depth)
    {
        if (depth == 0)
            return false;

        switch (condition)
        {
            case ParenthesizedExpressionSyntax inner:
                return Implies(inner.Expression, outcome, depth);
            case PrefixUnaryExpressionSyntax not when not.IsKind(SyntaxKind.LogicalNotExpression):
                return Implies(not.Operand, !outcome, depth);
            case PostfixUnaryExpressionSyntax sure when sure.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                return Implies(sure.Operand, outcome, depth);
            case BinaryExpressionSyntax binary:
                return Implies(binary, outcome, depth);
            case IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax constant } when outcome:
                return IsDevelopmentName(constant.Expression);
            case IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax constant } } when !outcome:
                return IsDevelopmentName(constant.Expression);
            case InvocationExpressionSyntax invocation when outcome:
                return IsDevelopmentCall(invocation);
            case MemberAccessExpressionSyntax access when outcome:
                return IsDevelopmentFlag(access.Name.Identifier.ValueText) || IsDebugger(access);
            case IdentifierNameSyntax name:
                return (outcome && IsDevelopmentFlag(name.Identifier.ValueText))
                    || (LocalValue(name) is { } value && Implies(value, outcome, depth - 1));
            default:
                return false;
        }
    }

    private bool Implies(BinaryExpressionSyntax binary, bool outcome, int depth)
    {
        switch (binary.Kind())
        {
            case SyntaxKind.LogicalAndExpression when outcome:
            case SyntaxKind.LogicalOrExpression when !outcome:
                return Implies(binary.Left, outcome, depth) || Implies(binary.Right, outcome, depth);
            case SyntaxKind.LogicalAndExpression:
            case SyntaxKind.LogicalOrExpression:
                return Implies(binary.Left, outcome, depth) && Implies(binary.Right, outcome, depth);
            case SyntaxKind.EqualsExpression when binary.Right.IsKind(SyntaxKind.TrueLiteralExpression):
            case SyntaxKind.NotEqualsExpression when binary.Right.IsKind(SyntaxKind.FalseLiteralExpression):
                return Implies(binary.Left, outcome, depth);
            case SyntaxKind.EqualsExpression when binary.Right.IsKind(SyntaxKind.FalseLiteralExpression):
            case SyntaxKind.NotEqualsExpression when binary.Right.IsKind(SyntaxKind.TrueLiteralExpression):
                return Implies(binary.Left, !outcome, depth);
            case SyntaxKind.EqualsExpression when outcome:
            case SyntaxKind.NotEqualsExpression when !outcome:
                return IsDevelopmentName(binary.Left) || IsDevelopmentName(binary.Right);
            default:
                return false;
        }
    }

    // By name alone: a house helper of this name means the same, and a guard only lowers a severity.
    private bool IsDevelopmentCall(InvocationExpressionSyntax invocation)
    {
        var name = invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            IdentifierNameSyntax plain => plain.Identifier.ValueText,
            _ => string.Empty,
        };
        if (name == "IsDevelopment")
            return true;
        if (name is not ("IsEnvironment" or "Equals"))
            return false;
        if (name == "Equals" && invocation.Expression is MemberAccessExpressionSyntax receiver && IsDevelopmentName(receiver.Expression))
            return true;

        foreach (var argument in invocation.ArgumentList.Arguments)
        {
            if (IsDevelopmentName(argument.Expression))
                return true;
        }

        return false;
    }

    private static bool IsDevelopmentFlag(string name)
    {
        name = name.TrimStart('_');
        return string.Equals(name, "isDevelopment", StringComparison.OrdinalIgnoreCase)
            || string.Equals(name, "isDev", StringComparison.OrdinalIgnoreCase)
            || string.Equals(name, "isDevelopmentEnvironment", StringComparison.OrdinalIgnoreCase);
    }

    private bool IsDebugger(MemberAccessExpressionSyntax access)
        => access.Name.Identifier.ValueText == "IsAttached"
            && model.GetSymbolInfo(access, cancellationToken).Symbol is IPropertySymbol property
            && property.ContainingType.Is("System.Diagnostics.Debugger");

    private bool IsDevelopmentName(ExpressionSyntax expression)
    {
        if (expression is LiteralExpressionSyntax literal)
            return literal.IsKind(SyntaxKind.StringLiteralExpression) && IsName(literal.Token.ValueText);
        if (expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax))
            return false;
        if (model.GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: string constant })
            return IsName(constant);

        // Environments.Development is a static readonly field.
        return expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Development" } access
            && model.GetSymbolInfo(access, cancellationToken).Symbol is IFieldSymbol field
            && (field.ContainingType.Is("Microsoft.Extensions.Hosting.Environments") || field.ContainingType.Is("Microsoft.AspNetCore.Hosting.EnvironmentName"));

        static bool IsName(string text)
            => string.Equals(text, "Development", StringComparison.OrdinalIgnoreCase) || string.Equals(text, "Local", StringComparison.OrdinalIgnoreCase);
    }

    private ExpressionSyntax? LocalValue(IdentifierNameSyntax name)
        => model.GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol local ? OnlyValue.OfLocal(local, model, cancellationToken) : null;
}
