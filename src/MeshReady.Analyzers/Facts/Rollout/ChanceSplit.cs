using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>Finds the decisions that chance makes: a random number, or the remainder of a hash.</summary>
internal static class ChanceSplit
{
    private const long SmallestParts = 10;

    /// <summary>The decisions of the number at a site; none where it is no chance.</summary>
    public static IReadOnlyList<Decision> DecisionsAt(RuleContext context, Site site)
    {
        if (site.Node is not ExpressionSyntax number || !MayDecide(number) || !IsChance(context, site, number))
            return [];
        return new DecisionFinder(context.Facts, context.CancellationToken).From(number, isCompared: false);
    }

    /// <summary>A first look by syntax: most numbers are payload, pauses or indexes.</summary>
    private static bool MayDecide(ExpressionSyntax number)
    {
        SyntaxNode node = number;
        while (node.Parent is BinaryExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax or PrefixUnaryExpressionSyntax)
            node = node.Parent;
        return node.Parent is IfStatementSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax or SwitchStatementSyntax or IsPatternExpressionSyntax or EqualsValueClauseSyntax or AssignmentExpressionSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or ArgumentSyntax;
    }

    private static bool IsChance(RuleContext context, Site site, ExpressionSyntax number)
    {
        if (number is InvocationExpressionSyntax call)
        {
            return context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol method
                && Array.Exists(RolloutNames.Dice, dice => dice.Name == site.Name && method.Home().IsOrInherits(dice.Type));
        }

        // Two or three equal parts are shards or turns; a hundredth is a share.
        return number is BinaryExpressionSyntax { Right: var parts } && context.Model.GetConstantValue(parts, context.CancellationToken) is { HasValue: true, Value: var value }
            && value switch { int number32 => number32, long number64 => number64, uint unsigned => unsigned, ulong and <= long.MaxValue and var wide => (long)(ulong)wide, _ => 0L } >= SmallestParts;
    }
}
