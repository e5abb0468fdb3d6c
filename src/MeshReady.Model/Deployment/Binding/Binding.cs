namespace MeshReady.Model.Deployment;

/// <summary>What a project is deployed as.</summary>
public abstract record Binding
{
    private Binding()
    {
    }

    /// <summary>No manifest speaks of the project.</summary>
    public sealed record None : Binding;

    /// <summary>The project runs as these workloads: one name, in as many kinds, namespaces and variants as there are manifests.</summary>
    /// <param name="Workloads">At least one; all have the same name.</param>
    /// <param name="Namespace">The namespace that <c>MeshWorkload</c> names, for manifests that leave it open; otherwise null.</param>
    public sealed record Bound(IReadOnlyList<Workload> Workloads, string? Namespace) : Binding;

    /// <summary>Workloads of different names match equally well, so that nothing may be concluded (MSA0001).</summary>
    /// <param name="Workloads">The candidates; at least two names.</param>
    public sealed record Rivals(IReadOnlyList<Workload> Workloads) : Binding;
}
