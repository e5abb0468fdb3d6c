using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>Whether code runs at every start of a program in production.</summary>
internal enum StartUpWay
{
    /// <summary>It does not: in development only, on demand of the command line, or never.</summary>
    Never,

    /// <summary>If a setting says so.</summary>
    Switched,

    /// <summary>At every start.</summary>
    Always,
}

/// <summary>What the conditions around a piece of code say about the start of the program.</summary>
internal static class StartUpSwitch
{
    private static readonly string[] Settings = ["configuration", "options", "settings", "getvalue", "getenvironmentvariable", "feature", "config"];

    /// <summary>The strictest condition between the node and the member or lambda that holds it.</summary>
    public static StartUpWay Around(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        if (DevelopmentGuard.IsDevelopmentOnly(node, model, cancellationToken))
            return StartUpWay.Never;

        var way = StartUpWay.Always;
        for (var (child, parent) = (node, node.Parent); parent is not null and not MemberDeclarationSyntax; (child, parent) = (parent, parent.Parent))
        {
            var next = parent switch
            {
                IfStatementSyntax choice when choice.Statement == child => Judge(choice.Condition, outcome: true),
                ElseClauseSyntax { Parent: IfStatementSyntax choice } => Judge(choice.Condition, outcome: false),
                ConditionalExpressionSyntax choice when choice.Condition != child => Judge(choice.Condition, choice.WhenTrue == child),
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both when both.Right == child => Judge(both.Left, outcome: true),
                SwitchSectionSyntax { Parent: SwitchStatementSyntax choice } => Judge(choice.Expression, outcome: true),
                BlockSyntax block => LeftBefore(block.Statements, child),
                _ => StartUpWay.Always,
            };
            if (next < way)
                way = next;
        }

        if (node.FirstAncestorOrSelf<GlobalStatementSyntax>() is { Parent: CompilationUnitSyntax unit } global
            && LeftBefore(unit.Members.OfType<GlobalStatementSyntax>().TakeWhile(g => g != global).Select(static g => g.Statement), null) is var top && top < way)
        {
            way = top;
        }

        return way;
    }

    /// <summary><c>if (!options.Migrate) return;</c> before the code.</summary>
    private static StartUpWay LeftBefore(IEnumerable<StatementSyntax> statements, SyntaxNode? child)
    {
        var way = StartUpWay.Always;
        foreach (var statement in statements.TakeWhile(s => s != child))
        {
            if (statement is IfStatementSyntax { Else: null, Statement: var then } choice
                && (then is BlockSyntax { Statements: [.., var last] } ? last : then) is ReturnStatementSyntax
                && Judge(choice.Condition, outcome: false) is var next && next < way)
            {
                way = next;
            }
        }

        return way;
    }

    /// <summary>What it says that the condition comes out as <paramref name="outcome"/>. By names alone: it makes a finding milder, never graver.</summary>
    private static StartUpWay Judge(ExpressionSyntax condition, bool outcome)
    {
        while (condition is ParenthesizedExpressionSyntax inner)
            condition = inner.Expression;
        if (condition is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not)
            return Judge(not.Operand, !outcome);

        var way = StartUpWay.Always;
        foreach (var name in condition.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            var text = name.Identifier.ValueText.TrimStart('_').ToLowerInvariant();
            if (text is "args" or "arguments" or "getcommandlineargs" or "commandline")
                return outcome ? StartUpWay.Never : StartUpWay.Always;
            if (text == "isproduction" && !outcome)
                return StartUpWay.Never;
            if (text == "isenvironment" && outcome && condition is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.ValueText: var environment } }] } && IsNoProduction(environment))
                return StartUpWay.Never;
            if (text.IndexOf("inmemory", StringComparison.Ordinal) < 0
                && (Array.Exists(Settings, s => text.EndsWith(s, StringComparison.Ordinal)) || IsAboutMigration(text)))
            {
                way = StartUpWay.Switched;
            }
        }

        return way == StartUpWay.Switched && condition.ToString().IndexOf("InMemory", StringComparison.OrdinalIgnoreCase) >= 0 ? StartUpWay.Always : way;
    }

    // Whether migrations are pending, or a connection can be opened, is no switch.
    private static bool IsAboutMigration(string text)
        => (text.IndexOf("migrat", StringComparison.Ordinal) >= 0 || text.IndexOf("seed", StringComparison.Ordinal) >= 0)
            && text.IndexOf("pending", StringComparison.Ordinal) < 0 && text.IndexOf("applied", StringComparison.Ordinal) < 0 && !text.StartsWith("get", StringComparison.Ordinal);

    private static bool IsNoProduction(string environment)
        => environment.IndexOf("test", StringComparison.OrdinalIgnoreCase) >= 0 || environment.IndexOf("dev", StringComparison.OrdinalIgnoreCase) >= 0 || environment.IndexOf("local", StringComparison.OrdinalIgnoreCase) >= 0;
}
