using System.Globalization;
using System.Text.Json;
using MeshReady.Tool.Analysis;

namespace MeshReady.Tool.Output;

/// <summary>One finding as a SARIF result.</summary>
internal static class SarifResult
{
    // Code scanning refuses more than 1,000 and shows 100.
    private const int MostRelated = 100;

    /// <summary>Writes the result; its message links to the places that it names.</summary>
    public static void Write(Utf8JsonWriter writer, Finding finding, int rule, Rendering rendering)
    {
        var target = rendering.Target;
        var related = finding.AlsoPlaces.Zip(finding.Also, static (place, shown) => (place.Path, place.Line, Place: shown)).Take(MostRelated).ToArray();
        writer.WriteStartObject();
        writer.WriteString("ruleId", finding.Id);
        writer.WriteNumber("ruleIndex", rule);
        writer.WriteString("level", SarifReport.Level(finding.Severity));
        SarifReport.WriteMessage(writer, "message", Linked(Redaction.Clean(finding.Message), related));

        writer.WriteStartArray("locations");
        writer.WriteStartObject();
        WritePlace(writer, target.InCheckout(finding.Path), finding.Line, finding.Column, finding.EndLine, finding.EndColumn);
        writer.WriteEndObject();
        writer.WriteEndArray();

        if (related.Length > 0)
        {
            writer.WriteStartArray("relatedLocations");
            for (var i = 0; i < related.Length; i++)
            {
                writer.WriteStartObject();
                writer.WriteNumber("id", i + 1);
                WritePlace(writer, target.InCheckout(related[i].Path), related[i].Line, 0, 0, 0);
                SarifReport.WriteMessage(writer, "message", $"the {Kind(related[i].Path)} that belongs to it");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        if (finding.Fingerprint.Length > 0)
        {
            writer.WriteStartObject("partialFingerprints");
            writer.WriteString("meshready/v1", finding.Fingerprint);
            writer.WriteEndObject();
        }

        if (rendering.WithSuppressed)
            WriteSuppressions(writer, finding.Suppression);
        writer.WriteStartObject("properties");
        writer.WriteString("project", target.InCheckout(finding.Project));
        JsonNames.Write(writer, "environments", finding.Environments);
        JsonNames.Write(writer, "owners", finding.Owners);

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    // An empty list says that the result is not suppressed; no list would leave it open.
    private static void WriteSuppressions(Utf8JsonWriter writer, Suppression? suppression)
    {
        writer.WriteStartArray("suppressions");
        if (suppression is not null)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", suppression.Kind == SuppressionKind.InSource ? "inSource" : "external");
            if (suppression.Justification is { Length: > 0 } why)
                writer.WriteString("justification", Redaction.Clean(why));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePlace(Utf8JsonWriter writer, string path, int line, int column, int endLine, int endColumn)
    {
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", SarifUri.Of(path));
        // A file outside of the checkout has no place below its root.
        if (!path.StartsWith("../", StringComparison.Ordinal))
            writer.WriteString("uriBaseId", SarifReport.Root);
        writer.WriteEndObject();
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", Math.Max(1, line));
        if (column > 0)
            writer.WriteNumber("startColumn", column);
        if (endLine > 0)
            writer.WriteNumber("endLine", endLine);
        if (endColumn > 0)
            writer.WriteNumber("endColumn", endColumn);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Kind(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".cs" => "code",
        ".json" => "setting",
        _ => "manifest",
    };

    // "](" would begin a link that nobody meant.
    private static string Linked(string message, (string Path, int Line, string Place)[] related)
    {
        message = message.Replace("](", "] (", StringComparison.Ordinal);
        for (var i = 0; i < related.Length; i++)
        {
            var name = Report.Short(related[i].Place);
            var at = message.IndexOf(name, StringComparison.Ordinal);
            var end = at + name.Length;
            if (at < 0 || name.AsSpan().ContainsAny('[', ']') || end < message.Length && (char.IsDigit(message[end]) || message[end] == ']'))
                continue;
            message = $"{message[..at]}[{name}]({(i + 1).ToString(CultureInfo.InvariantCulture)}){message[end..]}";
        }

        return message;
    }
}
