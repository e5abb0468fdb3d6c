using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Reads what one project does that others in its system should know.</summary>
public static class ProjectFactsReader
{
    private static readonly IReadOnlyList<IFactsPart> Parts =
    [
        new CallsPart(),
        new SettingsPart(),
        new HeadersPart(),
        new Messages.MessagesPart(),
        new Stores.StoresPart(),
        new Resources.ResourcesPart(),
        new Served.EndpointsPart(),
        new Served.ListensPart(),
        new Works.WorksPart(),
        new Domain.DomainPart(),
    ];

    /// <summary>The facts of a compilation; what cannot be read is not in them.</summary>
    /// <param name="compilation">The project's own code; what it refers to has facts of its own.</param>
    /// <param name="options">Its settings, with its settings files and the manifests as additional files.</param>
    /// <param name="origin">What the host knows of the project.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ProjectFacts Read(Compilation compilation, AnalyzerOptions options, ProjectOrigin origin, CancellationToken cancellationToken)
    {
        var source = new FactsSource(CodeFacts.For(compilation, options), options, origin);
        var facts = new ProjectFacts(origin.Project, compilation.AssemblyName ?? "", origin.Kind)
        {
            Images = origin.Images,
            Workload = origin.Workload,
            References = origin.References,
        };
        foreach (var part in Parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            facts = part.Add(facts, source, cancellationToken);
        }

        return facts;
    }
}

/// <summary>What the host (tool, build, editor) knows of a project.</summary>
/// <param name="Root">The full path of the repository's root: places are seen from there.</param>
/// <param name="Project">The project file, seen from the root, with forward slashes.</param>
/// <param name="Kind">Whether it runs by itself.</param>
/// <param name="References">The project files that it refers to directly, seen from the root.</param>
public sealed record ProjectOrigin(string Root, string Project, ProjectKind Kind, IReadOnlyList<string> References)
{
    /// <summary>The images that it says it builds.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>The workload that the user names for it; otherwise null.</summary>
    public string? Workload { get; init; }
}

/// <summary>Reads one kind of fact.</summary>
internal interface IFactsPart
{
    /// <summary>The facts with those of this kind.</summary>
    ProjectFacts Add(ProjectFacts facts, FactsSource source, CancellationToken cancellationToken);
}

/// <summary>What a part reads from.</summary>
/// <param name="Code">What the code does.</param>
/// <param name="Options">The project's settings and additional files.</param>
/// <param name="Origin">What the host knows.</param>
internal sealed record FactsSource(CodeFacts Code, AnalyzerOptions Options, ProjectOrigin Origin)
{
    public ProjectContext Project => ProjectContext.For(Options);

    /// <summary>Reads texts of the project's code with its settings beside them.</summary>
    public TextSource TextsWith(CancellationToken cancellationToken) => new(Code, key => Project.Values.ValuesOf(key).Any(), cancellationToken);

    /// <summary>A node of the code as it is shown.</summary>
    public Place PlaceOf(SyntaxNode node) => PlaceOf(node.GetLocation());

    /// <summary>The line on which a place begins.</summary>
    public Place PlaceOf(Location location)
    {
        var span = location.GetLineSpan();
        return new Place(Shown(span.Path), span.StartLinePosition.Line + 1);
    }

    /// <summary>A path seen from the root, with forward slashes; as it stands where it lies elsewhere.</summary>
    public string Shown(string path)
    {
        var normal = path.Replace('\\', '/');
        var root = Origin.Root.Replace('\\', '/').TrimEnd('/') + "/";
        return normal.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? normal.Substring(root.Length) : normal;
    }
}
