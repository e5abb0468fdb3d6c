using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>The calls that follow on a builder: fluent ones and those on the local variable that keeps it.</summary>
/// <param name="Calls">The calls, the first one included, in order.</param>
/// <param name="LeavesSight">The builder is returned or handed to somebody else, who may add to it.</param>
internal sealed record CallChain(IReadOnlyList<InvocationExpressionSyntax> Calls, bool LeavesSight)
{
    /// <summary>Follows the builder that <paramref name="first"/> returns. By syntax alone.</summary>
    public static CallChain From(InvocationExpressionSyntax first)
    {
        var calls = new List<InvocationExpressionSyntax> { first };
        return new CallChain(calls, Follow(first, calls));
    }

    /// <summary>The name of a call as it is written.</summary>
    public static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };

    /// <summary>From the name of the call to its closing parenthesis: what a reader of a long chain has to see.</summary>
    public static Location LocationOf(InvocationExpressionSyntax call)
        => NameOf(call) is { } name
            ? Location.Create(call.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(name.SpanStart, FirstLineEnd(call, name)))
            : call.GetLocation();

    // A lambda of twenty lines is not underlined.
    private static int FirstLineEnd(InvocationExpressionSyntax call, SimpleNameSyntax name)
    {
        var text = call.SyntaxTree.GetText();
        return text.Lines.IndexOf(name.SpanStart) == text.Lines.IndexOf(call.Span.End) ? call.Span.End : name.Span.End;
    }

    private static bool Follow(ExpressionSyntax expression, List<InvocationExpressionSyntax> calls)
    {
        while (true)
        {
            switch (expression.Parent)
            {
                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access when access.Expression == expression && next.Expression == access:
                    calls.Add(next);
                    expression = next;
                    continue;
                case MemberAccessExpressionSyntax access when access.Expression == expression:
                    return false;
                case ParenthesizedExpressionSyntax parenthesized:
                    expression = parenthesized;
                    continue;
                case ExpressionStatementSyntax or LambdaExpressionSyntax:
                    return false;
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } }:
                    return false;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                    return FollowLocal(variable, calls);
                case ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } } }:
                    return false;
                // return services.AddHttpClient(…).Services: the collection goes on, the builder does not.
                default:
                    return true;
            }
        }
    }

    private static bool FollowLocal(VariableDeclaratorSyntax variable, List<InvocationExpressionSyntax> calls)
    {
        var scope = variable.FirstAncestorOrSelf<BlockSyntax>() ?? (SyntaxNode?)variable.FirstAncestorOrSelf<CompilationUnitSyntax>();
        if (scope is null)
            return true;

        var leaves = false;
        foreach (var use in scope.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (use.Identifier.ValueText != variable.Identifier.ValueText)
                continue;
            if (use.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && access.Expression == use && next.Expression == access)
            {
                calls.Add(next);
                leaves |= Follow(next, calls);
            }
            else
            {
                leaves = true;
            }
        }

        return leaves;
    }
}
