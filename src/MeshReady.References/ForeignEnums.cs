using Mono.Cecil;

namespace MeshReady.References;

/// <summary>
/// A constant is written with the type beneath its enum. Where the enum stands in another assembly, the constant itself tells that type,
/// so that no other assembly has to be at hand.
/// </summary>
internal sealed class ForeignEnums : IMetadataResolver
{
    private readonly Dictionary<string, TypeDefinition> _known = new(StringComparer.Ordinal);

    /// <summary>Learns the enum of a constant.</summary>
    public void Learn(IConstantProvider provider, TypeReference type)
    {
        if (!provider.HasConstant || provider.Constant is not { } constant)
            return;
        while (type is TypeSpecification specification)
            type = specification is GenericInstanceType { ElementType.FullName: "System.Nullable`1", GenericArguments: [var argument] } ? argument : specification.ElementType;
        if (type is TypeDefinition || Beneath(type.Module.TypeSystem, constant) is not { } beneath)
            return;

        var known = new TypeDefinition(type.Namespace, type.Name, TypeAttributes.Sealed, new TypeReference("System", "Enum", type.Module, type.Module.TypeSystem.CoreLibrary));
        known.Fields.Add(new FieldDefinition("value__", FieldAttributes.SpecialName, beneath));
        _known[type.FullName] = known;
    }

    public TypeDefinition? Resolve(TypeReference type) => _known.GetValueOrDefault(type.FullName);

    public FieldDefinition? Resolve(FieldReference field) => null;

    public MethodDefinition? Resolve(MethodReference method) => null;

    private static TypeReference? Beneath(TypeSystem types, object constant)
        => constant switch
        {
            byte => types.Byte,
            sbyte => types.SByte,
            short => types.Int16,
            ushort => types.UInt16,
            int => types.Int32,
            uint => types.UInt32,
            long => types.Int64,
            ulong => types.UInt64,
            _ => null,
        };
}
