namespace MeshReady.Model.Deployment;

/// <summary>
/// Finds the workload of a project. The user's <c>MeshWorkload</c> comes first. Otherwise the evidence is tried in this order,
/// and the first that any workload meets decides: (1) an image equals one that the project builds; (2) an image or the
/// workload's name equals the assembly's or project's name in lower or kebab case; (3) the same without <c>-</c>, <c>.</c>
/// and <c>_</c>; (4) the same for the name without its leading dotted parts, longest rest first. Among those that meet it,
/// workloads whose image and name both do come before the others (a migration job runs the service's image under another
/// name). Different names that remain are rivals.
/// </summary>
internal static class WorkloadBinder
{
    public static Binding Bind(IReadOnlyList<Workload> workloads, ProjectIdentity project)
    {
        if (!string.IsNullOrWhiteSpace(project.MeshWorkload))
            return ByUser(workloads, project.MeshWorkload!.Trim());

        string[] names = [.. new[] { project.AssemblyName, project.ProjectName }
            .Where(name => !string.IsNullOrWhiteSpace(name)).Distinct(StringComparer.OrdinalIgnoreCase)];
        string[] images = [.. project.ImageNames.Select(NameForms.OfImage).Where(name => name.Length > 0)];
        string[] rests = [.. names.SelectMany(NameForms.WithoutPrefix).OrderByDescending(rest => rest.Length)];

        return Decide(workloads, workload => images.Any(image => HasImage(workload, image, NameForms.Same)) ? 1 : 0)
            ?? Decide(workloads, workload => names.Select(Score(workload, NameForms.Same)).DefaultIfEmpty(0).Max())
            ?? Decide(workloads, workload => names.Select(Score(workload, NameForms.Alike)).DefaultIfEmpty(0).Max())
            ?? rests.Select(rest => Decide(workloads, Score(rest))).FirstOrDefault(binding => binding is not null)
            ?? new Binding.None();
    }

    private static Func<Workload, int> Score(string rest) => workload => Score(workload, NameForms.Alike)(rest);

    private static Func<string, int> Score(Workload workload, Func<string, string, bool> same)
        => name => (HasImage(workload, name, same) ? 1 : 0) + (same(name, workload.Name) ? 1 : 0);

    private static bool HasImage(Workload workload, string name, Func<string, string, bool> same)
        => workload.Variants
            .SelectMany(variant => variant.PodTemplate?.Containers ?? [])
            .Any(container => !container.IsInit && container.Image.Value is { } image && same(name, NameForms.OfImage(image)));

    private static Binding? Decide(IReadOnlyList<Workload> workloads, Func<Workload, int> score)
    {
        var scored = workloads.Select(workload => (Workload: workload, Score: score(workload))).Where(pair => pair.Score > 0).ToList();
        if (scored.Count == 0)
            return null;

        // A workload of the winning name that matches less well (another variant, with its image unknown) belongs to it all the same.
        var best = scored.Max(pair => pair.Score);
        var winners = new HashSet<string>(scored.Where(pair => pair.Score == best).Select(pair => pair.Workload.Name), StringComparer.OrdinalIgnoreCase);
        Workload[] all = [.. workloads.Where(workload => winners.Contains(workload.Name))];
        return winners.Count == 1 ? new Binding.Bound(all, Namespace: null) : new Binding.Rivals(all);
    }

    private static Binding ByUser(IReadOnlyList<Workload> workloads, string wanted)
    {
        var slash = wanted.IndexOf('/');
        var space = slash < 0 ? null : wanted.Substring(0, slash);
        var name = wanted.Substring(slash + 1);
        Workload[] found = [.. workloads.Where(workload
            => string.Equals(workload.Name, name, StringComparison.OrdinalIgnoreCase)
                && (space is null || workload.Namespace is null || workload.Namespace == space))];
        return found.Length == 0 ? new Binding.None() : new Binding.Bound(found, space);
    }
}
