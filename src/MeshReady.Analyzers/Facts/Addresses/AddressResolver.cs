using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>
/// Follows an expression to the address in it: through constants, concatenation, Uri and UriBuilder, and through locals,
/// fields and properties that nothing writes again, to a literal or to a configuration key.
/// </summary>
internal sealed partial class AddressResolver(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxDepth = 12;

    private int _depth;

    /// <summary>What the expression says of an address.</summary>
    public AddressValue Resolve(IOperation? operation)
    {
        if (operation is null || _depth >= MaxDepth)
            return AddressValue.Unknown;

        _depth++;
        try
        {
            return ResolveCore(Unwrap(operation));
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>What the expression says of an address; binds the tree in which it stands.</summary>
    public AddressValue Resolve(ExpressionSyntax? expression)
        => expression is null ? AddressValue.Unknown : Resolve(facts.ModelFor(expression.SyntaxTree)?.GetOperation(expression, cancellationToken));

    private static IOperation Unwrap(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    private AddressValue ResolveCore(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: var constant })
        {
            return constant is string text ? new(AddressKind.Constant, text, ConstantOrigin(operation)) : AddressValue.Unknown;
        }

        return operation switch
        {
            IInterpolatedStringOperation interpolated => Join(PartsOf(interpolated), interpolated.Syntax),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum when sum.Type?.SpecialType == SpecialType.System_String => Join(PartsOf(sum), sum.Syntax),
            IObjectCreationOperation creation => ResolveCreation(creation),
            ICoalesceOperation coalesce => Default(Resolve(coalesce.Value), Resolve(coalesce.WhenNull)),
            ICoalesceAssignmentOperation coalesce => Default(Resolve(coalesce.Target), Resolve(coalesce.Value)),
            IConditionalOperation { WhenFalse: not null } conditional => ResolveConditional(conditional),
            ILocalReferenceOperation local => ResolveLocal(local),
            IFieldReferenceOperation { Field: var field } => ResolveField(field),
            IPropertyReferenceOperation property => ResolveProperty(property),
            IInvocationOperation invocation => ResolveInvocation(invocation),
            IConditionalAccessOperation access => Resolve(access.WhenNotNull),
            ISimpleAssignmentOperation assignment => Resolve(assignment.Value),
            IAwaitOperation => AddressValue.Unknown,
            _ => AddressValue.Unknown,
        };
    }

    /// <summary>The literal behind a constant's name, where the name is declared in source.</summary>
    private SyntaxNode ConstantOrigin(IOperation operation)
    {
        ISymbol? symbol = operation switch
        {
            IFieldReferenceOperation field => field.Field,
            ILocalReferenceOperation local => local.Local,
            _ => null,
        };
        return symbol is not null && Initializer(symbol) is { } value ? value : operation.Syntax;
    }

    private AddressValue ResolveCreation(IObjectCreationOperation creation)
    {
        if (creation.Arguments.Length == 0)
            return AddressValue.Unknown;

        if (creation.Type.Is("System.Uri"))
        {
            var first = Resolve(Argument(creation.Arguments, 0));
            return first;
        }

        if (creation.Type.Is("System.UriBuilder"))
        {
            if (creation.Arguments.Length == 1)
                return Resolve(Argument(creation.Arguments, 0));

            // UriBuilder(scheme, host[, port …])
            var scheme = Argument(creation.Arguments, 0)?.ConstantValue is { HasValue: true, Value: string s } ? s : null;
            var host = Resolve(Argument(creation.Arguments, 1));
            if (scheme is null || host.Text is null || host.Kind != AddressKind.Constant)
                return host.Kind == AddressKind.Configuration ? host : AddressValue.Unknown;
            var port = creation.Arguments.Length > 2 && Argument(creation.Arguments, 2)?.ConstantValue is { HasValue: true, Value: int p } ? ":" + p : "";
            return host with { Text = $"{scheme}://{host.Text}{port}/" };
        }

        if (creation.Type.Is("System.Net.DnsEndPoint") && creation.Arguments.Length >= 2)
        {
            var host = Resolve(Argument(creation.Arguments, 0));
            return host is { Kind: AddressKind.Constant, Text: not null } && Argument(creation.Arguments, 1)?.ConstantValue is { HasValue: true, Value: int port }
                ? host with { Text = $"{host.Text}:{port}" }
                : host;
        }

        return AddressValue.Unknown;
    }

    /// <summary>The value of the argument at a parameter's position, whatever the order in which it was written.</summary>
    private static IOperation? Argument(System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments, int ordinal)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Ordinal == ordinal)
                return argument.Value;
        }

        return null;
    }

    private AddressValue ResolveConditional(IConditionalOperation conditional)
    {
        var whenTrue = Resolve(conditional.WhenTrue);
        var whenFalse = Resolve(conditional.WhenFalse);
        if (conditional.Condition.Syntax is ExpressionSyntax condition && facts.ModelFor(condition.SyntaxTree) is { } model)
        {
            // What only development takes is not what runs in production.
            var development = new DevelopmentCondition(model, cancellationToken);
            if (development.Implies(condition, outcome: true))
                return whenFalse;
            if (development.Implies(condition, outcome: false))
                return whenTrue;
        }

        if (whenTrue.Kind == AddressKind.Constant && whenFalse.Kind == AddressKind.Constant)
            return whenTrue;

        if (IsMissingTest(conditional.Condition, out var whenPresent) && (whenPresent ? whenFalse : whenTrue) is { Kind: AddressKind.Constant } missing)
            return Default(whenPresent ? whenTrue : whenFalse, missing);

        return whenTrue.Kind == AddressKind.Configuration && whenFalse.Kind == AddressKind.Configuration ? whenTrue : AddressValue.Unknown;
    }

    /// <summary>Whether a condition asks for a value's absence (<c>x == null</c>, <c>string.IsNullOrEmpty(x)</c>) or presence.</summary>
    internal static bool IsMissingTest(IOperation condition, out bool whenPresent)
    {
        condition = Unwrap(condition);
        whenPresent = false;
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                var found = IsMissingTest(not.Operand, out var inner);
                whenPresent = !inner;
                return found;
            case IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" } }:
                return true;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary
                when IsNothing(binary.LeftOperand) || IsNothing(binary.RightOperand):
                whenPresent = binary.OperatorKind == BinaryOperatorKind.NotEquals;
                return true;
            case IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } when IsNothing(value):
                return true;
            case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } } when IsNothing(value):
                whenPresent = true;
                return true;
            case IIsPatternOperation { Pattern: IRecursivePatternOperation or IDeclarationPatternOperation }:
                whenPresent = true;
                return true;
            default:
                return false;
        }
    }

    private static bool IsNothing(IOperation operation)
        => Unwrap(operation) is var value
            && (value is IDefaultValueOperation
                || (value.ConstantValue is { HasValue: true, Value: null or "" })
                || (value is IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } }));

    /// <summary>What <c>value ?? missing</c> says.</summary>
    private static AddressValue Default(AddressValue value, AddressValue missing) => (value.Kind, missing.Kind) switch
    {
        (AddressKind.Fallback, _) => value,
        (AddressKind.Configuration, AddressKind.Constant) => missing with { Kind = AddressKind.Fallback, Key = value.Key, IsComposed = value.IsComposed },
        (AddressKind.Configuration, AddressKind.Fallback) => missing with { Key = value.Key },
        (AddressKind.Configuration, _) => value,
        (AddressKind.Unknown, AddressKind.Constant) => missing with { Kind = AddressKind.Fallback, IsOfUnknownSource = true },
        (_, AddressKind.Fallback) => missing,
        _ => AddressValue.Unknown,
    };
}
