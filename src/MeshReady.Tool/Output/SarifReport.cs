using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeshReady.Tool.Analysis;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Output;

/// <summary>
/// SARIF 2.1.0, as GitHub code scanning takes it: one run, all rules, paths relative to the checkout, nothing that differs
/// between two runs over the same input.
/// </summary>
public static class SarifReport
{
    /// <summary>The most results that code scanning takes in one run.</summary>
    public const int MostResults = 25_000;

    /// <summary>What paths are relative to.</summary>
    public const string Root = "%SRCROOT%";

    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    private static readonly JsonWriterOptions Json = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole file.</summary>
    public static string Write(Rendering rendering)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Json))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", Schema);
            writer.WriteString("version", "2.1.0");
            writer.WriteStartArray("runs");
            writer.WriteStartObject();
            WriteRun(writer, rendering);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteRun(Utf8JsonWriter writer, Rendering rendering)
    {
        // Code scanning opens alerts for suppressed results too, so they are there only for those who ask.
        Finding[] all = [.. rendering.WithSuppressed ? rendering.Result.All.Where(f => f.Severity >= rendering.Least) : rendering.Shown];
        var kept = Gravest(all);
        var rules = SarifDriver.Write(writer, rendering, kept);

        if (rendering.Category is { Length: > 0 } category)
        {
            // What stands before the last slash is the category; what stands behind it would tell runs apart.
            writer.WriteStartObject("automationDetails");
            writer.WriteString("id", category.TrimEnd('/') + "/");
            writer.WriteEndObject();
        }

        // Where the root lies is the reader's to say: a path of this machine would mean nothing there.
        writer.WriteStartObject("originalUriBaseIds");
        writer.WriteStartObject(Root);
        WriteMessage(writer, "description", "The root of the checkout.");
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteString("columnKind", "utf16CodeUnits");

        writer.WriteStartArray("invocations");
        writer.WriteStartObject();
        writer.WriteBoolean("executionSuccessful", !rendering.IsFailure);
        writer.WriteStartArray("toolExecutionNotifications");
        foreach (var note in rendering.Result.Notes)
            WriteNotification(writer, "note", note);
        foreach (var failure in rendering.Failures)
            WriteNotification(writer, "warning", failure);
        if (kept.Length < all.Length)
            WriteNotification(writer, "warning", $"{all.Length - kept.Length} of {all.Length} findings are left out, the least grave: a run may hold {MostResults}");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();

        writer.WriteStartArray("results");
        foreach (var finding in kept)
            SarifResult.Write(writer, finding, rules[finding.Id], rendering);
        writer.WriteEndArray();
    }

    /// <summary>A property with a message.</summary>
    internal static void WriteMessage(Utf8JsonWriter writer, string property, string text, string? markdown = null)
    {
        writer.WriteStartObject(property);
        writer.WriteString("text", text);
        if (markdown is not null)
            writer.WriteString("markdown", markdown);
        writer.WriteEndObject();
    }

    /// <summary>A severity as SARIF names it.</summary>
    internal static string Level(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };

    private static void WriteNotification(Utf8JsonWriter writer, string level, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("level", level);
        WriteMessage(writer, "message", Redaction.Clean(text));
        writer.WriteEndObject();
    }

    private static Finding[] Gravest(Finding[] all)
    {
        if (all.Length <= MostResults)
            return all;
        var kept = Enumerable.Range(0, all.Length)
            .OrderBy(i => all[i].Suppression is null ? 0 : 1)
            .ThenByDescending(i => all[i].Severity)
            .ThenBy(static i => i)
            .Take(MostResults)
            .Order();
        return [.. kept.Select(i => all[i])];
    }
}
