using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>A place where code takes one of several ways.</summary>
/// <param name="Condition">What decides.</param>
/// <param name="Ways">What each way does: an expression, or statements in their order.</param>
internal sealed record Decision(ExpressionSyntax Condition, IReadOnlyList<IReadOnlyList<SyntaxNode>> Ways)
{
    /// <summary>The decision that an expression makes by itself; null where it is no condition and no governing value.</summary>
    public static Decision? By(SyntaxNode value) => value.Parent switch
    {
        ConditionalExpressionSyntax choice when choice.Condition == value => new(choice.Condition, [[choice.WhenTrue], [choice.WhenFalse]]),
        IfStatementSyntax choice when choice.Condition == value => new(choice.Condition, WaysOf(choice)),
        SwitchExpressionSyntax choice when choice.GoverningExpression == value => new(choice.GoverningExpression, [.. choice.Arms.Select(static arm => (IReadOnlyList<SyntaxNode>)[arm.Expression])]),
        SwitchStatementSyntax choice when choice.Expression == value => new(choice.Expression, [.. choice.Sections.Select(static section => (IReadOnlyList<SyntaxNode>)[.. section.Statements])]),
        _ => null,
    };

    /// <summary>Both branches; without an else, what follows a branch that leaves, or what the branch overwrites.</summary>
    private static List<IReadOnlyList<SyntaxNode>> WaysOf(IfStatementSyntax choice)
    {
        var ways = new List<IReadOnlyList<SyntaxNode>> { new SyntaxNode[] { choice.Statement } };
        for (var other = choice.Else?.Statement; other is not null;)
        {
            if (other is not IfStatementSyntax next)
            {
                ways.Add([other]);
                return ways;
            }

            ways.Add([next.Statement]);
            other = next.Else?.Statement;
        }

        if (Leaves(choice.Statement))
            ways.Add(Following(choice));
        else if (Only(choice.Statement) is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax target } } && Before(choice, target.Identifier.ValueText) is { } initial)
            ways.Add([initial]);
        return ways;
    }

    private static bool Leaves(StatementSyntax statement)
        => (statement is BlockSyntax { Statements: [.., var last] } ? last : statement) is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax or YieldStatementSyntax;

    private static StatementSyntax Only(StatementSyntax statement) => statement is BlockSyntax { Statements: [var single] } ? single : statement;

    private static IReadOnlyList<SyntaxNode> Following(StatementSyntax statement)
        => [.. Siblings(statement).Where(other => other.SpanStart > statement.SpanStart)];

    /// <summary>What a local holds until the statement gives it something else.</summary>
    private static ExpressionSyntax? Before(StatementSyntax statement, string local)
    {
        foreach (var other in Siblings(statement).Where(other => other.SpanStart < statement.SpanStart).Reverse())
        {
            switch (other)
            {
                case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax target } assignment } when target.Identifier.ValueText == local:
                    return assignment.Right;
                case LocalDeclarationStatementSyntax declaration:
                    foreach (var variable in declaration.Declaration.Variables)
                    {
                        if (variable.Identifier.ValueText == local)
                            return variable.Initializer?.Value;
                    }

                    break;
            }
        }

        return null;
    }

    private static IEnumerable<StatementSyntax> Siblings(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>().Select(static global => global.Statement),
        _ => [],
    };
}
