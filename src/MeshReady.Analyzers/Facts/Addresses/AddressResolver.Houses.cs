using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <content>Methods of the project that read a setting: <c>Env("ORDERS_URL", "http://orders")</c>.</content>
internal sealed partial class AddressResolver
{
    private Frame? _frame;

    /// <summary>What a method returns that is one expression, with the arguments of this call in place of its parameters.</summary>
    private AddressValue ResolveHouse(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod.Declared();
        if (method.IsVirtual || method.IsAbstract || method.IsOverride || method.DeclaringSyntaxReferences is not [var single] || !IsTextOrUri(method.ReturnType))
            return AddressValue.Unknown;

        var returned = single.GetSyntax(cancellationToken) switch
        {
            MethodDeclarationSyntax declared => Returned(declared.Body, declared.ExpressionBody),
            LocalFunctionStatementSyntax local => Returned(local.Body, local.ExpressionBody),
            _ => null,
        };
        if (returned is null)
            return AddressValue.Unknown;

        var frame = _frame;
        _frame = new Frame(invocation, frame);
        try
        {
            // Only what comes from configuration: a constant that a method returns may be any kind of text.
            return Resolve(returned) is { Kind: AddressKind.Configuration or AddressKind.Fallback, IsOfUnknownSource: false } value ? AtCall(value, invocation) : AddressValue.Unknown;
        }
        finally
        {
            _frame = frame;
        }
    }

    /// <summary>A fallback that the caller hands over is the caller's.</summary>
    private static AddressValue AtCall(AddressValue value, IInvocationOperation invocation)
        => value.Origin is { } origin && invocation.Arguments.FirstOrDefault(a => a.Value.Syntax.SyntaxTree == origin.SyntaxTree && a.Value.Syntax.Span.Contains(origin.Span)) is { } argument
            ? value with { Missing = argument.Value.Syntax }
            : value;

    private static ExpressionSyntax? Returned(BlockSyntax? body, ArrowExpressionClauseSyntax? arrow)
        => arrow?.Expression ?? (body is { Statements: [ReturnStatementSyntax { Expression: { } returned }] } ? returned : null);

    private AddressValue ResolveParameter(IParameterReferenceOperation reference)
    {
        var frame = _frame;
        if (ArgumentOf(reference) is not { } argument)
            return AddressValue.Unknown;

        _frame = frame?.Outer;
        try
        {
            return Resolve(argument);
        }
        finally
        {
            _frame = frame;
        }
    }

    /// <summary>The constant text of an operation, also where it is a parameter of the method at hand.</summary>
    private string? TextOf(IOperation? operation)
    {
        if (operation is null)
            return null;
        if (Unwrap(operation) is IParameterReferenceOperation parameter)
            operation = ArgumentOf(parameter);
        return operation?.ConstantValue is { HasValue: true, Value: string text } ? text : null;
    }

    private IOperation? ArgumentOf(IParameterReferenceOperation reference)
        => _frame?.Call.Arguments.FirstOrDefault(a => a.ArgumentKind == ArgumentKind.Explicit && a.Parameter is { } parameter && SymbolEqualityComparer.Default.Equals(parameter.OriginalDefinition, reference.Parameter.OriginalDefinition))?.Value;

    /// <summary>The call whose method is being read, and that around it.</summary>
    private sealed record Frame(IInvocationOperation Call, Frame? Outer);
}
