using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Messages that hubs, and those who hold a hub's context, send to connections that may be another replica's.</summary>
internal static class HubSends
{
    // Caller is not among them: who called is connected here. From outside a hub even a single client may be anywhere.
    private static readonly HashSet<string> Targets = new(StringComparer.Ordinal)
    {
        "All", "AllExcept", "Group", "Groups", "GroupExcept", "User", "Users", "Others", "OthersInGroup", "Client", "Clients",
    };

    /// <summary>The first of them; null where none is seen.</summary>
    public static MemberAccessExpressionSyntax? First(CodeFacts facts, CancellationToken cancellationToken)
    {
        foreach (var tree in facts.AllTrees())
        {
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers("Clients", cancellationToken))
            {
                if (token.Parent is IdentifierNameSyntax name && SendOf(name) is { } send && facts.ModelAnywhere(tree) is { } model
                    && model.GetTypeInfo(send.Expression, cancellationToken).Type is { } type && IsClients(type))
                {
                    return send;
                }
            }
        }

        return null;
    }

    /// <summary>What a message calls it: <c>Clients.Group</c>.</summary>
    public static string TextOf(MemberAccessExpressionSyntax send) => "Clients." + send.Name.Identifier.ValueText;

    private static MemberAccessExpressionSyntax? SendOf(IdentifierNameSyntax clients)
    {
        ExpressionSyntax whole = clients.Parent is MemberAccessExpressionSyntax access && access.Name == clients ? access : clients;
        return whole.Parent is MemberAccessExpressionSyntax send && send.Expression == whole && Targets.Contains(send.Name.Identifier.ValueText) ? send : null;
    }

    private static bool IsClients(ITypeSymbol type)
        => type.IsOrInherits("Microsoft.AspNetCore.SignalR.IHubClients`1") || type.IsOrInherits("Microsoft.AspNetCore.SignalR.IHubClients");
}
