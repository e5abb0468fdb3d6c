using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>The way from a project to code of the projects that it refers to: which of its calls runs a method there.</summary>
internal static class CallsFromHere
{
    private const int MaxDepth = 4;

    /// <summary>A call in this project, made in production whatever the configuration says, that runs the code at the node; null where none is seen.</summary>
    public static InvocationExpressionSyntax? To(SyntaxNode node, CodeFacts facts, CancellationToken cancellationToken)
        => To(node, facts, MaxDepth, cancellationToken);

    private static InvocationExpressionSyntax? To(SyntaxNode node, CodeFacts facts, int depth, CancellationToken cancellationToken)
    {
        if (depth == 0 || node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Parent: TypeDeclarationSyntax owner } method || !method.Modifiers.Any(SyntaxKind.StaticKeyword))
            return null;

        // This project first: the shortest way is the one that the reader finds.
        foreach (var call in CallsOf(facts.Compilation.SyntaxTrees))
            return call;
        foreach (var call in CallsOf(facts.AllTrees().Where(t => !facts.Compilation.ContainsSyntaxTree(t))))
        {
            if (call.FirstAncestorOrSelf<MethodDeclarationSyntax>() != method && To(call, facts, depth - 1, cancellationToken) is { } found)
                return found;
        }

        return null;

        IEnumerable<InvocationExpressionSyntax> CallsOf(IEnumerable<SyntaxTree> trees)
        {
            foreach (var tree in trees)
            {
                foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(method.Identifier.ValueText, cancellationToken))
                {
                    if (token.Parent is SimpleNameSyntax name && CallOf(name) is { } call && facts.ModelAnywhere(tree) is { } model
                        && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol called && called.Home()?.Name == owner.Identifier.ValueText
                        && ProductionCode.AlwaysRuns(call, model, cancellationToken))
                    {
                        yield return call;
                    }
                }
            }
        }
    }

    private static InvocationExpressionSyntax? CallOf(SimpleNameSyntax name)
        => name.Parent is InvocationExpressionSyntax plain && plain.Expression == name ? plain
            : name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access && access.Name == name && call.Expression == access ? call : null;
}
