using MeshReady.Model.Systems;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Maps;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Reports;

/// <summary>What every part of a report is made of: findings with their service, rules with their pages, the map.</summary>
public sealed class ReportModel
{
    /// <summary>What the services without a name of their own are called.</summary>
    public const string NoService = "outside the services";

    private readonly Dictionary<string, string> _byProject = new(StringComparer.Ordinal);

    /// <summary>Makes the model.</summary>
    public ReportModel(ReportInput input)
    {
        Input = input;
        Map = SystemMap.Of(input.Graph);
        Excerpts = new Excerpts(input.ReadSource);
        var ids = input.Findings.Select(static f => f.Id).ToHashSet(StringComparer.Ordinal);
        Rules = ids.Order(StringComparer.Ordinal).ToDictionary(static id => id, id => RulePages.Of(id, ids), StringComparer.Ordinal);
        foreach (var service in input.Graph.Services.Where(static s => s.Project is not null))
            _byProject.TryAdd(service.Project!.Project, service.Name);
        Items = [.. input.Findings.Select((finding, i) => new ReportItem(
            $"f{i + 1}",
            finding,
            ServiceOf(finding.Project),
            input.OwnersOf(finding),
            input.Trend?.New.Contains(finding) == true))];
    }

    /// <summary>What it is made of.</summary>
    public ReportInput Input { get; }

    /// <summary>The map.</summary>
    public SystemMap Map { get; }

    /// <summary>Source lines.</summary>
    public Excerpts Excerpts { get; }

    /// <summary>The rules that have findings, by id.</summary>
    public IReadOnlyDictionary<string, RuleHelp> Rules { get; }

    /// <summary>All findings.</summary>
    public IReadOnlyList<ReportItem> Items { get; }

    /// <summary>Those that count.</summary>
    public IEnumerable<ReportItem> Counted => Items.Where(static i => i.Finding.Suppression is null);

    /// <summary>The severities from the gravest, with their words.</summary>
    public static IReadOnlyList<(DiagnosticSeverity Severity, string Word, string Plural)> Severities { get; } =
        [(DiagnosticSeverity.Error, "error", "errors"), (DiagnosticSeverity.Warning, "warning", "warnings"), (DiagnosticSeverity.Info, "info", "infos")];

    /// <summary>The word for a severity.</summary>
    public static string WordOf(DiagnosticSeverity severity) => Severities.FirstOrDefault(s => s.Severity == severity).Word ?? "info";

    private string ServiceOf(string project)
        => _byProject.TryGetValue(project, out var name) ? name
            : project.EndsWith("proj", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(project) : NoService;

    /// <summary>The node of a service.</summary>
    public MapNode? NodeOf(string service) => Map.Nodes.FirstOrDefault(n => n.Service?.Name == service);
}

/// <summary>A finding with what the report says of it.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="Finding">The finding.</param>
/// <param name="Service">Whose it is, as shown.</param>
/// <param name="Owners">Who owns it.</param>
/// <param name="IsNew">Whether the baseline does not have it.</param>
public sealed record ReportItem(string Id, Finding Finding, string Service, IReadOnlyList<string> Owners, bool IsNew);
