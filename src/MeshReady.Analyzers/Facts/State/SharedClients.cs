using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Whether an HttpClient serves more than one request of the program's callers.</summary>
internal static class SharedClients
{
    private const string HttpClient = "System.Net.Http.HttpClient";

    /// <summary>Whether the expression is a client that lives as long as the process: static, a member of a singleton, or a singleton itself.</summary>
    public static bool IsShared(ExpressionSyntax client, SemanticModel model, CodeFacts facts, CancellationToken cancellationToken)
    {
        if (client is ThisExpressionSyntax or BaseExpressionSyntax)
            return false;
        var symbol = model.GetSymbolInfo(client, cancellationToken).Symbol;
        if (symbol is ILocalSymbol local)
            return OnlyValue.OfLocal(local, model, cancellationToken) is { } value && value is IdentifierNameSyntax or MemberAccessExpressionSyntax && IsShared(value, model, facts, cancellationToken);
        if (symbol is not (IFieldSymbol or IPropertySymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } }))
            return false;
        if (symbol.IsStatic)
            // A property may make one each time it is asked.
            return symbol is not IPropertySymbol property || property.DeclaringSyntaxReferences is [var declared] && declared.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { Initializer: not null };

        var owner = symbol.ContainingType;
        return StateFacts.For(facts).Singletons.Contains(owner, cancellationToken)
            || !IsTypedClient(owner, facts, cancellationToken) && IsInjected(symbol, facts, cancellationToken) && IsRegisteredOnce(facts, cancellationToken);
    }

    private static bool IsInjected(ISymbol symbol, CodeFacts facts, CancellationToken cancellationToken)
    {
        if (symbol is IParameterSymbol)
            return true;
        if (symbol.DeclaringSyntaxReferences is [var declared] && declared.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } initial })
            return initial is IdentifierNameSyntax;
        return facts.Writes.Of(symbol, cancellationToken).All(static w => w.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { Right: IdentifierNameSyntax } a && a.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not null);
    }

    // services.AddHttpClient<Orders>(…)
    private static bool IsTypedClient(INamedTypeSymbol owner, CodeFacts facts, CancellationToken cancellationToken)
        => facts.AllTrees().SelectMany(tree => SyntaxIndex.For(tree, cancellationToken).Identifiers(owner.Name, cancellationToken))
            .Any(static t => t.Parent?.FirstAncestorOrSelf<TypeArgumentListSyntax>()?.Parent is GenericNameSyntax { Identifier.ValueText: "AddHttpClient" });

    // services.AddSingleton(new HttpClient()), services.AddSingleton<HttpClient>(), services.AddSingleton(_ => new HttpClient())
    private static bool IsRegisteredOnce(CodeFacts facts, CancellationToken cancellationToken)
    {
        foreach (var site in facts.Sites(SiteKinds.ServiceRegistration, cancellationToken))
        {
            if (site.Node is InvocationExpressionSyntax call && site.Name is "AddSingleton" or "TryAddSingleton"
                && facts.ModelOf(call.SyntaxTree).GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { TypeArguments: [.., var type] } method
                && type.Is(HttpClient) && method.IsInNamespace("Microsoft.Extensions.DependencyInjection"))
            {
                return true;
            }
        }

        return false;
    }
}
