using MeshReady.Analyzers.Facts.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Reads which part of configuration an expression stands for, and which key fills a property of options that a house method binds.</summary>
internal sealed class ConfigurationPath(CodeFacts code, CancellationToken cancellationToken)
{
    private const int Deepest = 4;

    private BoundOptions? _options;

    /// <summary>What fills objects of options.</summary>
    public BoundOptions Options => _options ??= new(code, this, cancellationToken);

    /// <summary>The path of <c>configuration.GetSection("A").GetSection("B")</c>; empty for the root, null where it is not constant.</summary>
    public string? Of(ExpressionSyntax? expression) => Of(expression, 0);

    private string? Of(ExpressionSyntax? expression, int depth)
    {
        if (expression is null || depth > Deepest || code.ModelFor(expression.SyntaxTree) is not { } model)
            return null;
        switch (expression)
        {
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetSection" or "GetRequiredSection" } access, ArgumentList.Arguments: [{ Expression: var name }] }:
                return model.GetConstantValue(name, cancellationToken) is { HasValue: true, Value: string { Length: > 0 } text } && Of(access.Expression, depth + 1) is { } outer
                    ? outer.Length == 0 ? text : outer + ":" + text
                    : null;
            case IdentifierNameSyntax when model.GetSymbolInfo(expression, cancellationToken).Symbol is ILocalSymbol local && OnlyValue.OfLocal(local, model, cancellationToken) is { } value:
                return Of(value, depth + 1) is { } path ? path : IsRoot(expression, model) ? "" : null;
            default:
                return IsRoot(expression, model) ? "" : null;
        }
    }

    private bool IsRoot(ExpressionSyntax expression, SemanticModel model)
        => model.GetTypeInfo(expression, cancellationToken).Type is { } type && type.IsOrInherits("Microsoft.Extensions.Configuration.IConfiguration")
            && !type.IsOrInherits("Microsoft.Extensions.Configuration.IConfigurationSection");

    /// <summary>
    /// The key behind an address that comes from an options object which a method of the house binds: <c>services.GetOptions&lt;T&gt;("Grpc").Address</c>,
    /// <c>configuration.BindOptions&lt;T&gt;()</c> where the method takes the type's name for the section. Null where the code does not say it.
    /// </summary>
    public string? OfOptions(SyntaxNode value)
    {
        foreach (var access in value.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>())
        {
            if (code.ModelFor(access.SyntaxTree) is not { } model || model.GetSymbolInfo(access, cancellationToken).Symbol is not IPropertySymbol { IsStatic: false } property || property.ContainingType.IsInNamespace("System"))
                continue;
            var bound = access.Expression is InvocationExpressionSyntax direct ? direct
                : model.GetSymbolInfo(access.Expression, cancellationToken).Symbol is { } symbol && OnlyValue.Of(symbol, code, model, cancellationToken) is { } only ? Bare(only) as InvocationExpressionSyntax : null;
            if ((bound is not null && SectionOf(bound) is { } section ? section + ":" + property.Name : Options.KeyOf(access)) is { } key)
                return key;
        }

        return null;
    }

    /// <summary>The section that a generic house method binds.</summary>
    public string? SectionOf(InvocationExpressionSyntax call)
    {
        if (code.ModelFor(call.SyntaxTree) is not { } model || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { TypeArguments: [var type] } method || type is ITypeParameterSymbol)
            return null;
        if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Get", Expression: var section } && Of(section) is { Length: > 0 } bound)
            return bound;
        var texts = call.ArgumentList.Arguments.Select(a => model.GetConstantValue(a.Expression, cancellationToken)).Where(static v => v is { HasValue: true, Value: string }).Select(static v => (string)v.Value!).ToList();
        if (texts is [{ Length: > 0 } said] && !method.Declared().DeclaringSyntaxReferences.IsEmpty)
            return said;
        return texts.Count == 0 && TakesTypeName(method.Declared(), 0) ? type.Name : null;
    }

    /// <summary>Whether a method in sight, also of another project, says <c>typeof(T).Name</c> of its own parameter.</summary>
    public bool TakesTypeName(IMethodSymbol method, int depth)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellationToken);
            if (syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access => access is { Name.Identifier.ValueText: "Name", Expression: TypeOfExpressionSyntax { Type: IdentifierNameSyntax type } }
                && method.TypeParameters.Any(parameter => parameter.Name == type.Identifier.ValueText)))
            {
                return true;
            }

            if (depth > 1 || code.ModelAnywhere(syntax.SyntaxTree) is not { } model)
                continue;
            foreach (var inner in syntax.DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (inner.Expression is MemberAccessExpressionSyntax { Name: GenericNameSyntax } or GenericNameSyntax
                    && model.GetSymbolInfo(inner, cancellationToken).Symbol is IMethodSymbol next && !SymbolEqualityComparer.Default.Equals(next.Declared(), method) && TakesTypeName(next.Declared(), depth + 1))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static ExpressionSyntax Bare(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case PostfixUnaryExpressionSyntax sure:
                    expression = sure.Operand;
                    continue;
                case ParenthesizedExpressionSyntax inner:
                    expression = inner.Expression;
                    continue;
                case BinaryExpressionSyntax { OperatorToken.ValueText: "??" } either:
                    expression = either.Left;
                    continue;
                default:
                    return expression;
            }
        }
    }
}
