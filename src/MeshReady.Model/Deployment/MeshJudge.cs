namespace MeshReady.Model.Deployment;

/// <summary>Judges one variant of a workload by the manifests around it.</summary>
internal sealed class MeshJudge
{
    private readonly ILookup<string, KubernetesResource> _namespaces;
    private readonly string[] _kustomizeRoots;
    private readonly bool _provesAbsence;

    public MeshJudge(IReadOnlyList<KubernetesResource> resources, IEnumerable<string> paths, bool isComplete)
    {
        _namespaces = resources
            .Where(resource => resource is { Kind: "Namespace", Name: not null })
            .ToLookup(resource => resource.Name!, StringComparer.Ordinal);
        _kustomizeRoots = [.. paths.Where(FilePath.IsKustomization).Select(FolderOf).Distinct(StringComparer.Ordinal)];
        _provesAbsence = isComplete && !resources.Any(MeshTraces.MayBelongToMesh);
    }

    /// <summary>Whether the whole set is complete and holds no mesh.</summary>
    public bool ProvesAbsence => _provesAbsence;

    /// <summary>The verdict on one variant; null where it is a patch that says nothing of its own.</summary>
    public MeshVerdict? Judge(KubernetesResource variant, string? givenNamespace)
    {
        if (variant.PodTemplate is not { } pod)
            return null;

        foreach (var container in pod.Containers)
        {
            if (container.Name is "istio-proxy" or "linkerd-proxy")
            {
                var mesh = container.Name == "istio-proxy" ? IstioInjection.Mesh : LinkerdInjection.Mesh;
                return new(MeshState.Meshed, mesh, $"{variant.Kind} {variant.Name} at {variant.Path}:{container.Line} has a container {container.Name}", variant.Path, container.Line);
            }
        }

        var name = variant.Namespace.IsKnown ? variant.Namespace.Value : givenNamespace;
        KubernetesResource?[] spaces = name is not null && _namespaces.Contains(name) ? [.. _namespaces[name]] : [null];
        var verdicts = spaces.Select(space => Judge(variant, pod, space)).ToList();
        var first = verdicts[0];
        var verdict = verdicts.TrueForAll(other => other.State == first.State && other.Mesh == first.Mesh && other.IsAmbient == first.IsAmbient)
            ? first
            : Unknown($"the manifests of namespace {name} disagree about the mesh");
        return pod.IsPatch && verdict.State == MeshState.Unknown ? null : verdict;
    }

    public static MeshVerdict Unknown(string evidence) => new(MeshState.Unknown, Mesh: null, evidence, Path: null, Line: null);

    private MeshVerdict Judge(KubernetesResource variant, PodTemplate pod, KubernetesResource? space)
    {
        var istio = IstioInjection.Of(variant, pod, space);
        var linkerd = LinkerdInjection.Of(variant, pod, space);
        foreach (var (mesh, injection) in new[] { (IstioInjection.Mesh, istio), (LinkerdInjection.Mesh, linkerd) })
        {
            if (injection.State == InjectionState.On)
                return new(MeshState.Meshed, mesh, injection.Evidence, injection.Path, injection.Line) { IsAmbient = injection.IsAmbient };
        }

        foreach (var (state, meaning) in new[] { (InjectionState.Unknown, MeshState.Unknown), (InjectionState.Off, MeshState.None) })
        {
            foreach (var injection in new[] { istio, linkerd })
            {
                if (injection.State == state)
                    return new(meaning, Mesh: null, injection.Evidence, injection.Path, injection.Line);
            }
        }

        return Silent(variant, space);
    }

    private MeshVerdict Silent(KubernetesResource variant, KubernetesResource? space)
    {
        if (_provesAbsence)
            return Absent();
        if (space is null)
        {
            return Unknown(variant.Namespace.IsKnown
                ? $"no manifest of namespace {variant.Namespace.Value} was read, and it decides whether {variant.Kind} {variant.Name} is injected"
                : $"{variant.Kind} {variant.Name} at {variant.Path}:{variant.Line} names no namespace that is known");
        }

        // What Kustomize builds from these files may carry labels that they do not.
        return IsBelowKustomization(variant.Path) || IsBelowKustomization(space.Path)
            ? Unknown($"{variant.Kind} {variant.Name} at {variant.Path}:{variant.Line} is material of a kustomization, which may add to it")
            : new(MeshState.None, Mesh: null, $"namespace {space.Name} at {space.Path}:{space.Line} and the pod of {variant.Kind} {variant.Name} switch no mesh on", space.Path, space.Line);
    }

    public static MeshVerdict Absent() => new(MeshState.None, Mesh: null, "the manifests are declared complete and hold no mesh", Path: null, Line: null);

    private bool IsBelowKustomization(string path)
    {
        var folder = FolderOf(path);
        return Array.Exists(_kustomizeRoots, root => folder.Equals(root, StringComparison.Ordinal) || folder.StartsWith(root + "/", StringComparison.Ordinal));
    }

    private static string FolderOf(string path) => FilePath.FolderOf(path.Replace('\\', '/'));
}

/// <summary>Anything in a manifest that only stands there because of a mesh.</summary>
internal static class MeshTraces
{
    private static readonly string[] Keys = [.. IstioInjection.Keys, .. LinkerdInjection.Keys];

    /// <summary>Whether the object belongs to a mesh, or cannot be read well enough to rule that out.</summary>
    public static bool MayBelongToMesh(KubernetesResource resource)
    {
        if (resource.ApiGroup is not { } group || resource.Kind is null)
            return true;
        if (group.EndsWith("istio.io", StringComparison.Ordinal) || group.EndsWith("linkerd.io", StringComparison.Ordinal) || group == "gateway.networking.k8s.io")
            return true;

        var pod = resource.PodTemplate;
        return MaySwitchOn(resource.Labels) || MaySwitchOn(resource.Annotations)
            || pod is not null && (MaySwitchOn(pod.Labels) || MaySwitchOn(pod.Annotations)
                || pod.Containers.Any(container => container.Name is "istio-proxy" or "linkerd-proxy"));
    }

    private static bool MaySwitchOn(FieldMap map)
        => !map.IsComplete || Array.Exists(Keys, key => map[key] is { IsAbsent: false } value && value.Value is not ("false" or "disabled" or "none"));
}
