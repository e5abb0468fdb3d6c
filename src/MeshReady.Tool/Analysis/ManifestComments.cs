using System.Text.RegularExpressions;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Tool.Analysis;

/// <summary>
/// Findings that a comment of a manifest silences. The rules do not report them, so they are those that appear once the comments
/// say nothing, and whose place a comment covers.
/// </summary>
public static partial class ManifestComments
{
    private const string Marker = "meshready:";

    private const int MostTried = 100;

    // As long as the marker, so that every position stays.
    private const string Nothing = "meshready_";

    /// <summary>The project with comments that silence nothing; null where there are none.</summary>
    public static async Task<Project?> IgnoredAsync(Project project, CancellationToken cancellationToken)
    {
        var solution = project.Solution;
        foreach (var document in project.AdditionalDocuments.Where(static d => IsManifest(d.FilePath)))
        {
            var text = await document.GetTextAsync(cancellationToken);
            if (text.ToString() is var content && content.Contains(Marker, StringComparison.Ordinal))
                solution = solution.WithAdditionalDocumentText(document.Id, SourceText.From(content.Replace(Marker, Nothing, StringComparison.Ordinal), text.Encoding));
        }

        return solution == project.Solution ? null : solution.GetProject(project.Id);
    }

    /// <summary>The comment that silences a finding at its own place or at one that belongs to it; null where none does.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="textOf">The text of a manifest by its shown path; null where it was not read.</param>
    public static Suppression? Of(Finding finding, Func<string, string?> textOf)
    {
        foreach (var (path, line) in finding.AlsoPlaces.Prepend((finding.Path, finding.Line)))
        {
            if (!IsManifest(path) || textOf(path) is not { } text || !ManifestSilences.Read(text).IsSilenced(finding.Id, line))
                continue;
            return new Suppression(SuppressionKind.InSource, Reason(text, finding.Id, line)) { IsOnlyAsked = true };
        }

        return null;
    }

    // Each comment alone: the one that reaches the line.
    private static string? Reason(string text, string id, int line)
    {
        var lines = text.Split('\n');
        for (int i = 0, tried = 0; i < lines.Length && tried < MostTried; i++)
        {
            if (!lines[i].Contains(Marker, StringComparison.Ordinal) || !lines[i].Contains(id, StringComparison.Ordinal))
                continue;
            tried++;
            var alone = string.Join('\n', lines.Select((l, at) => at == i ? l : l.Replace(Marker, Nothing, StringComparison.Ordinal)));
            if (ManifestSilences.Read(alone).IsSilenced(id, line))
                return Words().Match(lines[i]) is { Success: true } words ? words.Groups[1].Value.Trim() : null;
        }

        return null;
    }

    private static bool IsManifest(string? path)
        => path is not null && (path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("""meshready:\s*disable(?:-document|-file)?\s+MSA\d{4}(?:\s*,\s*MSA\d{4})*\s+(.*)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Words();
}
