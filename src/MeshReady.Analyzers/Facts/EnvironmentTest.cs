using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts;

/// <summary>Recognises a condition that asks whether the service runs in development.</summary>
internal static class EnvironmentTest
{
    /// <summary><c>env.IsDevelopment()</c>, <c>env.IsEnvironment("Development")</c>, <c>env.EnvironmentName == "Development"</c> and their negations.</summary>
    public static bool IsDevelopmentCheck(IOperation condition, out bool negated)
    {
        negated = false;
        while (true)
        {
            switch (condition)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                    negated = !negated;
                    condition = not.Operand;
                    continue;
                case IParenthesizedOperation parenthesized:
                    condition = parenthesized.Operand;
                    continue;
                case IInvocationOperation { TargetMethod.Name: "IsDevelopment" }:
                    return true;
                case IInvocationOperation { TargetMethod.Name: "IsProduction" }:
                    negated = !negated;
                    return true;
                case IInvocationOperation { TargetMethod.Name: "IsEnvironment" } named:
                    return named.Arguments.Any(static a => a.Value.ConstantValue is { HasValue: true, Value: "Development" or "Local" });
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
                    when IsDevelopmentName(comparison.LeftOperand) || IsDevelopmentName(comparison.RightOperand):
                    negated ^= comparison.OperatorKind == BinaryOperatorKind.NotEquals;
                    return true;
                default:
                    return false;
            }
        }
    }

    private static bool IsDevelopmentName(IOperation operation)
        => operation.ConstantValue is { HasValue: true, Value: "Development" }
            || operation is IFieldReferenceOperation { Field: { Name: "Development", ContainingType.Name: "Environments" or "EnvironmentName" } };
}
