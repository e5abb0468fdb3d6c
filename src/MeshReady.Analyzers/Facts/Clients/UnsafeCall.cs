using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>A request whose method can change something, as far as the code says where it goes.</summary>
/// <param name="Method">The method in upper case.</param>
/// <param name="Address">The address of the service.</param>
/// <param name="Path">The path with its leading slash, without the query; null where it is not constant.</param>
/// <param name="Client">The client that sends it; null where that is not known.</param>
internal sealed record UnsafeCall(string Method, AddressValue Address, string? Path, ClientRegistration? Client)
{
    /// <summary>Whether to repeat it changes no more than once, as HTTP defines the method.</summary>
    public bool IsIdempotent => Method is "PUT" or "DELETE";

    /// <summary>The method that a site's name says; null where it says none that is unsafe.</summary>
    public static string? MethodOf(string name) => name switch
    {
        "PostAsync" or "PostAsJsonAsync" or "Post" => "POST",
        "PutAsync" or "PutAsJsonAsync" or "Put" => "PUT",
        "PatchAsync" or "PatchAsJsonAsync" or "Patch" => "PATCH",
        "DeleteAsync" or "DeleteFromJsonAsync" or "Delete" => "DELETE",
        _ => null,
    };
}

/// <summary>Reads the method, the path and the client of requests.</summary>
internal sealed class UnsafeCallReader(CodeFacts facts, AddressResolver addresses, CancellationToken cancellationToken)
{
    private const string HttpClient = "System.Net.Http.HttpClient";

    /// <summary>The request at a site of <see cref="SiteKinds.OutboundAddress"/>; null where it is none, or safe.</summary>
    public UnsafeCall? At(Site site, SemanticModel model) => site.Node switch
    {
        InvocationExpressionSyntax call when UnsafeCall.MethodOf(site.Name) is { } method => OfClient(call, method, site, model),
        BaseObjectCreationExpressionSyntax creation when site.Name == "HttpRequestMessage" => OfMessage(creation, site, model),
        AttributeSyntax attribute when UnsafeCall.MethodOf(site.Name) is { } method => OfInterface(attribute, method, site, model),
        _ => null,
    };

    /// <summary>The client through which <c>client.PostAsync(…)</c> goes; null where that is not known.</summary>
    public ClientRegistration? SenderOf(InvocationExpressionSyntax call, SemanticModel model)
        => call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && model.GetTypeInfo(receiver, cancellationToken).Type.IsOrInherits(HttpClient) ? ClientOf(receiver, model, depth: 0) : null;

    private UnsafeCall? OfClient(InvocationExpressionSyntax call, string method, Site site, SemanticModel model)
    {
        if (OutboundSinks.At(site, model, cancellationToken) is not { Sink: { Family: SinkFamily.Http, Shape: SinkShape.Call } } outbound || call.Expression is not MemberAccessExpressionSyntax { Expression: var receiver }
            || !model.GetTypeInfo(receiver, cancellationToken).Type.IsOrInherits(HttpClient))
        {
            return null;
        }

        return With(method, outbound.Value, ClientOf(receiver, model, depth: 0));
    }

    private UnsafeCall? OfMessage(BaseObjectCreationExpressionSyntax creation, Site site, SemanticModel model)
    {
        if (creation.ArgumentList?.Arguments is not [{ Expression: var verb }, ..] || verb is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }
            || UnsafeCall.MethodOf(name) is not { } method || !model.GetTypeInfo(verb, cancellationToken).Type.Is("System.Net.Http.HttpMethod")
            || OutboundSinks.At(site, model, cancellationToken) is not { Sink.Name: "HttpRequestMessage" } outbound)
        {
            return null;
        }

