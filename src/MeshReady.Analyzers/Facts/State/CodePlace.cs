using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>The piece of code that a use stands in: an endpoint's lambda, a method, an accessor, or code that runs once at start-up.</summary>
internal sealed class CodePlace
{
    private static readonly HashSet<string> Mappings = new(StringComparer.Ordinal)
    {
        "MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods", "Map", "MapFallback", "Use", "Run", "MapWhen", "UseWhen",
    };

    private CodePlace(SyntaxNode body, IMethodSymbol? method, string name, bool isEndpoint)
    {
        Body = body;
        Method = method;
        Name = name;
        IsEndpoint = isEndpoint;
    }

    /// <summary>The lambda, method, accessor or initialiser.</summary>
    public SyntaxNode Body { get; }

    /// <summary>Null for lambdas of endpoints, initialisers and top-level statements.</summary>
    public IMethodSymbol? Method { get; }

    /// <summary>What a message calls it.</summary>
    public string Name { get; }

    /// <summary>The code is handed to a router or a broker, which runs it for each request or message.</summary>
    public bool IsEndpoint { get; }

    public static CodePlace? Of(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        for (var current = node; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case AnonymousFunctionExpressionSyntax lambda when EndpointOf(lambda, model, cancellationToken) is { } name:
                    return new CodePlace(lambda, null, name, isEndpoint: true);
                case LocalFunctionStatementSyntax local:
                    return new CodePlace(local, model.GetDeclaredSymbol(local, cancellationToken) as IMethodSymbol, local.Identifier.ValueText, isEndpoint: false);
                case BaseMethodDeclarationSyntax method:
                    return new CodePlace(method, model.GetDeclaredSymbol(method, cancellationToken), method is MethodDeclarationSyntax m ? m.Identifier.ValueText : "the constructor", isEndpoint: false);
                case AccessorDeclarationSyntax accessor when accessor.Parent?.Parent is BasePropertyDeclarationSyntax property:
                    return new CodePlace(accessor, model.GetDeclaredSymbol(accessor, cancellationToken), NameOf(property), isEndpoint: false);
                case ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax property }:
                    return new CodePlace(current, (model.GetDeclaredSymbol(property, cancellationToken) as IPropertySymbol)?.GetMethod, NameOf(property), isEndpoint: false);
                case GlobalStatementSyntax or BaseTypeDeclarationSyntax:
                    return new CodePlace(current, null, "start-up", isEndpoint: false);
            }
        }

        return null;
    }

    /// <summary>The call that hands this expression to a router or broker, as the message names it; null where it is handed to nobody such.</summary>
    public static string? EndpointOf(ExpressionSyntax handler, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode outer = handler;
        while (outer.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax)
            outer = outer.Parent;
        if (outer.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } assignment && assignment.Right == outer)
            return assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Received" or "ReceivedAsync" or "ProcessMessageAsync" or "BasicDeliver" } received ? received.Name.Identifier.ValueText : null;
        if (outer.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list })
            return null;

        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        if (name.StartsWith("Subscribe", StringComparison.Ordinal))
            return name;
        if (!Mappings.Contains(name))
            return null;

        var info = model.GetSymbolInfo(call, cancellationToken);
        var method = (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) as IMethodSymbol;
        if (method is null || !method.IsInNamespace("Microsoft.AspNetCore"))
            return null;
        return list.Arguments[0].Expression is LiteralExpressionSyntax { Token.ValueText: { } route } ? name + " " + route : name;
    }

    private static string NameOf(BasePropertyDeclarationSyntax property)
        => property is PropertyDeclarationSyntax named ? named.Identifier.ValueText : "the indexer";
}
