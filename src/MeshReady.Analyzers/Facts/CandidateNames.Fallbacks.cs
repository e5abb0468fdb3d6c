using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>Turns what may stand in for a missing setting into candidate sites: no name says where it is.</summary>
internal static partial class CandidateNames
{
    private static readonly char[] AddressCharacters = [':', '='];

    /// <summary>Remembers <c>a ?? b</c> and <c>a ??= b</c> where the right side could be an address.</summary>
    public static void AddFallback(SyntaxNode root, int position, ImmutableArray<Site>.Builder sites)
    {
        var token = root.FindToken(position);
        var (node, right) = token.Parent switch
        {
            BinaryExpressionSyntax binary when token.IsKind(SyntaxKind.QuestionQuestionToken) => ((SyntaxNode)binary, binary.Right),
            AssignmentExpressionSyntax assignment when token.IsKind(SyntaxKind.QuestionQuestionEqualsToken) => (assignment, assignment.Right),
            _ => (null!, null!),
        };
        if (node is not null && MayHoldAddress(right, node is BinaryExpressionSyntax { Left: var left } ? left : null))
            sites.Add(new Site(node, SiteKinds.ConfigurationFallback, "??"));
    }

    /// <summary>Remembers <c>hash % 100</c>, and no remainder of a small division.</summary>
    public static void AddRemainder(SyntaxNode root, int position, ImmutableArray<Site>.Builder sites)
    {
        var token = root.FindToken(position);
        if (token.IsKind(SyntaxKind.PercentToken) && token.SpanStart == position && token.Parent is BinaryExpressionSyntax { Right: not LiteralExpressionSyntax { Token.ValueText.Length: 1 } } division)
            sites.Add(new Site(division, SiteKinds.Chance, "%"));
    }

