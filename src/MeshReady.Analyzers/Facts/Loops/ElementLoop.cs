using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Loops;

/// <summary>A remote call that is made once for each element of a collection.</summary>
/// <param name="Call">The call in the loop.</param>
/// <param name="Collection">What the elements come from.</param>
/// <param name="IsRead">The call only asks: one call could answer for all elements.</param>
/// <param name="IsConcurrent">All calls are under way at once.</param>
internal sealed record ElementLoop(InvocationExpressionSyntax Call, ExpressionSyntax Collection, bool IsRead, bool IsConcurrent);

/// <summary>Recognises <see cref="ElementLoop"/>s; only what is awaited in such a loop is bound.</summary>
internal sealed class ElementLoopReader(CodeFacts facts, CancellationToken cancellationToken)
{
    // The called client, its implementation, and a helper of that.
    private const int Steps = 2;

    private readonly PayloadReader _payloads = new(facts, cancellationToken);

    /// <summary>The remote call at the site's loop; null where it has none, or where one call an element is what is meant.</summary>
    public ElementLoop? At(Site site)
    {
        // Text first: most loops await nothing, and their nodes need not be made.
        if (LoopShape.Of(site.Node) is not { } loop || LastAwait(loop.Body) is not (>= 0 and var last) || LoopWords.SaysOtherwise(loop))
            return null;

        HashSet<string> dependent = new(loop.Elements, StringComparer.Ordinal);
        foreach (var node in loop.Body.DescendantNodesAndSelf(n => n.SpanStart <= last && n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            if (node is VariableDeclaratorSyntax { Initializer.Value: { } value } variable && dependent.Any(name => Mentions(value, name)))
                dependent.Add(variable.Identifier.ValueText);
            if (node is AwaitExpressionSyntax awaited && CallIn(awaited, loop, dependent) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Where the text of the body says await for the last time; negative where it does not. Nothing behind it matters.</summary>
    private int LastAwait(SyntaxNode body)
        => body.Span.Length == 0 ? -1 : body.SyntaxTree.GetText(cancellationToken).ToString().LastIndexOf("await", body.Span.End - 1, body.Span.Length, StringComparison.Ordinal);

    private ElementLoop? CallIn(AwaitExpressionSyntax awaited, LoopShape loop, HashSet<string> dependent)
    {
        // Each round of an inner loop is another matter: a retry, or a page.
        if (awaited.Ancestors().TakeWhile(n => n != loop.Node).Any(static n => n is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax))
            return null;
        foreach (var call in awaited.Expression.DescendantNodesAndSelf(static n => n is not AnonymousFunctionExpressionSyntax).OfType<InvocationExpressionSyntax>())
        {
            if (CallChain.NameOf(call)?.Identifier.ValueText is not { } name || LoopWords.IsBulk(name) || !dependent.Any(d => Mentions(call.ArgumentList, d)) || dependent.Contains(RootOf(call.Expression)))
                continue;
            var reached = _payloads.OfCall(call, Steps);
            if (reached.Count == 0 || reached.Any(static p => p.Kind == PayloadKind.Other) || reached.FirstOrDefault(static p => p.Kind == PayloadKind.Request) is not { Kind: PayloadKind.Request } request)
                continue;
            if (request.Site is not { } sink || LoopWords.Remembers(sink.FirstAncestorOrSelf<MemberDeclarationSyntax>()) || LeadsElsewhere(sink, dependent, isInLoop: loop.Body.Span.Contains(sink.Span) && sink.SyntaxTree == loop.Node.SyntaxTree))
                return null;
            return new ElementLoop(call, loop.Collection, IsRead(name, sink), loop.IsConcurrent);
        }

        return null;
    }

    /// <summary>Whether the element says where the call goes: one call each to many places is no N+1.</summary>
    private bool LeadsElsewhere(SyntaxNode sink, HashSet<string> dependent, bool isInLoop)
    {
        if (sink is not InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var first }, ..] } call || facts.ModelFor(sink.SyntaxTree) is not { } there
            || there.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !(method.ContainingType.IsInNamespace("System.Net.Http") || method.ContainingType.IsInNamespace("System.Net")))
        {
            return false;
        }

        return !StartsFixed(first, there, isInLoop ? dependent : [], depth: 0);
    }

    /// <summary>Whether the text of an address begins with something that is the same for all elements.</summary>
    private bool StartsFixed(ExpressionSyntax address, SemanticModel there, HashSet<string> dependent, int depth)
    {
        switch (address)
        {
            case LiteralExpressionSyntax:
                return true;
            case InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax, ..] }:
                return true;
            case InterpolatedStringExpressionSyntax { Contents: [InterpolationSyntax { Expression: var start }, ..] }:
                return StartsFixed(start, there, dependent, depth);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Left: var left }:
                return StartsFixed(left, there, dependent, depth);
            case ParenthesizedExpressionSyntax { Expression: var inner }:
                return StartsFixed(inner, there, dependent, depth);
            case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }:
                // new Uri(text), new HttpRequestMessage(method, text)
                return StartsFixed(arguments[arguments.Count - 1].Expression, there, dependent, depth);
            case InvocationExpressionSyntax { ArgumentList.Arguments: var given } call:
                return given.Any(a => StartsFixed(a.Expression, there, dependent, depth)) || there.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { Parameters.Length: > 0 } && !given.Any(a => dependent.Any(d => Mentions(a, d)));
            case ElementAccessExpressionSyntax { Expression: var settings }:
                return StartsFixed(settings, there, dependent, depth);
            case MemberAccessExpressionSyntax { Expression: var owner } when dependent.Contains(RootOf(owner)):
                return false;
            case IdentifierNameSyntax or MemberAccessExpressionSyntax when depth < 3:
                return there.GetSymbolInfo(address, cancellationToken).Symbol switch
                {
                    IFieldSymbol => true,
                    IPropertySymbol property => address is IdentifierNameSyntax || property.IsStatic || address is MemberAccessExpressionSyntax { Expression: var whose } && StartsFixed(whose, there, dependent, depth + 1),
                    ILocalSymbol { DeclaringSyntaxReferences: [var reference] } when reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value } => StartsFixed(value, there, dependent, depth + 1),
                    // The parameter of a primary constructor is a field in all but name.
                    IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => true,
                    _ => false,
                };
            default:
                return false;
        }
    }

    private static bool IsRead(string name, SyntaxNode sink)
        => LoopWords.Asks(name) && (sink is not InvocationExpressionSyntax call || UnsafeCall.MethodOf(CallChain.NameOf(call)?.Identifier.ValueText ?? "") is null);

    private static string RootOf(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case MemberAccessExpressionSyntax access:
                    expression = access.Expression;
                    break;
                case InvocationExpressionSyntax call:
                    expression = call.Expression;
                    break;
                case ElementAccessExpressionSyntax element:
                    expression = element.Expression;
                    break;
                case ConditionalAccessExpressionSyntax conditional:
                    expression = conditional.Expression;
                    break;
                case IdentifierNameSyntax name:
                    return name.Identifier.ValueText;
                default:
                    return "";
            }
        }
    }

    private static bool Mentions(SyntaxNode node, string name)
        => node.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name);
}
