using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Whether a value comes from the request at hand, and so belongs to whoever sent it.</summary>
internal sealed class OneCallersData(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxDepth = 4;

    private static readonly HashSet<string> Sources = new(StringComparer.Ordinal)
    {
        "HttpContext", "HttpRequest", "IHttpContextAccessor", "ClaimsPrincipal", "ClaimsIdentity", "IHeaderDictionary", "IRequestCookieCollection", "ServerCallContext", "HubCallerContext",
    };

    /// <summary>What the value is read from, as the code names it (<c>User</c>, <c>Request</c>); null where nothing shows that one caller sent it.</summary>
    public string? SourceOf(SyntaxNode value) => SourceOf(value, MaxDepth);

    private string? SourceOf(SyntaxNode value, int depth)
    {
        if (depth == 0 || facts.ModelFor(value.SyntaxTree) is not { } model)
            return null;
        foreach (var name in value.DescendantNodesAndSelf(static n => n is not AnonymousFunctionExpressionSyntax).OfType<IdentifierNameSyntax>())
        {
            var symbol = model.GetSymbolInfo(name, cancellationToken).Symbol;
            var type = symbol switch
            {
                ILocalSymbol local => local.Type,
                IParameterSymbol parameter => parameter.Type,
                IFieldSymbol field => field.Type,
                IPropertySymbol property => property.Type,
                _ => null,
            };
            if (type is not null && Sources.Contains(type.Name) && (type.IsInNamespace("Microsoft.AspNetCore") || type.IsInNamespace("System.Security.Claims") || type.IsInNamespace("Grpc.Core")))
                return name.Identifier.ValueText;
            var found = symbol switch
            {
                ILocalSymbol local => OfLocal(local, depth - 1),
                IParameterSymbol parameter => OfParameter(parameter, depth - 1),
                IMethodSymbol { DeclaringSyntaxReferences: [var declared] } => OfBody(declared.GetSyntax(cancellationToken), depth - 1),
                IPropertySymbol { DeclaringSyntaxReferences: [var declared] } => declared.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { ExpressionBody.Expression: var arrow } ? SourceOf(arrow, depth - 1) : null,
                _ => null,
            };
            if (found is not null)
                return found;
        }

        return null;
    }

    private string? OfLocal(ILocalSymbol local, int depth)
    {
        if (local.DeclaringSyntaxReferences is not [var declared])
            return null;
        var declaration = declared.GetSyntax(cancellationToken);
        SyntaxNode? value = declaration switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            ForEachStatementSyntax loop => loop.Expression,
            // TryGetValue("Authorization", out var token), x is { } token
            _ => declaration.FirstAncestorOrSelf<SyntaxNode>(static n => n is InvocationExpressionSyntax or IsPatternExpressionSyntax or StatementSyntax) switch
            {
                InvocationExpressionSyntax call => call,
                IsPatternExpressionSyntax pattern => pattern.Expression,
                ForEachVariableStatementSyntax loop => loop.Expression,
                _ => null,
            },
        };
        if (value is not null && SourceOf(value, depth) is { } source)
            return source;
        foreach (var write in facts.Writes.Of(local, cancellationToken))
        {
            if (write.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment && SourceOf(assignment.Right, depth) is { } written)
                return written;
        }

        return null;
    }

    private string? OfParameter(IParameterSymbol parameter, int depth)
    {
        if (parameter.GetAttributes().Any(static a => a.AttributeClass?.Name is "FromHeaderAttribute"))
            return parameter.Name;
        if (depth == 0 || parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method)
            return null;
        foreach (var use in facts.Uses.Of(method, cancellationToken))
        {
            ExpressionSyntax whole = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
            if (whole.Parent is InvocationExpressionSyntax call && call.Expression == whole && ArgumentOf(call, parameter, method) is { } argument && SourceOf(argument, depth) is { } source)
                return source;
        }

        return null;
    }

    private static ExpressionSyntax? ArgumentOf(InvocationExpressionSyntax call, IParameterSymbol parameter, IMethodSymbol method)
    {
        var arguments = call.ArgumentList.Arguments;
        foreach (var argument in arguments)
        {
            if (argument.NameColon?.Name.Identifier.ValueText == parameter.Name)
                return argument.Expression;
        }

        var at = parameter.Ordinal - (method.IsExtensionMethod && call.Expression is MemberAccessExpressionSyntax ? 1 : 0);
        return at >= 0 && at < arguments.Count && arguments[at].NameColon is null ? arguments[at].Expression : null;
    }

    private string? OfBody(SyntaxNode declaration, int depth) => declaration switch
    {
        MethodDeclarationSyntax method => Returned(method.Body, method.ExpressionBody, depth),
        LocalFunctionStatementSyntax function => Returned(function.Body, function.ExpressionBody, depth),
        _ => null,
    };

    private string? Returned(BlockSyntax? body, ArrowExpressionClauseSyntax? arrow, int depth)
    {
        if (arrow is not null)
            return SourceOf(arrow.Expression, depth);
        return body?.DescendantNodes(static n => n is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax).OfType<ReturnStatementSyntax>()
            .Select(r => r.Expression is { } value ? SourceOf(value, depth) : null).FirstOrDefault(static s => s is not null);
    }
}
