namespace MeshReady.Model.Deployment;

/// <summary>
/// Finds the workload of a project. The user's <c>MeshWorkload</c> comes first. Otherwise the evidence is tried in this order,
/// and the first that any workload meets decides: (1) an image equals one that the project builds, by its own word or by what Docker
/// Compose and Skaffold say of its folder; (2) an image or the workload's name equals the assembly's or project's name in lower
/// or kebab case; (3) the same without <c>-</c>, <c>.</c> and <c>_</c>; (4) so does the workload's name without its kind, its label
/// <c>app</c> or <c>app.kubernetes.io/name</c>, or its container's name; (5) as (3) for the name without its leading dotted parts,
/// longest rest first; (6) two of the clues of (4) equal the name without its last word (<c>Flight.Api</c>: <c>flight</c>). From (4)
/// on, an image that is known must hold the name. Among those that meet it, workloads that do in more ways come before the others (a migration
/// job runs the service's image under another name). Different names that remain are rivals.
/// </summary>
internal static class WorkloadBinder
{
    private const int EnoughClues = 2;

    public static Binding Bind(WorkloadIndex index, ImageBuilds builds, ProjectIdentity project)
    {
        if (!string.IsNullOrWhiteSpace(project.MeshWorkload))
            return ByUser(index.All, project.MeshWorkload!.Trim());
        if (project.IsLibrary || index.All.Count == 0)
            return new Binding.None();

        string[] names = [.. new[] { project.AssemblyName, project.ProjectName }
            .Where(name => !string.IsNullOrWhiteSpace(name)).Distinct(StringComparer.OrdinalIgnoreCase)];
        string[] images = [.. project.ImageNames.Concat(builds.ImagesOf(project)).Select(NameForms.OfImage).Where(name => name.Length > 0)];
        string[] rests = [.. names.SelectMany(NameForms.WithoutPrefix).OrderByDescending(rest => rest.Length)];
        string[] telling = [.. names.Where(name => !NameForms.IsGeneric(name))];
        string[] stems = [.. names.SelectMany(NameForms.Stems).Distinct(StringComparer.Ordinal).OrderByDescending(stem => stem.Length)];
        var workloads = index.Among([.. names, .. images, .. rests, .. stems]);
        if (workloads.Count == 0)
            return new Binding.None();
        var clues = workloads.ToDictionary(workload => workload, workload => new Lazy<WorkloadClues>(() => new(workload)), ReferenceComparer.Instance);

        return ByImage(workloads, images)
            ?? Decide(workloads, workload => names.Select(Score(workload, NameForms.Same)).DefaultIfEmpty(0).Max())
            ?? Decide(workloads, workload => names.Select(Score(workload, NameForms.Alike)).DefaultIfEmpty(0).Max())
            ?? Decide(workloads, workload => telling.Select(clues[workload].Value.Count).DefaultIfEmpty(0).Max())
            ?? rests.Select(rest => Decide(workloads, Score(rest))).FirstOrDefault(binding => binding is not null)
            ?? stems.Select(stem => Decide(workloads, workload => clues[workload].Value.Count(stem) is >= EnoughClues and var count ? count : 0)).FirstOrDefault(binding => binding is not null)
            ?? new Binding.None();
    }

    // What is built decides alone: an object of that name that runs another image belongs to another system of the same checkout.
    private static Binding? ByImage(IReadOnlyList<Workload> workloads, string[] images)
    {
        bool IsBuilt(KubernetesResource variant) => images.Any(image => HasImage(variant, image, NameForms.Same));
        return Decide(workloads, workload => workload.Variants.Any(IsBuilt) ? 1 : 0) switch
        {
            Binding.Bound bound => bound with
            {
                Workloads = [.. bound.Workloads
                    .Select(workload => workload with { Variants = [.. workload.Variants.Where(variant => IsBuilt(variant) || MayRunAny(variant))] })
                    .Where(static workload => workload.Variants.Count > 0)],
            },
            var other => other,
        };
    }

    private static bool MayRunAny(KubernetesResource variant)
        => variant.PodTemplate is not { HasAllContainers: true } pod || pod.Containers.All(static container => container.IsInit || !container.Image.IsKnown);

    private static Func<Workload, int> Score(string rest) => workload => Score(workload, NameForms.Alike)(rest);

    private static Func<string, int> Score(Workload workload, Func<string, string, bool> same)
        => name => (HasImage(workload, name, same) ? 1 : 0) + (same(name, workload.Name) ? 1 : 0);

    private static bool HasImage(Workload workload, string name, Func<string, string, bool> same)
        => workload.Variants.Any(variant => HasImage(variant, name, same));

    private static bool HasImage(KubernetesResource variant, string name, Func<string, string, bool> same)
        => variant.PodTemplate?.Containers.Any(container => !container.IsInit && container.Image.Value is { } image && same(name, NameForms.OfImage(image))) is true;

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

    // Two workloads may be equal as records are; each is judged by itself.
    private sealed class ReferenceComparer : IEqualityComparer<Workload>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(Workload? x, Workload? y) => ReferenceEquals(x, y);

        public int GetHashCode(Workload obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
