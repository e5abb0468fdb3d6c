using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>The full name of a gRPC service, by which clients and servers know each other.</summary>
internal static class GrpcContract
{
    /// <summary>
    /// The service with its package (<c>shop.Basket</c>) of a generated client or base, or of an interface with a contract; null where it is not in sight.
    /// </summary>
    /// <param name="type">The type that code names: <c>Basket.BasketClient</c>, <c>Basket.BasketBase</c>, <c>IBasket</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static string? Of(ITypeSymbol? type, CancellationToken cancellationToken)
    {
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            // Both stand in the static class of the service, which protoc gives its name.
            if (current.ContainingType is { IsStatic: true } service && service.GetMembers("__ServiceName").FirstOrDefault() is IFieldSymbol field && ValueOf(field, cancellationToken) is { } name)
                return name;
        }

        return type is { TypeKind: TypeKind.Interface } ? OfInterface(type) : type?.AllInterfaces.Select(OfInterface).FirstOrDefault(static name => name is not null);
    }

    // Google's generator writes a read-only field, whose value only its source tells.
    private static string? ValueOf(IFieldSymbol field, CancellationToken cancellationToken)
        => field.ConstantValue as string ?? (field.DeclaringSyntaxReferences is [var declared, ..] && declared.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax { Token.Value: string text } } ? text : null);

    /// <summary>protobuf-net's naming: what the attribute says, else the namespace and the interface without its I.</summary>
    private static string? OfInterface(ITypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (!attribute.AttributeClass.Is("ProtoBuf.Grpc.Configuration.ServiceAttribute") && !attribute.AttributeClass.Is("System.ServiceModel.ServiceContractAttribute"))
                continue;
            var said = attribute.ConstructorArguments.FirstOrDefault().Value as string ?? attribute.NamedArguments.FirstOrDefault(static a => a.Key == "Name").Value.Value as string;
            if (said is { Length: > 0 })
                return said;
            var name = type.Name.Length > 1 && type.Name[0] == 'I' && char.IsUpper(type.Name[1]) ? type.Name.Substring(1) : type.Name;
            return type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + name : name;
        }

        return null;
    }
}
