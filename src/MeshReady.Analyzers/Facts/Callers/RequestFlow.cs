using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Callers;

/// <summary>What becomes of a value of a request; the graver comes later.</summary>
internal enum RequestUse
{
    /// <summary>A log, an answer, a test whether it is there.</summary>
    None,

    /// <summary>It is handed on.</summary>
    Handed,

    /// <summary>It says on whose behalf data are read or written: an argument or property that is named for a person or a tenant.</summary>
    Subject,

    /// <summary>It decides whether the request is served.</summary>
    Decision,

    /// <summary>It becomes a claim or an identity.</summary>
    Identity,
}

/// <summary>Follows a value of a request through locals, parsing and cleaning, to what the code does with it.</summary>
/// <param name="facts">The facts of the code.</param>
/// <param name="isSubject">Whether a parameter, property or method of this name takes the subject that the header names.</param>
/// <param name="cancellationToken">Ends the search.</param>
internal sealed class RequestFlow(CodeFacts facts, Func<string, bool> isSubject, CancellationToken cancellationToken)
{
    private const int MaxDepth = 6;

    private static readonly HashSet<string> Tests = new(StringComparer.Ordinal) { "IsNullOrEmpty", "IsNullOrWhiteSpace", "TryAdd", "ContainsKey", "ThrowIfNull", "ThrowIfNullOrEmpty", "ThrowIfNullOrWhiteSpace" };
    private static readonly HashSet<string> Comparisons = new(StringComparer.Ordinal) { "Equals", "Contains", "StartsWith", "EndsWith", "Any" };
    private static readonly string[] IdentityTypes = ["System.Security.Claims.Claim", "System.Security.Claims.ClaimsIdentity", "System.Security.Principal.GenericIdentity", "System.Security.Principal.GenericPrincipal"];

    /// <summary>The gravest use of the value, and where it is.</summary>
    public (RequestUse Use, SyntaxNode? Node) Of(RequestRead read)
    {
        var gravest = (Use: RequestUse.None, Node: (SyntaxNode?)null);
        if (read.Holder is { } holder)
            OfSymbol(holder, MaxDepth, ref gravest);
        else if (read.Node is ExpressionSyntax value)
            OfValue(value, MaxDepth, ref gravest);
        return gravest;
    }

    private void OfSymbol(ISymbol holder, int depth, ref (RequestUse Use, SyntaxNode? Node) gravest)
    {
        if (depth == 0)
            return;
        foreach (var use in facts.Uses.Of(holder, cancellationToken))
        {
            if (use.Parent is not AssignmentExpressionSyntax assignment || assignment.Left != use)
                OfValue(use, depth - 1, ref gravest);
        }
    }

