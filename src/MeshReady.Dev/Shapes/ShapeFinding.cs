using System.Text.Json;

namespace MeshReady.Dev.Shapes;

/// <summary>What a build reported.</summary>
/// <param name="Id">The id of the rule.</param>
/// <param name="File">The last part of the file's path.</param>
/// <param name="Line">The line, counted from 1.</param>
public sealed record ShapeFinding(string Id, string File, int Line)
{
    /// <summary>The findings of a compiler's SARIF log that nobody suppressed and that a person would see.</summary>
    public static IReadOnlyList<ShapeFinding> Read(string sarif)
    {
        using var log = JsonDocument.Parse(sarif);
        List<ShapeFinding> findings = [];
        foreach (var run in log.RootElement.GetProperty("runs").EnumerateArray())
        {
            foreach (var result in run.GetProperty("results").EnumerateArray())
            {
                if (result.TryGetProperty("suppressions", out var suppressions) && suppressions.GetArrayLength() > 0 || result.TryGetProperty("level", out var level) && level.GetString() == "none")
                    continue;
                foreach (var location in result.TryGetProperty("locations", out var locations) ? locations.EnumerateArray() : default)
                {
                    var place = location.GetProperty("physicalLocation");
                    findings.Add(new ShapeFinding(result.GetProperty("ruleId").GetString()!, place.GetProperty("artifactLocation").GetProperty("uri").GetString()!.Split('/')[^1], place.GetProperty("region").GetProperty("startLine").GetInt32()));
                }
            }
        }

        return findings;
    }
}
