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
    {
        // value! has no operation of its own.
        while (expression is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure)
            expression = sure.Operand;
        return expression is null ? AddressValue.Unknown : Resolve(facts.ModelFor(expression.SyntaxTree)?.GetOperation(expression, cancellationToken));
    }

    internal static IOperation Unwrap(IOperation operation)
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
            ICoalesceOperation coalesce => Default(Resolve(coalesce.Value), Resolve(coalesce.WhenNull), coalesce.WhenNull.Syntax),
            ICoalesceAssignmentOperation coalesce => Default(Resolve(coalesce.Target), Resolve(coalesce.Value), coalesce.Value.Syntax),
            IConditionalOperation { WhenFalse: not null } conditional => ResolveConditional(conditional),
            ILocalReferenceOperation local => ResolveLocal(local),
            IParameterReferenceOperation parameter => ResolveParameter(parameter),
            IFieldReferenceOperation { Field: var field } => ResolveField(field),
            IPropertyReferenceOperation property => ResolveProperty(property),
            IInvocationOperation invocation => ResolveInvocation(invocation),
            IConditionalAccessOperation access => Resolve(access.WhenNotNull),
            IConditionalAccessInstanceOperation instance => Resolve(AccessedBy(instance)),
            ISimpleAssignmentOperation assignment => Resolve(assignment.Value),
            ISwitchExpressionOperation choice => ResolveSwitch(choice),
            IInvalidOperation invalid => ResolveUnbound(invalid),
            _ => AddressValue.Unknown,
        };
    }

    /// <summary>The <c>x</c> of <c>x?.Member</c>.</summary>
    private static IOperation? AccessedBy(IConditionalAccessInstanceOperation instance)
    {
        IOperation child = instance;
        for (var parent = instance.Parent; parent is not null; (child, parent) = (parent, parent.Parent))
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
                return access.Operation;
        }

        return null;
    }

    /// <summary>The literal behind a constant's name, where the name is declared in source; also behind <c>Base + "/x"</c>.</summary>
    private SyntaxNode ConstantOrigin(IOperation operation)
    {
        var first = operation;
        while (true)
        {
            switch (first)
            {
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                    first = Unwrap(sum.LeftOperand);
                    continue;
                case IInterpolatedStringOperation interpolated when PartsOf(interpolated).FirstOrDefault() is { } part:
                    first = Unwrap(part);
                    continue;
            }

            break;
        }

        ISymbol? symbol = first switch
        {
            IFieldReferenceOperation field => field.Field,
            ILocalReferenceOperation local => local.Local,
            _ => null,
        };
        if (symbol is null || Initializer(symbol) is not { } value || first.ConstantValue is not { HasValue: true, Value: string text } || text.IndexOf(':') < 0 && !ReferenceEquals(first, operation))
            return operation.Syntax;
        return value is not LiteralExpressionSyntax && facts.ModelFor(value.SyntaxTree)?.GetOperation(value, cancellationToken) is { } inner ? ConstantOrigin(Unwrap(inner)) : value;
    }

    private AddressValue ResolveCreation(IObjectCreationOperation creation)
    {
        if (creation.Type.Is("System.UriBuilder"))
            return ResolveBuilder(creation);

        if (creation.Arguments.Length == 0)
            return AddressValue.Unknown;

        if (creation.Type.Is("System.Uri") || creation.Type.Is("Flurl.Url"))
            return Resolve(Argument(creation.Arguments, 0));

        if (creation.Type.Is("System.Net.IPAddress"))
            return OfBytes(Argument(creation.Arguments, 0), creation.Syntax);

        if ((creation.Type.Is("System.Net.DnsEndPoint") || creation.Type.Is("System.Net.IPEndPoint")) && creation.Arguments.Length >= 2)
        {
            var host = Resolve(Argument(creation.Arguments, 0));
            return host is { Kind: AddressKind.Constant, Text: not null } && Argument(creation.Arguments, 1)?.ConstantValue is { HasValue: true, Value: int port }
                ? host with { Text = $"{host.Text}:{port}" }
                : host;
        }

        return AddressValue.Unknown;
    }

    /// <summary><c>new IPAddress(new byte[] { 10, 0, 0, 5 })</c>.</summary>
    private static AddressValue OfBytes(IOperation? bytes, SyntaxNode origin)
    {
        if (bytes is null || Unwrap(bytes) is not IArrayCreationOperation { Initializer.ElementValues: { Length: 4 } parts })
            return AddressValue.Unknown;
        var numbers = parts.Select(static part => part.ConstantValue is { HasValue: true, Value: byte number } ? number : (byte?)null).ToList();
        return numbers.Contains(null) ? AddressValue.Unknown : new(AddressKind.Constant, string.Join(".", numbers), origin);
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

        if (MissingTest.Of(conditional.Condition) is { } test)
        {
            var (present, missing) = test.WhenPresent ? (conditional.WhenTrue, conditional.WhenFalse!) : (conditional.WhenFalse!, conditional.WhenTrue);
            var (known, instead) = test.WhenPresent ? (whenTrue, whenFalse) : (whenFalse, whenTrue);
            if (instead.Kind == AddressKind.Constant && test.IsOf(present.Syntax))
                return Default(known.Kind == AddressKind.Unknown ? Resolve(test.Tested) : known, instead, missing.Syntax);
        }

        return whenTrue.Kind == AddressKind.Configuration && whenFalse.Kind == AddressKind.Configuration ? whenTrue : AddressValue.Unknown;
    }

    /// <summary>A switch in which every arm that yields anything yields an address in code.</summary>
    private AddressValue ResolveSwitch(ISwitchExpressionOperation choice)
    {
        AddressValue? first = null;
        foreach (var arm in choice.Arms)
        {
            if (Unwrap(arm.Value) is IThrowOperation)
                continue;
            if (Resolve(arm.Value) is not { Kind: AddressKind.Constant } value)
                return AddressValue.Unknown;
            first ??= value;
        }

        return first ?? AddressValue.Unknown;
    }

    /// <summary>What <c>value ?? missing</c> says.</summary>
    private static AddressValue Default(AddressValue value, AddressValue missing, SyntaxNode place) => (value.Kind, missing.Kind) switch
    {
        (AddressKind.Fallback, _) => value,
        (AddressKind.Configuration, AddressKind.Constant) => missing with { Kind = AddressKind.Fallback, Key = value.Key, IsComposed = value.IsComposed, IsEnvironment = value.IsEnvironment, LogicalHost = value.LogicalHost, Missing = place },
        (AddressKind.Configuration, AddressKind.Fallback) => missing with { Key = value.Key, IsEnvironment = value.IsEnvironment },
        (AddressKind.Configuration, _) => value,
        (AddressKind.Unknown, AddressKind.Constant) => missing with { Kind = AddressKind.Fallback, IsOfUnknownSource = true, Missing = place },
        (_, AddressKind.Fallback) => missing,
        _ => AddressValue.Unknown,
    };
}
