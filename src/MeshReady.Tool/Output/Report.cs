using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Maps;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Output;

/// <summary>Puts the result of a run into words: the same text for the same checkout, whatever the machine.</summary>
public static class Report
{
    private static readonly JsonWriterOptions Json = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line for each finding, grouped by project, and a line that counts them.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="least">Findings below this severity are left out.</param>
    /// <param name="paint">Colours a severity's word; identity for plain text.</param>
    /// <param name="isQuiet">Whether findings alone are wanted.</param>
    public static string Text(ScanResult result, DiagnosticSeverity least, Func<DiagnosticSeverity, string, string> paint, bool isQuiet = false)
    {
        var text = new StringBuilder();
        foreach (var project in result.Projects)
        {
            Finding[] shown = [.. project.Findings.Where(f => f.Severity >= least)];
            string[] remarks = isQuiet ? [.. project.Failures] : [.. Remarks(project)];
            if (shown.Length + remarks.Length == 0)
                continue;
            text.Append(VisibleText.Of(project.Name)).Append('\n');
            foreach (var finding in shown)
            {
                var others = Unnamed(finding);
                var also = others.Length == 0 ? "" : $" (also {string.Join(", ", others)})";
                var owners = finding.Owners.IsEmpty ? "" : $" [{string.Join(' ', finding.Owners)}]";
                var word = finding.Severity.ToString().ToLowerInvariant();
                text.Append(CultureInfo.InvariantCulture, $"  {VisibleText.Of(finding.Path)}:{finding.Line}  {paint(finding.Severity, word)} {finding.Id}  {VisibleText.Of(finding.Message + also + owners)}\n");
            }

            foreach (var remark in remarks)
                text.Append("  ").Append(VisibleText.Of(remark)).Append('\n');
            text.Append('\n');
        }

        foreach (var note in result.Notes)
            text.Append(VisibleText.Of(note)).Append('\n');
        if (result.Notes.Count > 0)
            text.Append('\n');
        if (!isQuiet)
            text.Append(Summary(result, least)).Append('\n');
        return Redaction.Clean(text.ToString());
    }

    /// <summary>A place as messages name it: folder, file and line.</summary>
    public static string Short(string place) => string.Join('/', place.Split('/')[^Math.Min(2, place.Count('/') + 1)..]);

    /// <summary>The further places of a finding that its message does not name.</summary>
    public static string[] Unnamed(Finding finding) => [.. finding.Also.Where(place => !finding.Message.Contains(Short(place), StringComparison.Ordinal))];

    /// <summary>An array of objects, one for each finding.</summary>
    public static string JsonText(ScanResult result, DiagnosticSeverity least)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Json))
        {
            var from = result.Projects.ToDictionary(static p => p.Name, static p => p.From.Name, StringComparer.Ordinal);
            writer.WriteStartArray();
            foreach (var finding in result.Findings.Where(f => f.Severity >= least))
            {
                writer.WriteStartObject();
                writer.WriteString("project", finding.Project);
                // Of a service whose code is elsewhere, its facts alone were read.
                writer.WriteString("loadedFrom", from.GetValueOrDefault(finding.Project, "facts"));
                writer.WriteString("path", finding.Path);
                writer.WriteNumber("line", finding.Line);
                writer.WriteNumber("column", finding.Column);
                writer.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
                writer.WriteString("id", finding.Id);
                writer.WriteString("message", Redaction.Clean(finding.Message));
                writer.WriteString("fingerprint", finding.Fingerprint);
                writer.WriteStartArray("also");
                foreach (var also in finding.Also)
                    writer.WriteStringValue(also);
                writer.WriteEndArray();
                JsonNames.Write(writer, "environments", finding.Environments);
                JsonNames.Write(writer, "owners", finding.Owners);

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>Files, lines, seconds, share of resolved calls and what it was loaded from of each project, and their sum.</summary>
    public static string Timings(ScanResult result, TimeSpan total)
    {
        var text = new StringBuilder($"{"files",6} {"lines",8} {"seconds",8} {"bound",6} {"from",8}  project\n");
        foreach (var project in result.Projects)
            Row(project.Files, project.Lines, project.Time, project.IsLeftAlone ? null : project.Share, project.Name + (project.IsLeftAlone ? " (left alone)" : "") + (project.From.Reason is { } reason ? $" ({reason})" : ""), project.From.Name);
        var services = result.Projects.Where(p => !p.IsLeftAlone).ToArray();
        Row(result.Projects.Sum(p => p.Files), result.Projects.Sum(p => p.Lines), total, Sum(result.Projects), $"all {result.Projects.Count} projects");
        Row(services.Sum(p => p.Files), services.Sum(p => p.Lines), TimeSpan.FromTicks(services.Sum(p => p.Time.Ticks)), Sum(services), $"the {services.Length} that rules look at");
        return text.ToString();

        void Row(int files, int lines, TimeSpan time, BoundShare? share, string name, string from = "")
            => text.Append(CultureInfo.InvariantCulture, $"{files,6} {lines,8} {time.TotalSeconds,8:F2} {(share is { Percent: var percent } ? $"{percent}%" : "-"),6} {from,8}  {name}\n");

        static BoundShare Sum(IReadOnlyCollection<ProjectReport> projects) => new(projects.Sum(p => p.Share.Bound), projects.Sum(p => p.Share.Total));
    }

    private static IEnumerable<string> Remarks(ProjectReport project)
    {
        // What no rule looks at loses nothing by what it lacks.
        if (!project.IsLeftAlone && project.Share.Percent < BoundShare.LowPercent)
        {
            var missing = project.MissingPackages.Count == 0 ? "" : $" ({string.Join(", ", project.MissingPackages.Take(3))}{(project.MissingPackages.Count > 3 ? ", …" : "")} not found)";
            yield return $"{project.Share.Bound * 100L / project.Share.Total} % of the calls in {Path.GetFileNameWithoutExtension(project.Name)} could be resolved: restore it for a full check{missing}";
        }

        foreach (var failure in project.Failures)
            yield return failure;
    }

    /// <summary>How many findings of each severity there are, and where.</summary>
    public static string Summary(ScanResult result, DiagnosticSeverity least)
    {
        var counts = new[] { (DiagnosticSeverity.Error, "error"), (DiagnosticSeverity.Warning, "warning"), (DiagnosticSeverity.Info, "info") }
            .Where(s => s.Item1 >= least)
            .Select(s => (Count: result.Findings.Count(f => f.Severity == s.Item1), Word: s.Item2))
            .Where(c => c.Count > 0)
            .Select(c => c.Word == "info" ? $"{c.Count} info" : Counted(c.Count, c.Word))
            .ToArray();
        var where = $"{Counted(result.Projects.Count, "project")}, {Counted(result.Projects.Sum(p => p.Files), "file")}";
        var known = result.All.Count(static f => f.Suppression?.Kind == SuppressionKind.External);
        return (counts.Length == 0 ? "No findings" : string.Join(", ", counts)) + (known == 0 ? "" : $" besides {known} in the baseline") + $" in {where}";
    }

    private static string Counted(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";
}
