using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>
/// Follows a value to the decisions that it makes: through arithmetic, comparisons, locals, and methods that return what
/// they made of it.
/// </summary>
internal sealed class DecisionFinder(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxDepth = 3;

    /// <summary>What compares its receiver or argument with something else.</summary>
    private static readonly HashSet<string> Comparisons = new(StringComparer.Ordinal)
    {
        "Equals", "Contains", "ContainsKey", "StartsWith", "EndsWith", "Any", "IsNullOrEmpty", "IsNullOrWhiteSpace", "TryGetValue", "TryParse", "CompareTo",
    };

    /// <summary>What hands its receiver or argument on.</summary>
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        "Abs", "ToString", "Trim", "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant", "FirstOrDefault", "First", "Single", "SingleOrDefault", "Parse", "ToInt32", "ToInt64", "ToUInt32", "ToDouble", "ToBoolean", "Round", "Floor", "GetValueOrDefault", "AsSpan", "Get", "GetValue", "GetFirstValue",
    };

    /// <summary>The decisions.</summary>
    /// <param name="value">Where the value comes from.</param>
    /// <param name="isCompared">Whether the value is a verdict already; otherwise something must compare it first.</param>
    public IReadOnlyList<Decision> From(ExpressionSyntax value, bool isCompared)
    {
        var found = new List<Decision>();
        Climb(value, isCompared, MaxDepth, found);
        return found;
    }

    private void Climb(SyntaxNode node, bool isCompared, int depth, List<Decision> found)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            // A switch compares by its arms.
            if (isCompared || node.Parent is SwitchExpressionSyntax or SwitchStatementSyntax)
            {
                if (Decision.By(node) is { } decision)
                {
                    found.Add(decision);
                    return;
                }
            }

            switch (node.Parent)
            {
                case BinaryExpressionSyntax binary:
                    isCompared |= binary.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression;
                    break;
                case IsPatternExpressionSyntax:
                    isCompared = true;
                    break;
                case ParenthesizedExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax or PrefixUnaryExpressionSyntax or CheckedExpressionSyntax or PostfixUnaryExpressionSyntax or ConditionalAccessExpressionSyntax:
                case MemberAccessExpressionSyntax access when access.Expression == node:
                case ElementAccessExpressionSyntax element when element.Expression == node:
                    break;
                case InvocationExpressionSyntax call when call.Expression == node && NameOf(call) is { } name && (Comparisons.Contains(name) || Passing.Contains(name)):
                    isCompared |= Comparisons.Contains(name);
                    FollowOut(call, depth, found);
                    break;
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } when NameOf(call) is { } name && (Comparisons.Contains(name) || Passing.Contains(name)):
                    isCompared |= Comparisons.Contains(name);
                    FollowOut(call, depth, found);
                    node = call;
                    continue;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                    FollowUses(facts.ModelOf(variable.SyntaxTree).GetDeclaredSymbol(variable, cancellationToken), isCompared, depth, found);
                    return;
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment when assignment.Right == node:
                    FollowUses(facts.ModelOf(assignment.SyntaxTree).GetSymbolInfo(assignment.Left, cancellationToken).Symbol as ILocalSymbol, isCompared, depth, found);
                    return;
                case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                    FollowUses(FunctionAround(node), isCompared, depth, found);
                    return;
                default:
                    return;
            }

            node = node.Parent!;
        }
    }

    /// <summary><c>TryGetValue("x", out var value)</c> gives away more than its verdict.</summary>
    private void FollowOut(InvocationExpressionSyntax call, int depth, List<Decision> found)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument is { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword, Expression: DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax variable } })
                FollowUses(facts.ModelOf(call.SyntaxTree).GetDeclaredSymbol(variable, cancellationToken), isCompared: false, depth, found);
        }
    }

    /// <summary>Follows every use of a local, or every call of a function.</summary>
    public void FollowUses(ISymbol? symbol, bool isCompared, int depth, List<Decision> found)
    {
        if (depth == 0 || symbol is null)
            return;
        foreach (var use in facts.Uses.Of(symbol, cancellationToken))
        {
            SyntaxNode whole = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
            if (symbol is IMethodSymbol)
            {
                if (whole.Parent is InvocationExpressionSyntax call && call.Expression == whole)
                    Climb(call, isCompared, depth - 1, found);
            }
            else if (whole.Parent is not AssignmentExpressionSyntax { Left: var left } || left != whole)
            {
                Climb(whole, isCompared, depth - 1, found);
            }
        }
    }

    private ISymbol? FunctionAround(SyntaxNode node)
    {
        var function = node.FirstAncestorOrSelf<SyntaxNode>(static n => n is AnonymousFunctionExpressionSyntax or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or BasePropertyDeclarationSyntax);
        return function is MethodDeclarationSyntax or LocalFunctionStatementSyntax or PropertyDeclarationSyntax ? facts.ModelOf(node.SyntaxTree).GetDeclaredSymbol(function, cancellationToken) : null;
    }

    private static string? NameOf(InvocationExpressionSyntax call) => Clients.CallChain.NameOf(call)?.Identifier.ValueText;
}
