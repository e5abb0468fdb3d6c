using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>A call found by its name, with its model.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Node">The call.</param>
/// <param name="Model">The model of its tree.</param>
internal readonly record struct NamedCall(string Name, InvocationExpressionSyntax Node, SemanticModel Model)
{
    /// <summary>The method, or the likeliest one where the compiler cannot choose; null where its library is out of sight.</summary>
    public IMethodSymbol? Method(CancellationToken cancellationToken)
    {
        var found = Model.GetSymbolInfo(Node, cancellationToken);
        return found.Symbol as IMethodSymbol ?? found.CandidateSymbols.OfType<IMethodSymbol>().FirstOrDefault();
    }

    /// <summary>The arguments by the names of their parameters.</summary>
    public IReadOnlyDictionary<string, ExpressionSyntax> Arguments(IMethodSymbol method)
    {
        var found = new Dictionary<string, ExpressionSyntax>(StringComparer.Ordinal);
        for (var i = 0; i < Node.ArgumentList.Arguments.Count; i++)
        {
            var argument = Node.ArgumentList.Arguments[i];
            if ((argument.NameColon?.Name.Identifier.ValueText ?? (i < method.Parameters.Length ? method.Parameters[i].Name : null)) is { } name)
                found[name] = argument.Expression;
        }

        return found;
    }

    /// <summary>All calls of methods with these names in the project's own files, tests left out.</summary>
    public static IEnumerable<NamedCall> In(CodeFacts code, CancellationToken cancellationToken, params string[] names)
    {
        foreach (var tree in code.Compilation.SyntaxTrees)
        {
            var index = SyntaxIndex.For(tree, cancellationToken);
            if (index.IsTestFile)
                continue;
            foreach (var name in names)
            {
                foreach (var token in index.Identifiers(name, cancellationToken))
                {
                    if (token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && CallChain.NameOf(call) == token.Parent)
                        yield return new(name, call, code.ModelOf(tree));
                }
            }
        }
    }
}
