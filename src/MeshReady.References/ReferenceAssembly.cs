using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MeshReady.References;

/// <summary>
/// What a compiler needs of an assembly: every type and member that code can name, with attributes, constants and parameter names;
/// no method body, no resource, and none of the types that the compiler made for bodies.
/// </summary>
public static class ReferenceAssembly
{
    private const string Mark = "System.Runtime.CompilerServices.ReferenceAssemblyAttribute";
    private const string CompilerGenerated = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";

    // Each names the type of a state machine, which went with the body.
    private static readonly string[] StateMachines =
    [
        "System.Runtime.CompilerServices.AsyncStateMachineAttribute",
        "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute",
        "System.Runtime.CompilerServices.IteratorStateMachineAttribute",
    ];

    /// <summary>The same assembly as a reference: the same input gives the same bytes.</summary>
    /// <exception cref="BadImageFormatException">The input is no managed assembly.</exception>
    public static byte[] Of(byte[] assembly)
    {
        var enums = new ForeignEnums();
        using var module = ModuleDefinition.ReadModule(new MemoryStream(assembly), new ReaderParameters { MetadataResolver = enums });
        module.Resources.Clear();
        foreach (var type in module.Types)
            Strip(type, enums);

        // What is left of a signature would be the wrong one; the name keeps its key.
        module.Attributes &= ~ModuleAttributes.StrongNameSigned;
        if (module.Assembly.CustomAttributes.All(static a => a.AttributeType.FullName != Mark))
        {
            var mark = new TypeReference("System.Runtime.CompilerServices", "ReferenceAssemblyAttribute", module, module.TypeSystem.CoreLibrary);
            module.Assembly.CustomAttributes.Add(new CustomAttribute(new MethodReference(".ctor", module.TypeSystem.Void, mark) { HasThis = true }));
        }

        using var output = new MemoryStream();
        module.Write(output, new WriterParameters { DeterministicMvid = true, Timestamp = 0 });
        return output.ToArray();
    }

    private static void Strip(TypeDefinition type, ForeignEnums enums)
    {
        foreach (var made in type.NestedTypes.Where(IsMadeForBodies).ToArray())
            type.NestedTypes.Remove(made);
        foreach (var nested in type.NestedTypes)
            Strip(nested, enums);
        foreach (var field in type.Fields)
            enums.Learn(field, field.FieldType);
        foreach (var property in type.Properties)
            enums.Learn(property, property.PropertyType);
        foreach (var method in type.Methods)
        {
            foreach (var parameter in method.Parameters)
                enums.Learn(parameter, parameter.ParameterType);
            foreach (var attribute in method.CustomAttributes.Where(static a => StateMachines.Contains(a.AttributeType.FullName)).ToArray())
                method.CustomAttributes.Remove(attribute);
            if (method.HasBody)
                method.Body = Throwing(method);
        }
    }

    // Closures, state machines and caches of delegates. Elements of fixed buffers are fields' types and stay.
    private static bool IsMadeForBodies(TypeDefinition type)
        => type is { IsNestedPrivate: true, Name: ['<', ..] }
            && !type.Name.EndsWith("__FixedBuffer", StringComparison.Ordinal)
            && type.CustomAttributes.Any(static a => a.AttributeType.FullName == CompilerGenerated);

    private static MethodBody Throwing(MethodDefinition method)
    {
        var body = new MethodBody(method) { InitLocals = false };
        body.Instructions.Add(Instruction.Create(OpCodes.Ldnull));
        body.Instructions.Add(Instruction.Create(OpCodes.Throw));
        return body;
    }
}
