using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>The one expression that a local, field or property can hold: its initialiser, where nothing else ever writes it.</summary>
internal static class OnlyValue
{
    /// <summary>The expression, possibly of another tree, or null where the symbol can hold anything else.</summary>
    public static ExpressionSyntax? Of(ISymbol symbol, CodeFacts facts, SemanticModel model, CancellationToken cancellationToken) => symbol switch
    {
        ILocalSymbol local => OfLocal(local, model, cancellationToken),
        IFieldSymbol field => OfField(field, facts, cancellationToken),
        IPropertySymbol property => OfProperty(property, facts, cancellationToken),
        _ => null,
    };

    /// <summary>As <see cref="Of"/> for a local of the model's own tree.</summary>
    public static ExpressionSyntax? OfLocal(ILocalSymbol local, SemanticModel model, CancellationToken cancellationToken)
    {
        if (Declaration(local, cancellationToken) is not VariableDeclaratorSyntax { Initializer.Value: { } value } declarator || value.SyntaxTree != model.SyntaxTree)
            return null;

        var scope = declarator.FirstAncestorOrSelf<StatementSyntax>()?.Parent;
        if (scope is GlobalStatementSyntax)
            scope = scope.Parent;
        return scope is null || IsWritten(scope, local, model, cancellationToken) ? null : value;
    }

    private static ExpressionSyntax? OfField(IFieldSymbol field, CodeFacts facts, CancellationToken cancellationToken)
    {
        if (Declaration(field, cancellationToken) is not VariableDeclaratorSyntax { Initializer.Value: { } value })
            return null;
        return IsWrittenAnywhere(field, field.IsReadOnly, field.DeclaredAccessibility, facts, cancellationToken) ? null : value;
    }

    private static ExpressionSyntax? OfProperty(IPropertySymbol property, CodeFacts facts, CancellationToken cancellationToken)
    {
        if (property.IsVirtual || property.IsAbstract || property.IsOverride || Declaration(property, cancellationToken) is not PropertyDeclarationSyntax declaration)
            return null;
        if (declaration.ExpressionBody is { } arrow)
            return arrow.Expression;

        foreach (var accessor in declaration.AccessorList?.Accessors ?? default)
        {
            if (!accessor.IsKind(SyntaxKind.GetAccessorDeclaration))
                continue;
            if (accessor.ExpressionBody is { } body)
                return body.Expression;
            if (accessor.Body is { } block)
                return block.Statements is [ReturnStatementSyntax { Expression: { } returned }] ? returned : null;
        }

        if (declaration.Initializer?.Value is not { } value)
            return null;
        var writer = property.SetMethod;
        return IsWrittenAnywhere(property, writer is null, writer?.DeclaredAccessibility ?? Accessibility.Private, facts, cancellationToken) ? null : value;
    }

    private static SyntaxNode? Declaration(ISymbol symbol, CancellationToken cancellationToken)
        => symbol.DeclaringSyntaxReferences is [var single] ? single.GetSyntax(cancellationToken) : null;

    private static bool IsWrittenAnywhere(ISymbol member, bool isReadOnly, Accessibility accessibility, CodeFacts facts, CancellationToken cancellationToken)
    {
        if (isReadOnly || accessibility == Accessibility.Private)
        {
            foreach (var part in member.ContainingType.DeclaringSyntaxReferences)
            {
                // The source of a referenced project cannot be bound: who writes there stays open.
                if (facts.ModelFor(part.SyntaxTree) is not { } owner || IsWritten(part.GetSyntax(cancellationToken), member, owner, cancellationToken))
                    return true;
            }

            return false;
        }

        // Another assembly may write what it can see.
        for (var type = member.ContainingType; accessibility is not (Accessibility.Internal or Accessibility.ProtectedAndInternal); type = type.ContainingType)
        {
            if (type is null)
                return true;
            accessibility = type.DeclaredAccessibility is Accessibility.Private ? Accessibility.Internal : type.DeclaredAccessibility;
        }

        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(member.Name, cancellationToken))
            {
                if (token.Parent is IdentifierNameSyntax name && IsWrite(name) && Binds(name, member, facts.ModelOf(tree), cancellationToken))
                    return true;
            }
        }

        return false;
    }

    private static bool IsWritten(SyntaxNode scope, ISymbol symbol, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var node in scope.DescendantNodes())
        {
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == symbol.Name && IsWrite(name) && Binds(name, symbol, model, cancellationToken))
                return true;
        }

        return false;
    }

    private static bool Binds(IdentifierNameSyntax name, ISymbol symbol, SemanticModel model, CancellationToken cancellationToken)
        => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, symbol.OriginalDefinition);

    private static bool IsWrite(IdentifierNameSyntax name)
    {
        ExpressionSyntax whole = name;
        if (name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
            whole = access;
        else if (name.Parent is MemberBindingExpressionSyntax binding)
            whole = binding;

        return whole.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == whole,
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple } => deconstruction.Left == tuple,
            ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) && !argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword),
            RefExpressionSyntax => true,
            PrefixUnaryExpressionSyntax prefix => prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression) || prefix.IsKind(SyntaxKind.AddressOfExpression),
            PostfixUnaryExpressionSyntax postfix => !postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression),
            _ => false,
        };
    }
}
