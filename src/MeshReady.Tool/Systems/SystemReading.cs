using System.Collections.Concurrent;
using System.Collections.Immutable;
using MeshReady.Analyzers.Facts.Systems;
using MeshReady.Model.Systems;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Loading;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Systems;

/// <summary>A system as a run has read it.</summary>
/// <param name="Graph">The system.</param>
/// <param name="Surroundings">Its manifests and what the user says.</param>
/// <param name="Projects">What each project does.</param>
/// <param name="Notes">What could not be read, one line each.</param>
public sealed record ReadSystem(SystemGraph Graph, SystemSurroundings Surroundings, IReadOnlyList<ProjectFacts> Projects, IReadOnlyList<string> Notes)
{
    /// <summary>The projects whose code is not at hand, by their path.</summary>
    public IReadOnlySet<string> Elsewhere { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}

/// <summary>Reads what the projects of a checkout do, and makes the graph of their system.</summary>
public sealed class SystemReading(Target target)
{
    /// <summary>The facts of every project that was asked for, or that runs in one that was, sorted by path.</summary>
    /// <param name="checkout">What was loaded.</param>
    /// <param name="progress">Told the name of each project before it begins.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<(IReadOnlyList<ProjectFacts> Facts, IReadOnlyList<string> Notes)> FactsAsync(Checkout checkout, Action<string> progress, CancellationToken cancellationToken)
    {
        var facts = new List<ProjectFacts>();
        var notes = new ConcurrentBag<string>();
        foreach (var loaded in checkout.Projects.Where(static p => p.Evaluated is { IsTestProject: false, IsDeviceApp: false }).OrderBy(static p => p.Evaluated.Path, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress(loaded.Evaluated.Name);
            try
            {
                var project = checkout.Workspace.CurrentSolution.GetProject(loaded.Id)!;
                var compilation = (await project.GetCompilationAsync(cancellationToken))!;
                var read = ProjectFactsReader.Read(compilation, project.AnalyzerOptions, OriginOf(loaded, checkout), cancellationToken);
                facts.Add(LaunchSettings.AddTo(read, loaded.Evaluated.Folder, Shown));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Its text may quote what was read.
                notes.Add($"{target.Show(loaded.Evaluated.Path)}: its facts could not be read ({exception.GetType().Name}{OwnFrame.Of(exception)}): please report it");
            }
        }

        return ([.. facts.OrderBy(static f => f.Project, StringComparer.Ordinal)], [.. notes.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The system of a checkout and of facts that come from elsewhere; a project of the checkout goes before facts of the same project.</summary>
    /// <param name="checkout">What was loaded.</param>
    /// <param name="others">Facts of projects that are not in it.</param>
    /// <param name="progress">Told the name of each project before it begins.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ReadSystem> ReadAsync(Checkout checkout, IReadOnlyList<ProjectFacts> others, Action<string> progress, CancellationToken cancellationToken)
    {
        var (own, notes) = await FactsAsync(checkout, progress, cancellationToken);
        return Join(own, others, Surroundings.Of(checkout.Deployment, target, checkout.Mesh), notes);
    }

    /// <summary>The system that facts and manifests make.</summary>
    public static ReadSystem Join(IReadOnlyList<ProjectFacts> own, IReadOnlyList<ProjectFacts> others, SystemSurroundings surroundings, IReadOnlyList<string> notes)
    {
        var known = own.Select(static f => f.Project).ToHashSet(StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<ProjectFacts> all = [.. own, .. others.Where(f => !known.Contains(f.Project))];
        return new ReadSystem(SystemGraphBuilder.Build(all, surroundings.Sets, surroundings.Hosts), surroundings, all, notes)
        {
            Elsewhere = others.Where(f => !known.Contains(f.Project)).Select(static f => f.Project).ToHashSet(StringComparer.Ordinal),
        };
    }

    private ProjectOrigin OriginOf(LoadedProject loaded, Checkout checkout)
    {
        var project = loaded.Evaluated;
        var kind = project.IsAspireHost ? ProjectKind.AppHost : ProjectOptions.IsExecutable(project) ? ProjectKind.Service : ProjectKind.Library;
        return new ProjectOrigin(target.Root, Shown(project.Path), kind, [.. (checkout.References.GetValueOrDefault(project.Path) ?? []).Select(Shown).Order(StringComparer.Ordinal)])
        {
            Images = [.. new[] { project.Property("ContainerRepository"), project.Property("ContainerImageName") }.Where(static image => image.Length > 0).Distinct(StringComparer.Ordinal)],
            Workload = project.Property("MeshWorkload") is { Length: > 0 } workload ? workload : null,
        };
    }

    private string Shown(string path) => Path.GetRelativePath(target.Root, path).Replace('\\', '/');
}
