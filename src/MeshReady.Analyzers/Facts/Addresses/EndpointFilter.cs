using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>Tells the addresses of services from those that only look like one.</summary>
internal static class EndpointFilter
{
    private static readonly string[] NotCalled =
    [
        "origin", "cors", "redirect", "callback", "issuer", "audience", "aspnetcore_urls", "urls", "listen", "logout", "returnurl", "license", "contact", "namespace", "frontchannel", "postlogout",
    ];

    /// <summary>Ports at which an agent of the pod or the node listens on loopback by convention: OTLP, Dapr, StatsD, Datadog.</summary>
    public static bool IsLocalAgent(ServiceAddress address, HostClass host)
        => host == HostClass.Loopback && address.Port is 4317 or 4318 or 3500 or 3501 or 50001 or 8125 or 8126 or 2000 or (>= 15000 and <= 15090);

    /// <summary>Whether a configuration key or member name says that the address is published or bound and not called.</summary>
    public static bool IsNotCalled(string? name)
    {
        if (name is null)
            return false;
        foreach (var word in NotCalled)
        {
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>Whether the place of an expression says so: an argument of <c>WithOrigins</c>, <c>UseUrls</c>, <c>Run</c>, or a value for <c>RedirectUri</c>.</summary>
    public static bool IsNotCalled(SyntaxNode expression)
    {
        for (SyntaxNode? node = expression; node is not null and not StatementSyntax and not MemberDeclarationSyntax and not LambdaExpressionSyntax; node = node.Parent)
        {
            switch (node.Parent)
            {
                case AssignmentExpressionSyntax assignment when assignment.Right == node && IsNotCalled(NameOf(assignment.Left)):
                case VariableDeclaratorSyntax variable when IsNotCalled(variable.Identifier.ValueText):
                case PropertyDeclarationSyntax property when IsNotCalled(property.Identifier.ValueText):
                    return true;
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax invocation }
                    when NameOf(invocation.Expression) is "Run" or "RunAsync" or "WithOrigins" or "UseUrls" or "Listen" or "WithExternalUrl" or "Add" && IsBinding(invocation):
                    return true;
                case ArgumentSyntax { NameColon.Name.Identifier.ValueText: var name } when IsNotCalled(name):
                    return true;
            }
        }

        return false;
    }

    private static bool IsBinding(InvocationExpressionSyntax invocation)
        => NameOf(invocation.Expression) != "Add" || invocation.Expression is MemberAccessExpressionSyntax { Expression: var target } && NameOf(target) == "Urls";

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };
}
