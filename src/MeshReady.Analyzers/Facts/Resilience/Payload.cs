using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>What a retried piece of code talks to.</summary>
internal enum PayloadKind
{
    /// <summary>Nothing that can be proved.</summary>
    Unknown,

    /// <summary>HTTP or gRPC: what a sidecar can retry.</summary>
    Request,

    /// <summary>A database, broker, cache or mail server: what no sidecar can retry.</summary>
    Other,
}

/// <summary>The payload of a retry, with the typed client that it calls where one is known.</summary>
internal readonly record struct Payload(PayloadKind Kind, ITypeSymbol? Client = null);

/// <summary>Finds out what a lambda, a method or an exception type has to do with.</summary>
internal sealed class PayloadReader(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxDepth = 3;

    private static readonly string[] RequestTypes =
    [
        "System.Net.Http.HttpClient", "System.Net.Http.HttpMessageInvoker", "System.Net.Http.Json.HttpClientJsonExtensions", "System.Net.WebClient", "RestSharp.IRestClient", "RestSharp.RestClient",
        "Grpc.Core.ClientBase", "Grpc.Core.CallInvoker",
    ];

    private static readonly string[] OtherNamespaces =
    [
        "Microsoft.EntityFrameworkCore", "System.Data", "Microsoft.Data", "Npgsql", "MySql", "MySqlConnector", "Dapper", "MongoDB", "StackExchange.Redis", "RabbitMQ", "Confluent.Kafka", "MassTransit",
        "System.Net.Mail", "MailKit", "System.Net.Sockets", "Elasticsearch", "Nest", "Elastic", "Azure.Messaging", "Marten", "EventStore", "Raven", "NATS", "Cassandra", "System.IO",
    ];

    /// <summary>What the exception type says of the call that throws it.</summary>
    public static PayloadKind OfException(ITypeSymbol? type)
    {
        if (type is null || type.TypeKind == TypeKind.Error || type.Is("System.Exception"))
            return PayloadKind.Unknown;
        if (type.Is("System.Net.Http.HttpRequestException") || type.Is("Grpc.Core.RpcException") || type.IsOrInherits("Refit.ApiException") || type.Is("RestEase.ApiException") || type.IsOrInherits("Flurl.Http.FlurlHttpException") || type.Is("System.Net.Http.HttpResponseMessage") || type.Is("RestSharp.RestResponse") || type.Is("RestSharp.IRestResponse"))
            return PayloadKind.Request;
        return IsOther(type) ? PayloadKind.Other : PayloadKind.Unknown;
    }

    /// <summary>What the code below a node calls, following methods in sight.</summary>
    public Payload Of(SyntaxNode node) => Of(node, depth: 0);

    private Payload Of(SyntaxNode node, int depth)
    {
        if (facts.ModelFor(node.SyntaxTree) is not { } model)
            return default;

        var found = default(Payload);
        foreach (var name in node.DescendantNodesAndSelf().OfType<ExpressionSyntax>())
        {
            if (name is not (InvocationExpressionSyntax or ObjectCreationExpressionSyntax))
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            if (model.GetSymbolInfo(name, cancellationToken).Symbol is not IMethodSymbol method)
                continue;

            var payload = OfMethod(method, depth);
            if (payload.Kind == PayloadKind.Request)
                return payload;
            if (payload.Kind == PayloadKind.Other)
                found = payload;
        }

        return found;
    }

    private Payload OfMethod(IMethodSymbol method, int depth)
    {
        var declared = method.Declared();
        var type = method.ReducedFrom is null ? method.ContainingType : method.ReceiverType ?? declared.ContainingType;
        if (RequestTypes.Any(t => declared.ContainingType.IsOrInherits(t)) || declared.ContainingType.IsInNamespace("Flurl.Http") || IsRequestInterface(method.ContainingType))
            return new(PayloadKind.Request, method.ContainingType);
        if (facts.Clients.All(cancellationToken).FirstOrDefault(c => IsClient(c, type)) is { } client)
            return new(PayloadKind.Request, client.ClientType);
        if (IsOther(declared.ContainingType) || (type is not null && IsOther(type)))
            return new(PayloadKind.Other);
        if (depth >= MaxDepth)
            return default;

        foreach (var body in BodiesOf(declared))
        {
            if (Of(body, depth + 1) is { Kind: not PayloadKind.Unknown } payload)
                return payload.Kind == PayloadKind.Request ? payload with { Client = payload.Client ?? method.ContainingType } : payload;
        }

        return default;
    }

    private static bool IsClient(ClientRegistration registration, ITypeSymbol? type)
        => registration.ClientType is { } client && type is not null
            && (SymbolEqualityComparer.Default.Equals(client, type) || type.TypeKind == TypeKind.Interface && client.AllInterfaces.Contains(type, SymbolEqualityComparer.Default));

    /// <summary>The body of a method in sight; for an interface, those of the classes that implement it.</summary>
    private IEnumerable<SyntaxNode> BodiesOf(IMethodSymbol method)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is var syntax && method.ContainingType.TypeKind != TypeKind.Interface)
                yield return syntax;
        }

        if (method.ContainingType.TypeKind != TypeKind.Interface || method.ContainingType.DeclaringSyntaxReferences.IsEmpty)
            yield break;

        foreach (var type in facts.Implementations.Of(method.ContainingType, cancellationToken))
        {
            if (type.FindImplementationForInterfaceMember(method) is IMethodSymbol { DeclaringSyntaxReferences: [var reference, ..] })
                yield return reference.GetSyntax(cancellationToken);
        }
    }

    /// <summary>An interface that Refit or RestEase implements: its methods carry their verbs.</summary>
    private static bool IsRequestInterface(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Interface)
            return false;
        foreach (var member in type.GetMembers())
        {
            foreach (var attribute in member.GetAttributes())
            {
                if (attribute.AttributeClass is { } name && (name.IsInNamespace("Refit") || name.IsInNamespace("RestEase")))
                    return true;
            }
        }

        return false;
    }

    private static bool IsOther(ITypeSymbol type)
    {
        foreach (var space in OtherNamespaces)
        {
            if (type.IsInNamespace(space))
                return true;
        }

        return type.IsOrInherits("Microsoft.EntityFrameworkCore.DbContext") || type.IsOrInherits("System.Data.IDbConnection");
    }
}
