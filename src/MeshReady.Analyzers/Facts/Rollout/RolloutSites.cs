using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>Candidate sites of choices between services that no name betrays.</summary>
internal static class RolloutSites
{
    private const int MaxLevels = 8;

    /// <summary>Remembers <c>hash % 100</c>, and no remainder of a small division.</summary>
    public static void AddRemainder(SyntaxNode root, int position, ImmutableArray<Site>.Builder sites)
    {
        var token = root.FindToken(position);
        if (token.IsKind(SyntaxKind.PercentToken) && token.SpanStart == position && token.Parent is BinaryExpressionSyntax { Right: not LiteralExpressionSyntax { Token.ValueText.Length: 1 } } division)
            sites.Add(new Site(division, SiteKinds.Chance, "%"));
    }

    /// <summary>Remembers a switch or a table whose first way or entry holds an address: the first stands for all.</summary>
    public static void AddChoice(SyntaxNode address, ImmutableArray<Site>.Builder sites)
    {
        for (var (node, levels) = (address, 0); node is not null and not MemberDeclarationSyntax and not BlockSyntax && levels < MaxLevels; (node, levels) = (node.Parent, levels + 1))
        {
            var choice = node switch
            {
                SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax expression } arm when expression.Arms[0] == arm => (SyntaxNode)expression,
                SwitchSectionSyntax { Parent: SwitchStatementSyntax statement } section when statement.Sections[0] == section => statement,
                AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax, Parent: InitializerExpressionSyntax table } entry when table.Expressions[0] == entry => table,
                InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ComplexElementInitializerExpression, Parent: InitializerExpressionSyntax table } pair when pair.Expressions.Count == 2 && table.Expressions[0] == pair => table,
                _ => null,
            };
            if (choice is not null)
            {
                sites.Add(new Site(choice, SiteKinds.RegionalAddress, "switch"));
                return;
            }
        }
    }
}
