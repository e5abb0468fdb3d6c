using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Data;

/// <summary>Whether code runs as one unit of an execution strategy: within what is handed to its Execute, directly or by whoever calls it.</summary>
internal sealed class StrategyScope(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxDepth = 3;

    /// <summary>False only where everybody in sight who runs the node does so outside of a strategy.</summary>
    public bool MayHold(SyntaxNode node, SemanticModel model) => MayHold(node, model, 0);

    private bool MayHold(SyntaxNode node, SemanticModel model, int depth)
    {
        foreach (var outer in node.Ancestors())
        {
            switch (outer)
            {
                case InvocationExpressionSyntax call when call.ArgumentList.Span.Contains(node.Span) && IsExecute(call, model):
                    return true;
                // Its own strategy stands beside: handed on as a local or a method group.
                case BaseMethodDeclarationSyntax when outer.DescendantTokens().Any(static t => t.ValueText == "CreateExecutionStrategy"):
                    return true;
                case LocalFunctionStatementSyntax or MethodDeclarationSyntax when model.GetDeclaredSymbol(outer, cancellationToken) is IMethodSymbol method:
                    return HasStrategicCaller(method, model, depth);
                case BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseTypeDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private bool HasStrategicCaller(IMethodSymbol method, SemanticModel own, int depth)
    {
        if (depth >= MaxDepth)
            return true;
        var hands = HandsTransactionOn(method);
        var isCalled = false;
        foreach (var promise in Promises(method).Prepend(method))
        {
            foreach (var name in facts.Uses.Of(promise, cancellationToken))
            {
                isCalled = true;
                if (MayHold(name, facts.ModelOf(name.SyntaxTree), depth + 1))
                    return true;
            }
        }

        // Who opens a transaction for others leaves the strategy to them, and they may be out of sight. A body of another project is called from there, too.
        return hands && !isCalled || !facts.Compilation.ContainsSyntaxTree(own.SyntaxTree);
    }

    private static bool HandsTransactionOn(IMethodSymbol method)
        => method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration
            && !declaration.DescendantTokens().Any(static t => t.ValueText is "Commit" or "CommitAsync" or "CommitTransaction" or "CommitTransactionAsync");

    private static IEnumerable<IMethodSymbol> Promises(IMethodSymbol method)
    {
        if (method.OverriddenMethod is { } overridden)
            yield return overridden;
        foreach (var type in method.ContainingType.AllInterfaces)
        {
            foreach (var member in type.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member)?.OriginalDefinition, method.OriginalDefinition))
                    yield return member;
            }
        }
    }

    private bool IsExecute(InvocationExpressionSyntax call, SemanticModel model)
        => CallChain.NameOf(call)?.Identifier.ValueText is { } name && name.StartsWith("Execute", StringComparison.Ordinal)
            && call.Expression is MemberAccessExpressionSyntax access
            && model.GetTypeInfo(access.Expression, cancellationToken).Type is var receiver
            && (receiver.IsOrInherits("Microsoft.EntityFrameworkCore.Storage.IExecutionStrategy")
                // A helper of the house around the strategy: what it is given runs within.
                || model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences: [var reference, ..] } && reference.GetSyntax(cancellationToken).DescendantTokens().Any(static t => t.ValueText == "CreateExecutionStrategy"));
}