    private void OfValue(ExpressionSyntax value, int depth, ref (RequestUse Use, SyntaxNode? Node) gravest)
    {
        for (SyntaxNode node = value; depth > 0 && node.Parent is { } parent; node = parent)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (parent)
            {
                case ArgumentSyntax argument:
                    if (OfArgument(argument, depth, ref gravest) is not { } result)
                        return;
                    parent = result;
                    break;
                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Expression == node && call.Expression == access:
                    if (Comparisons.Contains(access.Name.Identifier.ValueText))
                    {
                        OfTest(call, ref gravest);
                        return;
                    }

                    parent = call;
                    break;
                case BinaryExpressionSyntax test when test.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression:
                    if (!IsNothing(test.Left == node ? test.Right : test.Left))
                        OfTest(test, ref gravest);
                    return;
                case IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression: var constant } } test:
                    if (!IsNothing(constant))
                        OfTest(test, ref gravest);
                    return;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }:
                    if (facts.ModelOf(declarator.SyntaxTree).GetDeclaredSymbol(declarator, cancellationToken) is ILocalSymbol local)
                        OfSymbol(local, depth - 1, ref gravest);
                    return;
                case AssignmentExpressionSyntax assignment when assignment.Right == node:
                    OfAssignment(assignment, depth, ref gravest);
                    return;
                case ConditionalExpressionSyntax choice when choice.Condition == node:
                    return;
                case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                    // public string UserId => …: whoever asks this member takes its answer for true.
                    Take(NameOf(parent) is { } member && isSubject(member) ? RequestUse.Subject : RequestUse.Handed, node, ref gravest);
                    return;
                case LambdaExpressionSyntax or InitializerExpressionSyntax:
                    Take(RequestUse.Handed, node, ref gravest);
                    return;
                case StatementSyntax:
                    return;
            }
        }
    }

    /// <summary>The expression with which the value goes on, for calls that only clean or parse it; null where it ends.</summary>
    private ExpressionSyntax? OfArgument(ArgumentSyntax argument, int depth, ref (RequestUse Use, SyntaxNode? Node) gravest)
    {
        var model = facts.ModelOf(argument.SyntaxTree);
        switch (argument.Parent?.Parent)
        {
            case BaseObjectCreationExpressionSyntax creation when model.GetTypeInfo(creation, cancellationToken).Type is { } type:
                if (Array.Exists(IdentityTypes, type.Is))
                    Take(RequestUse.Identity, creation, ref gravest);
                else
                    Take(IsForSubject(argument, model, type.Name) ? RequestUse.Subject : RequestUse.Handed, argument, ref gravest);
                return null;
            case InvocationExpressionSyntax call when CallChain.NameOf(call)?.Identifier.ValueText is { } name:
                if (name is "TryParse" && call.ArgumentList.Arguments.FirstOrDefault(static a => a.RefKindKeyword.IsKind(SyntaxKind.OutKeyword))?.Expression is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax parsed }
                    && model.GetDeclaredSymbol(parsed, cancellationToken) is { } local)
                {
                    OfSymbol(local, depth - 1, ref gravest);
                    return null;
                }

                if (name is "Parse" or "ToInt32" or "ToInt64" or "UnescapeDataString" or "UrlDecode")
                    return call;
                if (Tests.Contains(name) || IsTelling(call, name))
                    return null;
                if (Comparisons.Contains(name))
                {
                    OfTest(call, ref gravest);
                    return null;
                }

                Take(IsForSubject(argument, model, name) ? RequestUse.Subject : RequestUse.Handed, argument, ref gravest);
                return null;
            case ElementAccessExpressionSyntax element when element.ArgumentList.Arguments.Contains(argument):
                Take(isSubject(element.Expression.ToString()) ? RequestUse.Subject : RequestUse.Handed, argument, ref gravest);
                return null;
            default:
                return null;
        }
    }

    private bool IsForSubject(ArgumentSyntax argument, SemanticModel model, string taker)
        => isSubject(taker) || argument.NameColon is { Name.Identifier.ValueText: var named } && isSubject(named)
            || argument is { NameColon: null, Parent: ArgumentListSyntax { Parent: ExpressionSyntax call } list }
                && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
                && list.Arguments.IndexOf(argument) is var at && at < method.Parameters.Length && isSubject(method.Parameters[at].Name);

    private void OfAssignment(AssignmentExpressionSyntax assignment, int depth, ref (RequestUse Use, SyntaxNode? Node) gravest)
    {
        switch (facts.ModelOf(assignment.SyntaxTree).GetSymbolInfo(assignment.Left, cancellationToken).Symbol)
        {
            case ILocalSymbol local:
                OfSymbol(local, depth - 1, ref gravest);
                return;
            // What is sent back, or on to the next service, is used there.
            case IPropertySymbol { IsIndexer: true } when assignment.Left.ToString().IndexOf("Headers", StringComparison.Ordinal) >= 0:
                return;
            case { Kind: SymbolKind.Property or SymbolKind.Field } member:
                Take(isSubject(member.Name) || assignment.Left is ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax key }] } && isSubject(key.Token.ValueText) ? RequestUse.Subject : RequestUse.Handed, assignment, ref gravest);
                return;
        }
    }

    private void OfTest(ExpressionSyntax test, ref (RequestUse Use, SyntaxNode? Node) gravest)
    {
        if (new LoopbackGuards(facts, cancellationToken).Decides(test))
            Take(RequestUse.Decision, test, ref gravest);
    }

    private static void Take(RequestUse use, SyntaxNode node, ref (RequestUse Use, SyntaxNode? Node) gravest)
    {
        if (use > gravest.Use)
            gravest = (use, node);
    }

    private static string? NameOf(SyntaxNode returned)
        => returned.Ancestors().FirstOrDefault(static n => n is AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax or LocalFunctionStatementSyntax) switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            _ => null,
        };

    private static bool IsNothing(ExpressionSyntax other)
        => other.IsKind(SyntaxKind.NullLiteralExpression) || other is LiteralExpressionSyntax { Token.ValueText: "" } || other is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" };

    /// <summary>Logs, traces, answers and further headers.</summary>
    private static bool IsTelling(InvocationExpressionSyntax call, string name)
        => name.StartsWith("Log", StringComparison.Ordinal) || name is "PushProperty" or "BeginScope" or "SetTag" or "AddTag" or "SetBaggage" or "WriteLine" or "WriteAsync" or "Ok" or "Json" or "Text" or "Content" or "Debug" or "Information" or "Warning"
            || call.Expression is MemberAccessExpressionSyntax { Expression: var target } && (target.ToString().IndexOf("Headers", StringComparison.Ordinal) >= 0 || target.ToString().IndexOf("ogger", StringComparison.Ordinal) >= 0);
}
