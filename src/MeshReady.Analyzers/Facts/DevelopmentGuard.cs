using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>Whether code runs on a developer's machine only: below <c>#if DEBUG</c>, or where the host says that it is in development.</summary>
internal static class DevelopmentGuard
{
    /// <summary>
    /// Whether <paramref name="node"/> is reached only in development. What cannot be decided counts as reached elsewhere too.
    /// </summary>
    /// <param name="node">A statement or expression of the model's tree.</param>
    /// <param name="model">The model of the node's tree; asked only where the syntax alone leaves the question open.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static bool IsDevelopmentOnly(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        if (DebugRegion.Contains(node, cancellationToken))
            return true;

        var condition = new DevelopmentCondition(model, cancellationToken);
        for (var (child, parent) = (node, node.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var guarded = parent switch
            {
                IfStatementSyntax choice when choice.Statement == child => condition.Implies(choice.Condition, outcome: true),
                ElseClauseSyntax { Parent: IfStatementSyntax choice } => condition.Implies(choice.Condition, outcome: false),
                ConditionalExpressionSyntax choice when choice.WhenTrue == child => condition.Implies(choice.Condition, outcome: true),
                ConditionalExpressionSyntax choice when choice.WhenFalse == child => condition.Implies(choice.Condition, outcome: false),
                BinaryExpressionSyntax both when both.IsKind(SyntaxKind.LogicalAndExpression) && both.Right == child => condition.Implies(both.Left, outcome: true),
                BinaryExpressionSyntax either when either.IsKind(SyntaxKind.LogicalOrExpression) && either.Right == child => condition.Implies(either.Left, outcome: false),
                BlockSyntax block when child is not LocalFunctionStatementSyntax => HasLeftBefore(block.Statements, child, condition),
                SwitchSectionSyntax section => section.Labels.All(condition.IsDevelopmentLabel),
                GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } global when child is not LocalFunctionStatementSyntax => HasLeftBefore(unit, global, condition),
                BaseMethodDeclarationSyntax method => IsConditionalOnDebug(method.AttributeLists),
                _ => false,
            };
            if (guarded)
                return true;
            if (parent is BaseTypeDeclarationSyntax)
                return false;
        }

        return false;
    }

    /// <summary>An earlier statement of the same list leaves unless it is development: <c>if (!env.IsDevelopment()) return;</c>.</summary>
    private static bool HasLeftBefore(SyntaxList<StatementSyntax> statements, SyntaxNode child, DevelopmentCondition condition)
    {
        foreach (var statement in statements)
        {
            if (statement == child)
                return false;
            if (Leaves(statement, condition))
                return true;
        }

        return false;
    }

    private static bool HasLeftBefore(CompilationUnitSyntax unit, GlobalStatementSyntax child, DevelopmentCondition condition)
    {
        foreach (var member in unit.Members)
        {
            if (member == child)
                return false;
            if (member is GlobalStatementSyntax global && Leaves(global.Statement, condition))
                return true;
        }

        return false;
    }

    private static bool Leaves(StatementSyntax statement, DevelopmentCondition condition)
        => statement is IfStatementSyntax { Else: null } choice
            && Jumps(choice.Statement)
            && condition.Implies(choice.Condition, outcome: false);

    private static bool Jumps(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => block.Statements.Count > 0 && Jumps(block.Statements[block.Statements.Count - 1]),
        ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax => true,
        _ => false,
    };

    private static bool IsConditionalOnDebug(SyntaxList<AttributeListSyntax> lists)
    {
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (attribute.Name.ToString() is "Conditional" or "System.Diagnostics.Conditional" or "ConditionalAttribute"
                    && attribute.ArgumentList?.Arguments is [{ Expression: LiteralExpressionSyntax { Token.ValueText: "DEBUG" } }])
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Active code between the directives of a debug build.</summary>
    private static class DebugRegion
    {
        public static bool Contains(SyntaxNode node, CancellationToken cancellationToken)
        {
            var root = node.SyntaxTree.GetRoot(cancellationToken);
            if (!root.ContainsDirectives)
                return false;

            var open = new Stack<(bool Debug, ExpressionSyntax FirstCondition)>();
            for (var directive = root.GetFirstDirective(); directive is not null && directive.SpanStart < node.SpanStart; directive = directive.GetNextDirective())
            {
                switch (directive)
                {
                    case IfDirectiveTriviaSyntax start:
                        open.Push((start.BranchTaken && Implies(start.Condition, outcome: true), start.Condition));
                        break;
                    case ElifDirectiveTriviaSyntax next when open.Count > 0:
                        var (_, first) = open.Pop();
                        open.Push((next.BranchTaken && (Implies(next.Condition, outcome: true) || Implies(first, outcome: false)), first));
                        break;
                    case ElseDirectiveTriviaSyntax last when open.Count > 0:
                        var (_, condition) = open.Pop();
                        open.Push((last.BranchTaken && Implies(condition, outcome: false), condition));
                        break;
                    case EndIfDirectiveTriviaSyntax when open.Count > 0:
                        open.Pop();
                        break;
                }
            }

            foreach (var (debug, _) in open)
            {
                if (debug)
                    return true;
            }

            return false;
        }

        private static bool Implies(ExpressionSyntax condition, bool outcome) => condition switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText == (outcome ? "DEBUG" : "RELEASE"),
            ParenthesizedExpressionSyntax inner => Implies(inner.Expression, outcome),
            PrefixUnaryExpressionSyntax not => Implies(not.Operand, !outcome),
            BinaryExpressionSyntax both when both.IsKind(outcome ? SyntaxKind.LogicalAndExpression : SyntaxKind.LogicalOrExpression)
                => Implies(both.Left, outcome) || Implies(both.Right, outcome),
            BinaryExpressionSyntax either when either.IsKind(outcome ? SyntaxKind.LogicalOrExpression : SyntaxKind.LogicalAndExpression)
                => Implies(either.Left, outcome) && Implies(either.Right, outcome),
            _ => false,
        };
    }
}
