using System.Runtime.CompilerServices;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>The system as one project sees it: its own code as it stands now, all others as the snapshot says.</summary>
internal sealed class SystemPicture
{
    private static readonly ConditionalWeakTable<Compilation, SystemPicture> Cache = new();

    private readonly Lazy<SystemGraph> _graph;

    // No cancellation token in a Lazy: it would remember the cancellation.
    private SystemPicture(Compilation compilation, AnalyzerOptions options, IReadOnlyList<ProjectFacts> snapshot)
    {
        Surroundings = SystemSurroundings.Of(options);
        Origin = OriginOf(compilation, options, snapshot);
        Own = new(() => ProjectFactsReader.Read(compilation, options, Origin, CancellationToken.None));
        Written = snapshot.FirstOrDefault(facts => facts.Project == Origin.Project);
        var settings = MeshSettings.For(options);
        var hosts = string.Join("\n", [.. settings.InternalHosts, "", .. settings.ExternalHosts, "", .. settings.ExcludeHosts]);
        _graph = new(() => Graphs.Get(snapshot, Own.Value, Surroundings, hosts));
    }

    public SystemSurroundings Surroundings { get; }

    /// <summary>The project at hand.</summary>
    public ProjectOrigin Origin { get; }

    /// <summary>What it does, as its code stands.</summary>
    public Lazy<ProjectFacts> Own { get; }

    /// <summary>What the snapshot says it does; null where the snapshot does not know it.</summary>
    public ProjectFacts? Written { get; }

    public SystemGraph Graph => _graph.Value;

    /// <summary>The system around a compilation; null where no snapshot is among its files.</summary>
    public static SystemPicture? Of(Compilation compilation, AnalyzerOptions options)
    {
        if (Cache.TryGetValue(compilation, out var known))
            return known;
        var snapshot = Manifests.FactsIn(options.AdditionalFiles);
        return snapshot.IsEmpty ? null : Cache.GetValue(compilation, c => new SystemPicture(c, options, snapshot));
    }

    /// <summary>A path as facts name it: from the root, with forward slashes.</summary>
    public string Shown(string path)
    {
        var normal = path.Replace('\\', '/');
        return normal.StartsWith(Origin.Root + "/", StringComparison.OrdinalIgnoreCase) ? normal.Substring(Origin.Root.Length + 1) : normal;
    }

    /// <summary>Keeps the last graphs: most edits change nothing that other projects could see, and the graph of a large system takes its time.</summary>
    private static class Graphs
    {
        private const int Most = 8;

        private static readonly List<(IReadOnlyList<ProjectFacts> Snapshot, FactSets Sets, string Own, string Hosts, SystemGraph Graph)> Known = [];

        public static SystemGraph Get(IReadOnlyList<ProjectFacts> snapshot, ProjectFacts own, SystemSurroundings surroundings, string hosts)
        {
            var text = FactsWriter.Write(own);
            lock (Known)
            {
                foreach (var known in Known)
                {
                    if (known.Own == text && known.Hosts == hosts && ReferenceEquals(known.Sets, surroundings.Sets) && known.Snapshot.Count == snapshot.Count && known.Snapshot.Zip(snapshot, ReferenceEquals).All(static same => same))
                        return known.Graph;
                }
            }

            var graph = SystemGraphBuilder.Build([.. snapshot.Where(facts => facts.Project != own.Project), own], surroundings.Sets, surroundings.Hosts);
            lock (Known)
            {
                if (Known.Count >= Most)
                    Known.RemoveAt(0);
                Known.Add((snapshot, surroundings.Sets, text, hosts, graph));
            }

            return graph;
        }
    }

    private static ProjectOrigin OriginOf(Compilation compilation, AnalyzerOptions options, IReadOnlyList<ProjectFacts> snapshot)
    {
        var settings = MeshSettings.For(options);
        var folder = (settings.Property("MSBuildProjectDirectory") ?? "").Replace('\\', '/').TrimEnd('/');
        var root = (settings.Property("MeshReadyRootFolder") ?? folder).Replace('\\', '/').TrimEnd('/');
        var name = settings.Property("MSBuildProjectName") ?? compilation.AssemblyName ?? "";
        var below = folder.StartsWith(root + "/", StringComparison.OrdinalIgnoreCase) ? folder.Substring(root.Length + 1) + "/" : "";
        var path = below + name + ".csproj";
        var known = snapshot.FirstOrDefault(facts => string.Equals(facts.Project, path, StringComparison.OrdinalIgnoreCase));
        var kind = compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary ? ProjectKind.Library : ProjectKind.Service;
        return new ProjectOrigin(root, known?.Project ?? path, known?.Kind ?? kind, known?.References ?? [])
        {
            Images = known?.Images ?? [],
            Workload = settings.MeshWorkload ?? known?.Workload,
        };
    }
}
