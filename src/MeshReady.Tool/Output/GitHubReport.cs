using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Output;

/// <summary>Workflow commands: GitHub Actions shows each as an annotation at its line.</summary>
public static class GitHubReport
{
    /// <summary>One command for each finding; paths are relative to the checkout's root.</summary>
    public static string Write(Rendering rendering)
    {
        var text = new StringBuilder();
        foreach (var finding in rendering.Shown)
        {
            var command = finding.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "notice" };
            text.Append(CultureInfo.InvariantCulture, $"::{command} file={Property(rendering.Target.InCheckout(finding.Path))},line={finding.Line}");
            if (finding.EndLine > 0)
                text.Append(CultureInfo.InvariantCulture, $",endLine={finding.EndLine}");
            // The runner refuses columns where the lines differ. Its end column is the last character's own.
            if (finding.EndLine <= finding.Line)
                text.Append(CultureInfo.InvariantCulture, $",col={finding.Column}");
            if (finding.EndLine == finding.Line && finding.EndColumn > finding.Column)
                text.Append(CultureInfo.InvariantCulture, $",endColumn={finding.EndColumn - 1}");
            text.Append(CultureInfo.InvariantCulture, $",title={Property(finding.Id)}::{Data(Redaction.Clean(Message(finding)))}\n");
        }

        return text.ToString();
    }

    private static string Message(Analysis.Finding finding)
        => Report.Unnamed(finding) is { Length: > 0 } others ? $"{finding.Message} (also {string.Join(", ", others)})" : finding.Message;

    private static string Data(string text)
        => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text)
        => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
