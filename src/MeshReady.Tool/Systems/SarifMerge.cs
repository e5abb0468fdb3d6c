using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshReady.Tool.Systems;

/// <summary>Joins SARIF files of several runs of this tool into one run: each rule once, each result once.</summary>
public static class SarifMerge
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>Whether a file is SARIF rather than facts, by its name or by how it begins; a file that cannot be opened is neither.</summary>
    /// <param name="path">Its full path.</param>
    public static bool IsSarif(string path)
    {
        if (path.EndsWith(".sarif", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".sarif.json", StringComparison.OrdinalIgnoreCase))
            return true;
        try
        {
            Span<byte> head = stackalloc byte[1024];
            using var stream = File.OpenRead(path);
            var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return head[..length].IndexOf("\"$schema\""u8) >= 0 && head[..length].IndexOf("sarif"u8) >= 0 || head[..length].IndexOf("\"runs\""u8) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The joined file.</summary>
    /// <param name="files">The texts, each with the name for a message.</param>
    /// <param name="notes">Gets a line for each file or run that was left out.</param>
    public static string Merge(IEnumerable<(string Name, string Text)> files, List<string> notes)
    {
        JsonObject? first = null;
        var rules = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        var results = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (name, text) in files)
        {
            foreach (var run in Runs(name, text, notes))
            {
                if (Member(run["tool"], "driver") is not JsonObject driver || Word(driver, "name") is not { } tool || first is not null && Word((JsonObject)first["tool"]!["driver"]!, "name") != tool)
                {
                    notes.Add($"{name}: a run of another tool was left out");
                    continue;
                }

                first ??= run;
                foreach (var rule in (driver["rules"] as JsonArray ?? []).OfType<JsonObject>())
                {
                    if (Word(rule, "id") is { } id)
                        rules.TryAdd(id, rule);
                }

                foreach (var result in (run["results"] as JsonArray ?? []).OfType<JsonObject>())
                    results.TryAdd(KeyOf(result), result);
            }
        }

        return first is null ? "" : Text(Joined(first, rules, results));
    }

    private static IEnumerable<JsonObject> Runs(string name, string text, List<string> notes)
    {
        try
        {
            var root = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject;
            if (Word(root, "version") == "2.1.0" && root!["runs"] is JsonArray runs)
                return [.. runs.OfType<JsonObject>()];
            notes.Add($"{name}: no SARIF of version 2.1.0");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            notes.Add($"{name}: not valid JSON");
        }

        return [];
    }

    private static JsonObject Joined(JsonObject first, SortedDictionary<string, JsonNode> rules, SortedDictionary<string, JsonObject> results)
    {
        var run = (JsonObject)first.DeepClone();
        var index = rules.Keys.Select(static (id, at) => (id, at)).ToDictionary(static pair => pair.id, static pair => pair.at, StringComparer.Ordinal);
        ((JsonObject)run["tool"]!["driver"]!)["rules"] = new JsonArray([.. rules.Values.Select(static rule => rule.DeepClone())]);
        var joined = new JsonArray();
        foreach (var result in results.Values)
        {
            var copy = (JsonObject)result.DeepClone();
            if (Word(copy, "ruleId") is { } id && index.TryGetValue(id, out var at))
                copy["ruleIndex"] = at;
            else
                copy.Remove("ruleIndex");
            joined.Add(copy);
        }

        run["results"] = joined;
        return new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(run),
        };
    }

    // Path and line first, so that the order is that of a reader.
    private static string KeyOf(JsonObject result)
    {
        var place = Member((result["locations"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(), "physicalLocation");
        var line = Member(Member(place, "region"), "startLine")?.ToString() ?? "0";
        return string.Join('\n', Member(Member(place, "artifactLocation"), "uri")?.ToString(), line.PadLeft(9, '0'), Word(result, "ruleId"), result["partialFingerprints"]?.ToJsonString(), Member(Member(result, "message"), "text")?.ToString());
    }

    // Files of others may hold anything anywhere.
    private static JsonNode? Member(JsonNode? node, string name) => (node as JsonObject)?[name];

    private static string? Word(JsonObject? node, string name) => node?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Text(JsonObject root)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
            root.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
