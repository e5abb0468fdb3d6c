using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeshReady.Tool.Fixing;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Baselines;

/// <summary>Reads and writes baselines: JSON in a fixed order, so that the same findings give the same bytes.</summary>
public static class BaselineFile
{
    private const int Version = 1;
    private const string DateFormat = "yyyy-MM-dd";
    private static readonly string[] Known = ["fingerprint", "id", "path", "message", "reason", "owner", "expires"];
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a file; null where there is none.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="shown">The path as the user gave it.</param>
    /// <exception cref="ArgumentException">It is no baseline.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Baseline? Read(string path, string shown)
    {
        if (Directory.Exists(path))
            throw new ArgumentException($"--baseline: {shown} is a folder");
        return File.Exists(path) ? Parse(TextFile.Read(path).Text, shown) : null;
    }

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="ArgumentException">It is no baseline; nothing may then be written over it.</exception>
    public static Baseline Parse(string text, string shown)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 8 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out var version) || !root.TryGetProperty("findings", out var findings) || findings.ValueKind != JsonValueKind.Array)
                throw Malformed("it needs a \"version\" and a list of \"findings\"");
            if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != Version)
                throw Malformed($"its version is not {Version}; a newer meshready may have written it");
            return new Baseline([.. findings.EnumerateArray().Select(Entry)]);
        }
        catch (JsonException exception)
        {
            throw Malformed($"line {exception.LineNumber + 1} is no JSON");
        }

        ArgumentException Malformed(string why) => new($"--baseline: {shown} is no baseline, and is left as it is: {why}");

        BaselineEntry Entry(JsonElement element, int index)
        {
            var place = $"findings[{index}]";
            if (element.ValueKind != JsonValueKind.Object)
                throw Malformed($"{place} is no object");
            foreach (var property in element.EnumerateObject())
            {
                // An "expire" that nobody reads would let a finding be for good.
                if (!Known.Contains(property.Name))
                    throw Malformed($"{place} has a key that means nothing; there are {string.Join(", ", Known)}");
                if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                    throw Malformed($"{place}.{property.Name} is no text");
            }

            return new BaselineEntry(Needed("fingerprint"), Needed("id"), Needed("path"), Text("message"), Text("reason"), Text("owner"), Date(Text("expires")));

            string? Text(string name) => element.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;

            string Needed(string name) => Text(name) ?? throw Malformed($"{place} needs \"{name}\"");

            DateOnly? Date(string? date)
                => date is null ? null
                    : DateOnly.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
                    : throw Malformed($"{place}.expires is no date such as 2027-01-31");
        }
    }

    /// <summary>The text of a baseline.</summary>
    public static string Text(Baseline baseline)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteStartArray("findings");
            foreach (var entry in baseline.Entries.OrderBy(static e => e.Path, StringComparer.Ordinal).ThenBy(static e => e.Id, StringComparer.Ordinal).ThenBy(static e => e.Fingerprint, StringComparer.Ordinal))
            {
                writer.WriteStartObject();
                writer.WriteString("fingerprint", entry.Fingerprint);
                writer.WriteString("id", entry.Id);
                writer.WriteString("path", entry.Path);
                Optional(writer, "message", entry.Message);
                Optional(writer, "reason", entry.Reason);
                Optional(writer, "owner", entry.Owner);
                Optional(writer, "expires", entry.Expires?.ToString(DateFormat, CultureInfo.InvariantCulture));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>Writes a file, whole or not at all; one that holds the same already is not touched.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="baseline">What it is to hold.</param>
    /// <returns>Whether something was written.</returns>
    /// <exception cref="IOException">It cannot be written; what was there still is.</exception>
    public static bool Write(string path, Baseline baseline)
    {
        var text = Text(baseline);
        if (File.Exists(path) && File.ReadAllText(path) == text)
            return false;
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        SafeWrite.Write(folder, path, Encoding.UTF8.GetBytes(text));
        return true;
    }

    private static void Optional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, Redaction.Clean(value));
    }
}
