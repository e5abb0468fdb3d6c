using System.Collections.Immutable;
using System.Text.Json;

namespace MeshReady.Tool.Output;

/// <summary>Writes what a finding may have several of.</summary>
internal static class JsonNames
{
    /// <summary>A list of names; nothing where there are none.</summary>
    public static void Write(Utf8JsonWriter writer, string property, ImmutableArray<string> names)
    {
        if (names.IsEmpty)
            return;
        writer.WriteStartArray(property);
        foreach (var name in names)
            writer.WriteStringValue(name);
        writer.WriteEndArray();
    }
}
