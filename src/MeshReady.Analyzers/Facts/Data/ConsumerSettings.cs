using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Data;

/// <summary>What a Kafka consumer is told about its offsets, where all of it is in sight.</summary>
internal static class ConsumerSettings
{
    private const string Config = "Confluent.Kafka.ConsumerConfig";

    private static readonly string[] Switches = ["EnableAutoCommit", "EnableAutoOffsetStore"];

    /// <summary>The creation of the settings where they leave both offset store and commit to the client; null where they do not, or may not.</summary>
    public static BaseObjectCreationExpressionSyntax? CommittingUnasked(BaseObjectCreationExpressionSyntax builder, CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
    {
        if (builder.ArgumentList?.Arguments is not [{ Expression: var given }])
            return null;
        if (given is BaseObjectCreationExpressionSyntax inline)
            return IsDefault(inline, model, cancellationToken) ? inline : null;
        if (given is not (IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }) || model.GetSymbolInfo(given, cancellationToken).Symbol is not (ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private } or IPropertySymbol { DeclaredAccessibility: Accessibility.Private }) || model.GetSymbolInfo(given, cancellationToken).Symbol is not { } holder)
            return null;
        return ValueOf(holder, facts, model, cancellationToken) is { } made && made.SyntaxTree == model.SyntaxTree && IsDefault(made, model, cancellationToken) && !IsChangedLater(holder, given, facts, cancellationToken) ? made : null;
    }

    private static BaseObjectCreationExpressionSyntax? ValueOf(ISymbol holder, CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
    {
        var writes = facts.Writes.Of(holder, cancellationToken).ToList();
        if (writes.Count == 0)
            return OnlyValue.Of(holder, facts, model, cancellationToken) as BaseObjectCreationExpressionSyntax;
        // A field without initialiser, given its value by the constructor.
        return writes is [var single]
            && holder.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer: null }
            && single.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { Right: BaseObjectCreationExpressionSyntax value }
            ? value
            : null;
    }

    private static bool IsDefault(BaseObjectCreationExpressionSyntax config, SemanticModel model, CancellationToken cancellationToken)
    {
        if (!model.GetTypeInfo(config, cancellationToken).Type.Is(Config) || config.ArgumentList is { Arguments.Count: > 0 })
            return false;
        foreach (var setting in config.Initializer?.Expressions ?? default)
        {
            if (setting is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var name } } assignment && Array.IndexOf(Switches, name) >= 0
                && !assignment.Right.IsKind(SyntaxKind.TrueLiteralExpression))
            {
                return false;
            }

            if (setting is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "GroupId" }, Right: var group } && IsOfThisProcess(group))
                return false;
        }

        return true;
    }

    // Nobody comes back to the offsets of such a group: it reads what happens while it runs.
    private static bool IsOfThisProcess(ExpressionSyntax group)
        => group.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(static name => name.Identifier.ValueText is "NewGuid" or "CreateVersion7" or "MachineName" or "ProcessId" or "GetHostName")
            || group.DescendantTokens().Any(static token => token.ValueText is "HOSTNAME" or "POD_NAME");

    // Set to something afterwards, or handed to somebody who may do so.
    private static bool IsChangedLater(ISymbol holder, SyntaxNode given, CodeFacts facts, CancellationToken cancellationToken)
    {
        foreach (var name in facts.Uses.Of(holder, cancellationToken))
        {
            ExpressionSyntax whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
            if (whole.Span == given.Span)
                continue;
            var isHarmless = whole.Parent switch
            {
                AssignmentExpressionSyntax assignment => assignment.Left == whole,
                MemberAccessExpressionSyntax member => member.Expression == whole && member.Parent is not InvocationExpressionSyntax
                    && !(member.Parent is AssignmentExpressionSyntax setting && setting.Left == member && Array.IndexOf(Switches, member.Name.Identifier.ValueText) >= 0 && !setting.Right.IsKind(SyntaxKind.TrueLiteralExpression)),
                _ => false,
            };
            if (!isHarmless)
                return true;
        }

        return false;
    }
}
