using System.Collections.Concurrent;
using MeshReady.Tool.Evaluation;

namespace MeshReady.Tool.Loading;

/// <summary>The projects of a checkout with what they refer to, each after those it needs.</summary>
/// <param name="Projects">In build order.</param>
/// <param name="References">For each project path the paths of the projects it refers to.</param>
/// <param name="Notes">What could not be read or followed, one line each.</param>
public sealed record ProjectGraph(IReadOnlyList<EvaluatedProject> Projects, IReadOnlyDictionary<string, IReadOnlyList<string>> References, IReadOnlyList<string> Notes)
{
    /// <summary>Evaluates projects and those they refer to; a project that cannot be read is a note.</summary>
    /// <param name="paths">Full paths of the project files.</param>
    /// <param name="root">Full path of the checkout.</param>
    /// <param name="shown">Makes a path short for a note.</param>
    public static ProjectGraph Load(IEnumerable<string> paths, string root, Func<string, string> shown)
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
                catch (Exception exception) when (exception is System.Xml.XmlException or IOException or UnauthorizedAccessException or ArgumentException)
                {
                    failed[path] = $"{shown(path)} cannot be read: {FirstLine(exception.Message)}";
                }
            });
            wave = [.. evaluated.Values.SelectMany(Named).Where(p => !evaluated.ContainsKey(p) && !failed.ContainsKey(p) && File.Exists(p)).Distinct(StringComparer.Ordinal)];
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

        void Visit(EvaluatedProject project)
        {
            if (references.ContainsKey(project.Path) || !open.Add(project.Path))
                return;
            var kept = new List<string>();
            foreach (var path in Named(project).Concat(Unpacked(project, packed)).Distinct(StringComparer.Ordinal))
            {
                if (open.Contains(path))
                    notes.Add($"{shown(project.Path)} and {shown(path)} refer to each other: one reference is left out");
                else if (evaluated.TryGetValue(path, out var target))
                {
                    Visit(target);
                    kept.Add(path);
                }
                else if (!failed.ContainsKey(path))
                    notes.Add($"{shown(project.Path)} refers to {shown(path)}, which does not exist");
            }

            open.Remove(project.Path);
            references[project.Path] = kept;
            order.Add(project);
        }
    }

    /// <summary>A project's references with all that they refer to.</summary>
    public IReadOnlyList<EvaluatedProject> Closure(EvaluatedProject project)
    {
        var byPath = Projects.ToDictionary(p => p.Path, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Queue<string>(References[project.Path]);
        var closure = new List<EvaluatedProject>();
        while (pending.TryDequeue(out var path))
        {
            if (!seen.Add(path))
                continue;
            closure.Add(byPath[path]);
            foreach (var next in References[path])
                pending.Enqueue(next);
        }

        return closure;
    }

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
        => File.Exists(Path.Combine(project.Folder, "obj", "project.assets.json"))
            ? []
            : project.ItemsOf("PackageReference").Select(p => packed.GetValueOrDefault(p.Include)).OfType<string>().Where(path => path != project.Path);

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0];
}
