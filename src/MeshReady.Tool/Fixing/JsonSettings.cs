using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MeshReady.Tool.Fixing;

/// <summary>Adds a configuration key to the text of a settings file and leaves everything else as it stands, comments included.</summary>
public static class JsonSettings
{
    private static readonly JsonReaderOptions Tolerant = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonDocumentOptions TolerantDocument = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text with the key, the text itself if it has the key already, or null where it cannot be edited safely.</summary>
    /// <param name="text">JSON with comments and trailing commas; null for a file that does not exist.</param>
    /// <param name="key">Segments with ":" between.</param>
    /// <param name="value">The string value.</param>
    /// <param name="isFallback">Whether code uses the value only where the key is missing: then any value that is held already is right.</param>
    public static string? Add(string? text, string key, string value, bool isFallback = false)
    {
        var segments = key.Split(':');
        if (segments.Any(string.IsNullOrWhiteSpace))
            return null;
        if (string.IsNullOrWhiteSpace(text))
            return "{\n" + Members(segments, value, "  ", "  ", "\n") + "\n}\n";

        try
        {
            var before = Flatten(text);
            // Another value is another address than the one that leaves the code.
            if (before.TryGetValue(key, out var held))
                return isFallback || held == value ? text : null;
            // A key below a plain value would hide that value from whoever reads the section.
            for (var i = 1; i < segments.Length; i++)
            {
                if (before.ContainsKey(string.Join(':', segments.Take(i))))
                    return null;
            }

            if (before.Keys.Any(k => k.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)) || Insert(text, segments, value) is not { } edited)
                return null;
            var after = Flatten(edited);
            return after.Count == before.Count + 1 && after[key] == value && before.All(b => after[b.Key] == b.Value) ? edited : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Insert(string text, string[] segments, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (Deepest(bytes, segments) is not { } found)
            return null;

        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var rest = segments[found.Depth..];
        var lineStart = Array.LastIndexOf(bytes, (byte)'\n', found.Close) + 1;
        var isOwnLine = bytes.AsSpan(lineStart, found.Close - lineStart).IndexOfAnyExcept((byte)' ', (byte)'\t') < 0 && lineStart > found.Open;
        var result = new List<byte>(bytes);
        string inserted;
        int at;
        if (isOwnLine)
        {
            var closing = Encoding.UTF8.GetString(bytes, lineStart, found.Close - lineStart);
            var indent = found.FirstMember is { } member ? IndentAt(bytes, member) ?? closing + "  " : closing + "  ";
            var unit = indent.Length > closing.Length && indent.StartsWith(closing, StringComparison.Ordinal) ? indent[closing.Length..] : "  ";
            inserted = Members(rest, value, indent, unit, newLine) + newLine;
            at = lineStart;
        }
        else
        {
            at = found.Close;
            while (at - 1 > found.Open && bytes[at - 1] is (byte)' ' or (byte)'\t')
                at--;
            inserted = " " + OneLine(rest, value) + (found.Close == at ? " " : "");
        }

        result.InsertRange(at, Encoding.UTF8.GetBytes(inserted));
        if (found.LastEnd is { } end && !found.HasTrailingComma)
            result.Insert(end, (byte)',');
        return Encoding.UTF8.GetString([.. result]);
    }

    // The innermost object that the key's first segments already lead to.
    private static Found? Deepest(byte[] bytes, string[] segments)
    {
        var reader = new Utf8JsonReader(bytes, Tolerant);
        var open = new Stack<(int Matched, int Open, int? First, int? LastEnd)>();
        Found? best = null;
        var matched = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName when open.Count > 0:
                    var (inside, start, first, last) = open.Pop();
                    open.Push((inside, start, first ?? (int)reader.TokenStartIndex, last));
                    matched = inside >= 0 && inside < segments.Length - 1 && segments[inside].Equals(reader.GetString(), StringComparison.OrdinalIgnoreCase) ? inside + 1 : -1;
                    break;
                case JsonTokenType.StartObject:
                    open.Push((open.Count == 0 ? 0 : matched, (int)reader.TokenStartIndex, null, null));
                    break;
                case JsonTokenType.StartArray:
                    open.Push((-1, (int)reader.TokenStartIndex, null, null));
                    matched = -1;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    var ended = open.Pop();
                    if (ended.Matched >= 0 && reader.TokenType == JsonTokenType.EndObject && (best is null || ended.Matched > best.Depth))
                    {
                        var close = (int)reader.TokenStartIndex;
                        best = new Found(ended.Matched, ended.Open, close, ended.First, ended.LastEnd, ended.LastEnd is { } e && HasComma(bytes, e, close));
                    }

                    Ended((int)reader.BytesConsumed);
                    break;
                default:
                    Ended((int)reader.BytesConsumed);
                    break;
            }
        }

        return best;

        void Ended(int end)
        {
            if (!open.TryPop(out var around))
                return;
            open.Push((around.Matched, around.Open, around.First, end));
            matched = around.Matched < 0 ? -1 : matched;
        }
    }

    private static bool HasComma(byte[] bytes, int from, int to)
    {
        // Comments may hold commas of their own.
        for (var i = from; i < to; i++)
        {
            if (bytes[i] == ',')
                return true;
            if (bytes[i] != '/')
                continue;
            var end = bytes[i + 1] == '*' ? bytes.AsSpan(i + 2).IndexOf("*/"u8) + 2 : bytes.AsSpan(i).IndexOf((byte)'\n');
            if (end < 0)
                return false;
            i += end;
        }

        return false;
    }

    private static string? IndentAt(byte[] bytes, int position)
    {
        var start = Array.LastIndexOf(bytes, (byte)'\n', position) + 1;
        return bytes.AsSpan(start, position - start).IndexOfAnyExcept((byte)' ', (byte)'\t') < 0 ? Encoding.UTF8.GetString(bytes, start, position - start) : null;
    }

    private static string Members(string[] segments, string value, string indent, string unit, string newLine)
    {
        var text = new StringBuilder();
        for (var i = 0; i < segments.Length; i++)
        {
            text.Append(indent).Append(Quoted(segments[i])).Append(": ");
            text.Append(i == segments.Length - 1 ? Quoted(value) : "{" + newLine);
            indent += unit;
        }

        for (var i = segments.Length - 2; i >= 0; i--)
        {
            indent = indent[..^unit.Length];
            text.Append(newLine).Append(indent[..^unit.Length]).Append('}');
        }

        return text.ToString();
    }

    private static string OneLine(string[] segments, string value)
        => string.Concat(segments.Select((s, i) => (i == 0 ? "" : "{ ") + Quoted(s) + ": ")) + Quoted(value) + string.Concat(Enumerable.Repeat(" }", segments.Length - 1));

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Relaxed);

    private static Dictionary<string, string> Flatten(string text)
    {
        using var document = JsonDocument.Parse(text, TolerantDocument);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException();
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Walk(document.RootElement, "");
        return values;

        void Walk(JsonElement element, string path)
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in element.EnumerateObject())
                    Walk(property.Value, path.Length == 0 ? property.Name : path + ":" + property.Name);
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var (index, item) in element.EnumerateArray().Index())
                    Walk(item, path + ":" + index);
            }
            else
            {
                values[path] = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
            }
        }
    }

    private sealed record Found(int Depth, int Open, int Close, int? FirstMember, int? LastEnd, bool HasTrailingComma);
}
