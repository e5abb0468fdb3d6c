using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshReady.Tool.Analysis;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Systems;

/// <summary>Reads back the findings that a SARIF file of this tool holds.</summary>
public static class SarifFindings
{
    /// <summary>The findings in the order of the file.</summary>
    /// <param name="sarif">A file that <see cref="SarifMerge"/> wrote.</param>
    public static IReadOnlyList<Finding> Read(string sarif)
        => sarif.Length == 0 || JsonNode.Parse(sarif)?["runs"]?[0]?["results"] is not JsonArray results ? [] : [.. results.OfType<JsonObject>().Select(Finding).OfType<Finding>()];

    private static Finding? Finding(JsonObject result)
    {
        if ((result["locations"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault()?["physicalLocation"] is not JsonObject place || Place(place) is not var (path, line) || Text(result, "ruleId") is not { } id)
            return null;
        return new Finding(
            Text(result["properties"], "project") ?? SystemCheck.Nobody,
            path,
            line,
            Number(place["region"], "startColumn") ?? 1,
            Text(result, "level") switch { "error" => DiagnosticSeverity.Error, "warning" => DiagnosticSeverity.Warning, _ => DiagnosticSeverity.Info },
            id,
            Plain(Text(result["message"], "text") ?? ""),
            [.. (result["relatedLocations"] as JsonArray ?? []).OfType<JsonObject>().Select(static r => r["physicalLocation"] is JsonObject at ? Place(at) : null).OfType<(string Path, int Line)>().Select(static p => $"{p.Path}:{p.Line}")])
        {
            Fingerprint = Text(result["partialFingerprints"], "meshready/v1") ?? "",
            Environments = Texts(result["properties"], "environments"),
            Owners = Texts(result["properties"], "owners"),
        };
    }

    private static (string Path, int Line)? Place(JsonObject place)
        => Text(place["artifactLocation"], "uri") is { Length: > 0 } uri ? (Uri.UnescapeDataString(uri), Number(place["region"], "startLine") ?? 1) : null;

    // [orders.yaml:12](1) is a link to a related place; brackets of the text itself are escaped.
    private static string Plain(string text)
    {
        var plain = System.Text.RegularExpressions.Regex.Replace(text, @"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\(\d+\)", "$1", System.Text.RegularExpressions.RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return plain.Replace("\\[", "[", StringComparison.Ordinal).Replace("\\]", "]", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
    }

    private static string? Text(JsonNode? node, string name) => node is JsonObject map && map[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static int? Number(JsonNode? node, string name) => node is JsonObject map && map[name] is JsonValue value && value.TryGetValue<int>(out var number) && number > 0 ? number : null;

    private static ImmutableArray<string> Texts(JsonNode? node, string name)
        => node is JsonObject map && map[name] is JsonArray list ? [.. list.OfType<JsonValue>().Where(static v => v.GetValueKind() == JsonValueKind.String).Select(static v => v.GetValue<string>())] : [];
}
