using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems.Messages;

/// <summary>On what a call is made, also where its library is not at hand.</summary>
internal static class Receivers
{
    /// <summary>The type of the receiver; where it is out of sight, of what leads to it: the bus of <c>bus.Advanced.Publish(…)</c>.</summary>
    public static ITypeSymbol? Of(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        var expression = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax when call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } conditional => conditional.Expression,
            _ => null,
        };
        while (expression is not null)
        {
            if (model.GetTypeInfo(expression, cancellationToken).Type is { Name.Length: > 0 } type)
                return type;
            expression = expression switch
            {
                MemberAccessExpressionSyntax access => access.Expression,
                ParenthesizedExpressionSyntax inner => inner.Expression,
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Expression,
                _ => null,
            };
        }

        return null;
    }

    /// <summary>Whether the call is one of a client's methods: its own, or an extension of its library.</summary>
    public static bool Is(IMethodSymbol? method, ITypeSymbol? receiver, string client)
    {
        if (method is null)
            return receiver is { TypeKind: TypeKind.Error } && LiveCode.Is(receiver, client);
        var home = method.Home();
        return home.IsOrInherits(client) || receiver.IsOrInherits(client) && !home.DeclaringSyntaxReferences.Any() && home.IsInNamespace(client.Substring(0, client.IndexOf('.')));
    }

    /// <summary>Whether the method around hands on messages of any kind, or serves an interface of the house.</summary>
    public static bool IsWrapper(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
        => node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && model.GetDeclaredSymbol(type, cancellationToken) is INamedTypeSymbol { TypeKind: TypeKind.Class } symbol
            && (symbol.IsAbstract || !symbol.TypeParameters.IsEmpty || symbol.AllInterfaces.Any(static i => !i.DeclaringSyntaxReferences.IsEmpty) || symbol.BaseType is { DeclaringSyntaxReferences.IsEmpty: false });
}
