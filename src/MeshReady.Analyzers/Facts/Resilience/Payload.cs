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

    /// <summary>A file or stream: nothing to a sidecar, and beside the point next to a request.</summary>
    File,
}

/// <summary>One thing that a retried piece of code does.</summary>
/// <param name="Kind">What it talks to.</param>
/// <param name="Client">The type through which it does.</param>
/// <param name="Site">The call.</param>
internal readonly record struct Payload(PayloadKind Kind, ITypeSymbol? Client = null, SyntaxNode? Site = null);

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
        "System.Net.Mail", "MailKit", "System.Net.Sockets", "Elasticsearch", "Nest", "Elastic", "Azure.Messaging", "Marten", "EventStore", "Raven", "NATS", "Cassandra", "Microsoft.Azure.Cosmos", "Azure.Storage",
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
    public IReadOnlyList<Payload> Of(SyntaxNode node)
    {
        var found = new List<Payload>();
        Add(node, found, new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default), depth: 0);
        return found;
    }

    /// <summary>What one call reaches, its receiver and arguments left out.</summary>
    /// <param name="call">The call.</param>
    /// <param name="steps">How many methods in sight are followed.</param>
    public IReadOnlyList<Payload> OfCall(InvocationExpressionSyntax call, int steps = MaxDepth)
    {
        var found = new List<Payload>();
        if (facts.ModelFor(call.SyntaxTree)?.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method)
            Add(method, call, found, new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default), MaxDepth - steps);
        return found;
    }

    private void Add(SyntaxNode node, List<Payload> found, HashSet<IMethodSymbol> seen, int depth)
    {
        if (facts.ModelFor(node.SyntaxTree) is not { } model)
            return;

        foreach (var call in node.DescendantNodesAndSelf())
        {
            if (call is not (InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax))
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            if (model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method)
                Add(method, call, found, seen, depth);
        }
    }

    private void Add(IMethodSymbol method, SyntaxNode call, List<Payload> found, HashSet<IMethodSymbol> seen, int depth)
    {
        // Making an object talks to nobody; what a constructor of a connection says is its type.
        var isCreation = method.MethodKind == MethodKind.Constructor || method.Name is "Dispose" or "DisposeAsync";
        var declared = method.Declared();
        var type = method.ReducedFrom is null ? method.ContainingType : method.ReceiverType ?? declared.ContainingType;
        if (!isCreation && (RequestTypes.Any(t => declared.ContainingType.IsOrInherits(t)) || declared.Home().IsInNamespace("Flurl.Http") || IsRequestInterface(method.ContainingType) || IsInvocation(declared)))
            found.Add(new(PayloadKind.Request, method.ReducedFrom is null ? method.ContainingType : type, call));
        else if (!isCreation && facts.Clients.CalledThrough(type, cancellationToken) is { } client)
            found.Add(new(PayloadKind.Request, client.ClientType, call));
        else if (IsOther(declared.Home()) || (type is not null && IsOther(type)))
            found.Add(new(PayloadKind.Other, null, call));
        else if (declared.ContainingType.IsInNamespace("System.IO"))
            found.Add(new(PayloadKind.File, null, call));
        else if (depth < MaxDepth && !isCreation && seen.Add(declared))
        {
            foreach (var body in BodiesOf(declared))
                Add(body, found, seen, depth + 1);
        }
    }

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

    // Dapr's client does many things; this one calls another service.
    private static bool IsInvocation(IMethodSymbol method)
        => method.Name.StartsWith("InvokeMethod", StringComparison.Ordinal) && method.Home().Is("Dapr.Client.DaprClient");

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
