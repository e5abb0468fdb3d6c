using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>Where symbols are written, found by name first and bound only where the name is written at all.</summary>
internal sealed class Writes(CodeFacts facts)
{
    /// <summary>The names at which the symbol is assigned, incremented or passed by reference after its declaration.</summary>
    public IEnumerable<SyntaxNode> Of(ISymbol symbol, CancellationToken cancellationToken)
    {
        if (symbol is IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true })
            yield break;

        foreach (var tree in TreesOf(symbol))
        {
            // Of a referenced project only the syntax is in sight.
            if (!facts.Compilation.ContainsSyntaxTree(tree))
                continue;
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(symbol.Name, cancellationToken))
            {
                if (token.Parent is not IdentifierNameSyntax name || !IsWritten(name))
                    continue;
                if (SymbolEqualityComparer.Default.Equals(facts.ModelOf(tree).GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, symbol.OriginalDefinition))
                    yield return name;
            }
        }
    }

    private IEnumerable<SyntaxTree> TreesOf(ISymbol symbol)
    {
        if (symbol is ILocalSymbol or { DeclaredAccessibility: Accessibility.Private })
        {
            var owner = symbol is ILocalSymbol ? symbol : (ISymbol)symbol.ContainingType;
            return owner.DeclaringSyntaxReferences.Select(static r => r.SyntaxTree).Distinct();
        }

        return facts.Compilation.SyntaxTrees;
    }

    private static bool IsWritten(IdentifierNameSyntax name)
    {
        SyntaxNode target = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name.Parent is MemberBindingExpressionSyntax binding ? binding : name;
        return target.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == target,
            ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) || argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword)
                || argument.Parent is TupleExpressionSyntax { Parent: AssignmentExpressionSyntax tuple } && tuple.Left == argument.Parent,
            PrefixUnaryExpressionSyntax prefix => prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression,
            PostfixUnaryExpressionSyntax postfix => postfix.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression,
            RefExpressionSyntax => true,
            _ => false,
        };
    }
}
