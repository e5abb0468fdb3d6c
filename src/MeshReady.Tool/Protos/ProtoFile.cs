namespace MeshReady.Tool.Protos;

/// <summary>What a .proto file declares.</summary>
/// <param name="Package">The proto package, empty where none is named.</param>
/// <param name="Namespace">The C# namespace of its declarations.</param>
/// <param name="Imports">The files it imports, as written.</param>
public sealed record ProtoFile(string Package, string Namespace, IReadOnlyList<string> Imports, IReadOnlyList<ProtoMessage> Messages, IReadOnlyList<ProtoEnum> Enums, IReadOnlyList<ProtoService> Services);

/// <summary>A message with its nested types.</summary>
public sealed record ProtoMessage(string Name, IReadOnlyList<ProtoField> Fields, IReadOnlyList<ProtoMessage> Messages, IReadOnlyList<ProtoEnum> Enums);

/// <summary>A field; a map has the type of its values and a key type.</summary>
/// <param name="OneOf">The oneof it belongs to, or null.</param>
/// <param name="KeyType">The key type of a map, or null.</param>
public sealed record ProtoField(string Name, string Type, bool IsRepeated, bool IsOptional, string? OneOf, string? KeyType);

/// <summary>An enum with the names of its values in their order.</summary>
public sealed record ProtoEnum(string Name, IReadOnlyList<(string Name, string Number)> Values);

/// <summary>A service with its calls.</summary>
public sealed record ProtoService(string Name, IReadOnlyList<ProtoCall> Calls);

/// <summary>One call of a service.</summary>
public sealed record ProtoCall(string Name, string Request, bool StreamsRequest, string Response, bool StreamsResponse);