        return With(method, outbound.Value, ClientAround(creation));
    }

    private UnsafeCall? OfInterface(AttributeSyntax attribute, string method, Site site, SemanticModel model)
    {
        if (OutboundSinks.At(site, model, cancellationToken) is not { Sink.Family: SinkFamily.Refit } outbound
            || attribute.FirstAncestorOrSelf<InterfaceDeclarationSyntax>() is not { } declaration || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type)
        {
            return null;
        }

        var client = facts.Clients.All(cancellationToken).FirstOrDefault(c => SymbolEqualityComparer.Default.Equals(c.ClientType, type));
        return client is null ? null : With(method, outbound.Value, client);
    }

    private UnsafeCall? With(string method, IOperation uri, ClientRegistration? client)
    {
        var own = addresses.Resolve(uri);
        var text = uri.ConstantValue is { HasValue: true, Value: string constant } ? constant
            : uri is IObjectCreationOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string inner } }, ..] } ? inner : null;
        var isAbsolute = own.Kind is AddressKind.Configuration or AddressKind.Fallback || own.Kind == AddressKind.Constant && own.Address is not null;
        if (isAbsolute)
            return new UnsafeCall(method, own, text is null ? null : PathOf(text), client);
        if (client is null || client.Address.Kind == AddressKind.Unknown || client.Others.Count > 0)
            return null;
        var start = client.Address.Kind == AddressKind.Constant && client.Address.Text is { } given ? PathOf(given) : null;
        return new UnsafeCall(method, client.Address, text is null || start is null ? null : Combine(start, text), client);
    }

    /// <summary>The client that an expression holds: taken from the factory by name, made in place, or the one of its typed client.</summary>
    private ClientRegistration? ClientOf(ExpressionSyntax receiver, SemanticModel model, int depth)
    {
        switch (receiver)
        {
            case InvocationExpressionSyntax call when CallChain.NameOf(call)?.Identifier.ValueText == "CreateClient":
                var reader = new ClientReader(facts, cancellationToken);
                return facts.Clients.All(cancellationToken).FirstOrDefault(c => c is { Origin: ClientOrigin.Factory, ClientType: null } && reader.IsNamed(call, c.Label, model));
            case BaseObjectCreationExpressionSyntax:
                return facts.Clients.All(cancellationToken).FirstOrDefault(c => c.Node == receiver);
            case IdentifierNameSyntax or MemberAccessExpressionSyntax when depth < 3 && model.GetSymbolInfo(receiver, cancellationToken).Symbol is { } symbol:
                var value = symbol is IParameterSymbol ? null : OnlyValue.Of(symbol, facts, model, cancellationToken);
                return value is not null && value.SyntaxTree == model.SyntaxTree && value is not IdentifierNameSyntax ? ClientOf(value, model, depth + 1) : ClientAround(receiver);
            default:
                return null;
        }
    }

    /// <summary>The registration of the typed client around a node; null where it stands in none.</summary>
    public static ClientRegistration? TypedClientAround(CodeFacts facts, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || facts.ModelOf(type.SyntaxTree).GetDeclaredSymbol(type, cancellationToken) is not INamedTypeSymbol owner)
            return null;
        return facts.Clients.All(cancellationToken).FirstOrDefault(c => c.Origin == ClientOrigin.Factory && c.ClientType is { } client
            && (SymbolEqualityComparer.Default.Equals(client, owner) || client.TypeKind == TypeKind.Interface && owner.AllInterfaces.Contains(client, SymbolEqualityComparer.Default)));
    }

    private ClientRegistration? ClientAround(SyntaxNode node) => TypedClientAround(facts, node, cancellationToken);

    /// <summary>The path of a URL, or a path as it stands; null where the text is neither.</summary>
    private static string? PathOf(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
            return null;
        var path = text.IndexOf('/', start + 3);
        return Trim(path < 0 ? "/" : text.Substring(path));
    }

    private static string Combine(string start, string text)
        => Trim(text.StartsWith("/", StringComparison.Ordinal) ? text : start.Substring(0, start.LastIndexOf('/') + 1) + text);

    private static string Trim(string path)
    {
        var end = path.IndexOfAny(['?', '#']);
        return end < 0 ? path : path.Substring(0, end);
    }
}
