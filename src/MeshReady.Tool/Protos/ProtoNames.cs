using System.Text;

namespace MeshReady.Tool.Protos;

/// <summary>The names that protoc gives in C#, and the types behind proto's names.</summary>
public sealed class ProtoNames
{
    private static readonly Dictionary<string, string> Scalars = new(StringComparer.Ordinal)
    {
        ["double"] = "double", ["float"] = "float", ["int32"] = "int", ["int64"] = "long", ["uint32"] = "uint", ["uint64"] = "ulong",
        ["sint32"] = "int", ["sint64"] = "long", ["fixed32"] = "uint", ["fixed64"] = "ulong", ["sfixed32"] = "int", ["sfixed64"] = "long",
        ["bool"] = "bool", ["string"] = "string", ["bytes"] = "global::Google.Protobuf.ByteString",
        ["google.protobuf.DoubleValue"] = "double?", ["google.protobuf.FloatValue"] = "float?", ["google.protobuf.Int64Value"] = "long?",
        ["google.protobuf.UInt64Value"] = "ulong?", ["google.protobuf.Int32Value"] = "int?", ["google.protobuf.UInt32Value"] = "uint?",
        ["google.protobuf.BoolValue"] = "bool?", ["google.protobuf.StringValue"] = "string", ["google.protobuf.BytesValue"] = "global::Google.Protobuf.ByteString",
    };

    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    /// <summary>Adds the messages and enums of a file.</summary>
    public void Add(ProtoFile file)
    {
        var proto = file.Package.Length > 0 ? file.Package + "." : "";
        var csharp = "global::" + (file.Namespace.Length > 0 ? file.Namespace + "." : "");
        foreach (var declared in file.Enums)
            _types[proto + declared.Name] = csharp + Pascal(declared.Name);
        foreach (var message in file.Messages)
            Add(message, proto, csharp);
    }

    /// <summary>The C# type of a proto type seen from a scope.</summary>
    /// <param name="type">As written.</param>
    /// <param name="scope">The package and messages around it, dotted.</param>
    public string TypeOf(string type, string scope)
    {
        if (Scalars.TryGetValue(type.TrimStart('.'), out var scalar))
            return scalar;
        return MessageOf(type, scope);
    }

    /// <summary>The C# type of a message: wrappers stay messages.</summary>
    public string MessageOf(string type, string scope)
    {
        if (type.StartsWith('.'))
            scope = "";
        var name = type.TrimStart('.');
        for (var at = scope; ; at = at.LastIndexOf('.') is var dot and >= 0 ? at[..dot] : "")
        {
            if (_types.TryGetValue(at.Length > 0 ? at + "." + name : name, out var found))
                return found;
            if (at.Length == 0)
                break;
        }

        var last = name.LastIndexOf('.');
        var package = last < 0 ? "" : name[..last];
        var simple = Pascal(name[(last + 1)..]);
        return package switch
        {
            "google.protobuf" => "global::Google.Protobuf.WellKnownTypes." + simple,
            "" => simple,
            _ => "global::" + string.Join('.', package.Split('.').Select(Pascal)) + "." + simple,
        };
    }

    /// <summary>snake_case and lowerCamel as PascalCase.</summary>
    public static string Pascal(string name)
    {
        var result = new StringBuilder();
        var upper = true;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                upper = true;
                continue;
            }

            result.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = char.IsAsciiDigit(c);
        }

        return result.Length == 0 || char.IsAsciiDigit(result[0]) ? "_" + result : result.ToString();
    }

    /// <summary>An enum value: without the enum's name in front, in PascalCase.</summary>
    public static string EnumValue(string enumName, string value)
    {
        var (i, j) = (0, 0);
        while (i < enumName.Length && j < value.Length)
        {
            if (enumName[i] == '_')
                i++;
            else if (value[j] == '_')
                j++;
            else if (char.ToLowerInvariant(enumName[i]) == char.ToLowerInvariant(value[j]))
                (i, j) = (i + 1, j + 1);
            else
                break;
        }

        var rest = i == enumName.Length ? value[j..].TrimStart('_') : value;
        if (rest.Length == 0 || char.IsAsciiDigit(rest[0]))
            rest = value;
        return string.Concat(rest.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Any(char.IsAsciiLetterLower) ? Pascal(w) : Pascal(w.ToLowerInvariant())));
    }

    private void Add(ProtoMessage message, string proto, string csharp)
    {
        _types[proto + message.Name] = csharp + Pascal(message.Name);
        var (innerProto, innerCSharp) = (proto + message.Name + ".", csharp + Pascal(message.Name) + ".Types.");
        foreach (var declared in message.Enums)
            _types[innerProto + declared.Name] = innerCSharp + Pascal(declared.Name);
        foreach (var nested in message.Messages)
            Add(nested, innerProto, innerCSharp);
    }
}
