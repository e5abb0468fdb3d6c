using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>A condition that asks whether a value is missing: <c>x == null</c>, <c>string.IsNullOrEmpty(x)</c>, <c>x is { Length: > 0 }</c>.</summary>
/// <param name="Tested">What is asked for.</param>
/// <param name="WhenPresent">Whether the condition holds where the value is there.</param>
internal sealed record MissingTest(IOperation Tested, bool WhenPresent)
{
    /// <summary>The test that a condition makes; null where it makes another one.</summary>
    public static MissingTest? Of(IOperation condition)
    {
        condition = AddressResolver.Unwrap(condition);
        return condition switch
        {
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Of(not.Operand) is { } inner ? inner with { WhenPresent = !inner.WhenPresent } : null,
            IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", Parameters.Length: 1 }, Arguments: [var only] } => new(only.Value, false),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary => OfComparison(binary),
            IIsPatternOperation pattern => OfPattern(pattern),
            _ => null,
        };
    }

    /// <summary>Whether the expression hands on the value that was asked for: <c>x</c>, <c>new Uri(x)</c>, the <c>y</c> of <c>x is { } y</c>.</summary>
    public bool IsOf(SyntaxNode present)
    {
        var tested = Tested.Syntax;
        foreach (var node in present.DescendantNodesAndSelf())
        {
            if (node.RawKind == tested.RawKind && SyntaxFactory.AreEquivalent(node, tested))
                return true;
        }

        return tested.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.IsPatternExpressionSyntax pattern
            && pattern.Pattern.DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.SingleVariableDesignationSyntax>().Any(d => present.DescendantTokens().Any(t => t.ValueText == d.Identifier.ValueText));
    }

    private static MissingTest? OfComparison(IBinaryOperation binary)
    {
        var isPresence = binary.OperatorKind == BinaryOperatorKind.NotEquals;
        if (IsNothing(binary.RightOperand))
            return new(binary.LeftOperand, isPresence);
        return IsNothing(binary.LeftOperand) ? new(binary.RightOperand, isPresence) : null;
    }

    private static MissingTest? OfPattern(IIsPatternOperation pattern) => pattern.Pattern switch
    {
        IConstantPatternOperation { Value: var value } when IsNothing(value) => new(pattern.Value, false),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or, LeftPattern: IConstantPatternOperation { Value: var left }, RightPattern: IConstantPatternOperation { Value: var right } } when IsNothing(left) && IsNothing(right) => new(pattern.Value, false),
        INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } when IsNothing(value) => new(pattern.Value, true),
        IRecursivePatternOperation or IDeclarationPatternOperation => new(pattern.Value, true),
        _ => null,
    };

    private static bool IsNothing(IOperation operation)
        => AddressResolver.Unwrap(operation) is var value
            && (value is IDefaultValueOperation
                || value.ConstantValue is { HasValue: true, Value: null or "" }
                || value is IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } });
}
