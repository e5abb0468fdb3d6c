using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>The gRPC service, with its proto package, that servers and clients of one contract share: <c>catalog.Catalog</c>.</summary>
internal static class GrpcContract
{
    private const int MaxBases = 8;

    /// <summary>The contract that a service class answers; null where the code does not tell.</summary>
    public static string? OfServer(ITypeSymbol? type, CancellationToken cancellationToken)
    {
        var level = type;
        for (var i = 0; i < MaxBases && level is not null; i++, level = level.BaseType)
        {
            if (level.ContainingType is { } outer && NestsAs(level, outer, "Base"))
                return NameIn(outer, cancellationToken);
        }

        return type?.AllInterfaces.Select(OfCodeFirst).FirstOrDefault(static name => name is not null);
    }

    /// <summary>The contract that a client class or a code-first interface calls; null where the code does not tell.</summary>
    public static string? OfClient(ITypeSymbol? type, CancellationToken cancellationToken)
    {
        if (type is { TypeKind: TypeKind.Interface })
            return OfCodeFirst(type);
        return type?.ContainingType is { } outer && NestsAs(type, outer, "Client") ? NameIn(outer, cancellationToken) : null;
    }

    private static bool NestsAs(ITypeSymbol type, INamedTypeSymbol outer, string suffix)
        => outer.IsStatic && type.Name.Length == outer.Name.Length + suffix.Length
            && type.Name.StartsWith(outer.Name, StringComparison.Ordinal) && type.Name.EndsWith(suffix, StringComparison.Ordinal);

    /// <summary>The field that gRPC's tooling writes into the class around client and base.</summary>
    private static string? NameIn(INamedTypeSymbol outer, CancellationToken cancellationToken)
    {
        foreach (var field in outer.GetMembers("__ServiceName").OfType<IFieldSymbol>())
        {
            if (field.ConstantValue is string constant)
                return constant;
            foreach (var reference in field.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax { Token.Value: string text } })
                    return text;
            }
        }

        return null;
    }

    /// <summary>protobuf-net.Grpc takes the attribute's name, else the interface's full name without its leading I; MagicOnion takes the bare name.</summary>
    private static string? OfCodeFirst(ITypeSymbol type)
    {
        if (type.AllInterfaces.Any(static i => i.Name == "IService" && i.ContainingNamespace?.ToDisplayString() == "MagicOnion"))
            return type.Name;
        foreach (var attribute in type.GetAttributes())
        {
            var name = attribute.AttributeClass?.ToDisplayString();
            if (name == "ProtoBuf.Grpc.Configuration.ServiceAttribute")
                return attribute.ConstructorArguments.FirstOrDefault(static a => a.Kind == TypedConstantKind.Primitive).Value as string ?? Plain(type);
            if (name == "System.ServiceModel.ServiceContractAttribute")
                return attribute.NamedArguments.FirstOrDefault(static a => a.Key == "Name").Value.Value as string ?? Plain(type);
        }

        return null;
    }

    private static string Plain(ITypeSymbol type)
    {
        var name = type.Name is ['I', >= 'A' and <= 'Z', ..] ? type.Name.Substring(1) : type.Name;
        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + name : name;
    }
}
