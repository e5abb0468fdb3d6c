using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>Whether code of a method runs in production whatever the configuration says.</summary>
internal static class ProductionCode
{
    /// <summary>False where a condition decides about the node that does not merely ask for development.</summary>
    public static bool AlwaysRuns(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        if (DevelopmentGuard.IsDevelopmentOnly(node, model, cancellationToken))
            return false;

        var condition = new DevelopmentCondition(model, cancellationToken);
        for (var (child, parent) = (node, node.Parent); parent is not null and not BaseTypeDeclarationSyntax; (child, parent) = (parent, parent.Parent))
        {
            var isOpen = parent switch
            {
                IfStatementSyntax choice when choice.Statement == child => !condition.Implies(choice.Condition, outcome: false),
                ElseClauseSyntax { Parent: IfStatementSyntax choice } => !condition.Implies(choice.Condition, outcome: true),
                ConditionalExpressionSyntax choice when choice.WhenTrue == child => !condition.Implies(choice.Condition, outcome: false),
                ConditionalExpressionSyntax choice when choice.WhenFalse == child => !condition.Implies(choice.Condition, outcome: true),
                SwitchSectionSyntax or SwitchExpressionArmSyntax or CatchClauseSyntax => true,
                _ => false,
            };
            if (isOpen)
                return false;
        }

        return true;
    }
}