    /// <summary>
    /// Remembers what may take a literal address for a missing setting without ?? and IsNullOrEmpty: <c>x is null ? "http://…" : x</c>,
    /// <c>if (x == null) x = "http://…";</c>, <c>Env("ORDERS", "http://…")</c>.
    /// </summary>
    public static void AddAddress(SyntaxNode root, int position, ImmutableArray<Site>.Builder sites)
    {
        var token = root.FindToken(position);
        if (!token.Span.Contains(position) || token.Parent is not LiteralExpressionSyntax literal)
            return;

        ExpressionSyntax value = literal;
        while (value.Parent is ParenthesizedExpressionSyntax or ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 1 } })
            value = value.FirstAncestorOrSelf<ExpressionSyntax>(e => e != value)!;

        switch (value.Parent)
        {
            case ConditionalExpressionSyntax conditional when conditional.Condition != value && conditional.Condition is BinaryExpressionSyntax or IsPatternExpressionSyntax:
                sites.Add(new Site(conditional, SiteKinds.ConfigurationFallback, "?"));
                break;
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment when assignment.Right == value
                && assignment.FirstAncestorOrSelf<IfStatementSyntax>() is { Else: null, Condition: BinaryExpressionSyntax or IsPatternExpressionSyntax } statement:
                sites.Add(new Site(statement, SiteKinds.ConfigurationFallback, "if"));
                break;
            // ["eu"] = "…" and { "eu", "…" }: the first entry stands for the table.
            case AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax, Parent: InitializerExpressionSyntax table } entry when entry.Right == value && table.Expressions[0] == entry:
                sites.Add(new Site(table, SiteKinds.RegionalAddress, "{}"));
                break;
            case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ComplexElementInitializerExpression, Parent: InitializerExpressionSyntax table } pair when pair.Expressions.Count == 2 && table.Expressions[0] == pair:
                sites.Add(new Site(table, SiteKinds.RegionalAddress, "{}"));
                break;
            case ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: { Count: 2 or 3 } arguments, Parent: InvocationExpressionSyntax call } }
                when arguments.Any(a => a.Expression != value && a.Expression.IsKind(SyntaxKind.StringLiteralExpression)):
                sites.Add(new Site(call, SiteKinds.ConfigurationFallback, "()"));
                break;
        }

        AddChoice(value, sites);
    }

    /// <summary>Remembers a switch whose first way holds an address.</summary>
    private static void AddChoice(SyntaxNode value, ImmutableArray<Site>.Builder sites)
    {
        for (var (node, levels) = (value.Parent, 0); node is not null and not MemberDeclarationSyntax and not BlockSyntax && levels < 8; (node, levels) = (node.Parent, levels + 1))
        {
            var choice = node switch
            {
                SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax expression } arm when expression.Arms[0] == arm => (SyntaxNode)expression,
                SwitchSectionSyntax { Parent: SwitchStatementSyntax statement } section when statement.Sections[0] == section => statement,
                _ => null,
            };
            if (choice is not null)
            {
                sites.Add(new Site(choice, SiteKinds.RegionalAddress, "switch"));
                return;
            }
        }
    }

    /// <summary>Whether a key such as <c>RabbitMQ:Host</c> is read, by its look: a bare name can stand in for its value.</summary>
    private static bool ReadsHost(ExpressionSyntax replaced)
    {
        if (!ReadsSetting(replaced))
            return false;
        var text = replaced.ToString();
        return text.IndexOf("host", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("server", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("broker", StringComparison.OrdinalIgnoreCase) >= 0;
    }

    /// <summary>Whether an expression could be an address, by its look.</summary>
    private static bool MayHoldAddress(ExpressionSyntax value, ExpressionSyntax? replaced) => value switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && (literal.Token.ValueText.IndexOfAny(AddressCharacters) >= 0 || literal.Token.ValueText.Length > 0 && replaced is not null && ReadsHost(replaced)),
        InterpolatedStringExpressionSyntax => true,
        ParenthesizedExpressionSyntax inner => MayHoldAddress(inner.Expression, replaced),
        BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.CoalesceExpression) => MayHoldAddress(binary.Right, replaced),
        BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.AddExpression) => true,
        ConditionalExpressionSyntax => true,
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var first }, ..] } => MayHoldAddress(first, replaced),
        ObjectCreationExpressionSyntax { Type: var type, ArgumentList.Arguments.Count: > 0 } => type is SimpleNameSyntax { Identifier.ValueText: "Uri" or "UriBuilder" } or QualifiedNameSyntax { Right.Identifier.ValueText: "Uri" or "UriBuilder" },
        // A name can be a constant; what it stands in for must look like the reading of a setting.
        IdentifierNameSyntax or MemberAccessExpressionSyntax => replaced is null || ReadsSetting(replaced),
        _ => false,
    };

    private static bool ReadsSetting(ExpressionSyntax value) => value switch
    {
        ElementAccessExpressionSyntax => true,
        InvocationExpressionSyntax { Expression: var called } => (called is MemberAccessExpressionSyntax access ? access.Name : called as SimpleNameSyntax)?.Identifier.ValueText is { } name && (name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("Read", StringComparison.Ordinal)),
        ParenthesizedExpressionSyntax inner => ReadsSetting(inner.Expression),
        ConditionalAccessExpressionSyntax { WhenNotNull: var rest } => rest is ElementBindingExpressionSyntax or InvocationExpressionSyntax or MemberBindingExpressionSyntax,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } => true,
        BinaryExpressionSyntax binary => ReadsSetting(binary.Left),
        _ => false,
    };

    /// <summary>Remembers <c>IsNullOrEmpty(x) ? "…" : x</c> and <c>if (IsNullOrEmpty(x)) x = "…";</c>, and no other test of the kind.</summary>
    private static bool MayReplaceMissing(InvocationExpressionSyntax test)
    {
        for (SyntaxNode node = test; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case ConditionalExpressionSyntax conditional:
                    return conditional.Condition == node && (MayHoldAddress(conditional.WhenTrue, null) || MayHoldAddress(conditional.WhenFalse, null));
                case IfStatementSyntax { Else: null } statement:
                    var only = statement.Statement is BlockSyntax { Statements: [var single] } ? single : statement.Statement;
                    return only is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } && MayHoldAddress(assignment.Right, null);
                case StatementSyntax or LambdaExpressionSyntax or ArgumentSyntax:
                    return false;
            }
        }

        return false;
    }
}
