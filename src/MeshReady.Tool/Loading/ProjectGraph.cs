using System.Collections.Concurrent;
using MeshReady.Tool.Discovery;
using MeshReady.Tool.Evaluation;

namespace MeshReady.Tool.Loading;

/// <summary>The projects of a checkout with what they refer to, each after those it needs.</summary>
/// <param name="Projects">In build order.</param>
/// <param name="References">For each project path the paths of the projects it refers to.</param>
/// <param name="Notes">What could not be read or followed, one line each.</param>
public sealed record ProjectGraph(IReadOnlyList<EvaluatedProject> Projects, IReadOnlyDictionary<string, IReadOnlyList<string>> References, IReadOnlyList<string> Notes)
{
    private readonly Dictionary<string, EvaluatedProject> _byPath = Projects.ToDictionary(static p => p.Path, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _order = Projects.Index().ToDictionary(static p => p.Item.Path, static p => p.Index, StringComparer.Ordinal);

    /// <summary>Evaluates projects and those they refer to; a project that cannot be read is a note.</summary>
    /// <param name="paths">Full paths of the project files.</param>
    /// <param name="root">Full path of the checkout.</param>
    /// <param name="shown">Makes a path short for a note.</param>
    /// <param name="isRestored">Whether what a project refers to was restored.</param>
    public static ProjectGraph Load(IEnumerable<string> paths, string root, Func<string, string> shown, Func<EvaluatedProject, bool> isRestored)
    {
        var evaluated = new ConcurrentDictionary<string, EvaluatedProject>(StringComparer.Ordinal);
        var failed = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        for (string[] wave = [.. paths.Distinct(StringComparer.Ordinal)]; wave.Length > 0;)
        {
            Parallel.ForEach(wave, path =>
            {
                try
                {
                    evaluated[path] = ProjectEvaluator.Evaluate(path, root);
                }
                catch (Exception exception) when (Unreadable.Is(exception))
                {
                    failed[path] = $"{shown(path)} cannot be read: {Unreadable.Reason(exception)}";
                }
            });
            wave = [.. wave.Where(evaluated.ContainsKey).SelectMany(p => Named(evaluated[p])).Where(p => !evaluated.ContainsKey(p) && !failed.ContainsKey(p) && File.Exists(p)).Distinct(StringComparer.Ordinal)];
        }

        var packed = PackedHere(evaluated.Values);
        var notes = new List<string>(failed.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value));
        var order = new List<EvaluatedProject>();
        var references = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in evaluated.Values.OrderBy(p => p.Path, StringComparer.Ordinal))
            Visit(project);
        notes.AddRange(order.SelectMany(p => p.Notes.Select(n => $"{shown(p.Path)}: {n}")));
        return new ProjectGraph(order, references, [.. notes.Distinct(StringComparer.Ordinal)]);

        // With a stack of its own: ten thousand projects may stand in one line.
        void Visit(EvaluatedProject first)
        {
            var pending = new Stack<(EvaluatedProject Project, IEnumerator<string> Named, List<string> Kept)>();
            Enter(first);
            while (pending.TryPeek(out var at))
            {
                if (!at.Named.MoveNext())
                {
                    pending.Pop();
                    open.Remove(at.Project.Path);
                    references[at.Project.Path] = at.Kept;
                    order.Add(at.Project);
                    continue;
                }

                var path = at.Named.Current;
                if (open.Contains(path))
                {
                    notes.Add($"{shown(at.Project.Path)} and {shown(path)} refer to each other: one reference is left out");
                }
                else if (evaluated.TryGetValue(path, out var target))
                {
                    at.Kept.Add(path);
                    Enter(target);
                }
                else if (!failed.ContainsKey(path))
                {
                    notes.Add($"{shown(at.Project.Path)} refers to {shown(path)}, which does not exist");
                }
            }

            void Enter(EvaluatedProject project)
            {
                if (!references.ContainsKey(project.Path) && open.Add(project.Path))
                    pending.Push((project, Named(project).Concat(isRestored(project) ? [] : Unpacked(project, packed)).Distinct(StringComparer.Ordinal).GetEnumerator(), []));
            }
        }
    }

    /// <summary>A project's references with all that they refer to.</summary>
    public IReadOnlyList<EvaluatedProject> Closure(EvaluatedProject project)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Queue<string>(References[project.Path]);
        var closure = new List<EvaluatedProject>();
        while (pending.TryDequeue(out var path))
        {
            if (!seen.Add(path))
                continue;
            closure.Add(_byPath[path]);
            foreach (var next in References[path])
                pending.Enqueue(next);
        }

        return closure;
    }

    /// <summary>Those of the named projects that are here and come before a project in build order.</summary>
    public IReadOnlyList<EvaluatedProject> Restored(EvaluatedProject project, IEnumerable<string> paths)
        => [.. paths.Where(p => _order.TryGetValue(p, out var at) && at < _order[project.Path]).Select(p => _byPath[p])];

    private static IEnumerable<string> Named(EvaluatedProject project)
        => project.ItemsOf("ProjectReference")
            .Where(r => r.Meta("ReferenceOutputAssembly") is not ("false" or "False") && r.Meta("OutputItemType") is not "Analyzer")
            .Select(r => r.Include)
            .Where(p => p.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase));

    /// <summary>The libraries of the checkout by the name under which a package of theirs is known.</summary>
    private static Dictionary<string, string> PackedHere(IEnumerable<EvaluatedProject> projects)
        => projects.Where(static p => !p.IsTestProject && !p.HasSdk("Microsoft.NET.Sdk.Web"))
            .GroupBy(static p => p.Property("PackageId") is { Length: > 0 } id ? id : p.AssemblyName, StringComparer.OrdinalIgnoreCase)
            .Where(static g => g.Count() == 1)
            .ToDictionary(static g => g.Key, static g => g.First().Path, StringComparer.OrdinalIgnoreCase);

    /// <summary>Packages that the checkout itself makes: on a private feed their code is out of sight, here it stands next door. What was restored stays as it is.</summary>
    private static IEnumerable<string> Unpacked(EvaluatedProject project, Dictionary<string, string> packed)
        => project.ItemsOf("PackageReference").Select(p => packed.GetValueOrDefault(p.Include)).OfType<string>().Where(path => path != project.Path);
}
