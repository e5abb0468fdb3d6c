namespace MeshReady.Model.Deployment;

/// <summary>The objects of one kind, namespace and name in different roots (plain, Kustomize, Helm, release): variants of one workload.</summary>
/// <param name="Kind">The kind: <c>Deployment</c>, <c>StatefulSet</c>, …</param>
/// <param name="Namespace">The namespace, or null where the manifests do not say or it cannot be known.</param>
/// <param name="Name">The name.</param>
/// <param name="Variants">The objects, in the order of the files.</param>
public sealed record Workload(string Kind, string? Namespace, string Name, IReadOnlyList<KubernetesResource> Variants)
{
    /// <summary>The workloads among <paramref name="resources"/>; those without a known name cannot be bound and are left out.</summary>
    internal static IReadOnlyList<Workload> Among(IEnumerable<KubernetesResource> resources)
        => [.. resources
            .Where(resource => resource is { IsWorkload: true, Name: not null })
            .GroupBy(resource => (resource.Kind, Namespace: resource.Namespace.Value, resource.Name))
            .Select(group => new Workload(group.Key.Kind!, group.Key.Namespace, group.Key.Name!, [.. group]))];

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {(Namespace is null ? "" : Namespace + "/")}{Name}";
}
