namespace MeshReady.Model.Deployment;

/// <summary>Whether the Service that a call names was read.</summary>
public enum ServiceVerdict
{
    /// <summary>No manifest that was read speaks of it. Whether there is none is for those to say who know that the manifests are complete.</summary>
    Absent,

    /// <summary>It was read.</summary>
    Found,

    /// <summary>Services of that name were read, and all of them stand in other namespaces than the one that the call means.</summary>
    ElsewhereOnly,

    /// <summary>What is read may be it or not: a namespace, a name or a host cannot be known, or the address is no name.</summary>
    Undecided,
}

/// <summary>The Service that a call names.</summary>
/// <param name="Verdict">Whether it was read.</param>
/// <param name="Services">The variants of the one Service where it is found; otherwise none.</param>
/// <param name="ServiceEntry">The ServiceEntry with the host of the call; it counts where no Service has that name. Null where none was read.</param>
/// <param name="IsAssumed">Whether this holds only if names without a namespace belong to one and the same.</param>
/// <param name="Elsewhere">The Services of the same name in other namespaces.</param>
public sealed record ServiceAnswer(
    ServiceVerdict Verdict,
    IReadOnlyList<KubernetesResource> Services,
    KubernetesResource? ServiceEntry,
    bool IsAssumed,
    IReadOnlyList<KubernetesResource> Elsewhere)
{
    /// <summary>The services of Docker Compose with that name; they decide only where no Kubernetes object was read.</summary>
    public IReadOnlyList<ComposeService> ComposeServices { get; init; } = [];

    /// <summary>Whether the call names a pod of the Service (<c>orders-0.orders</c>) rather than the Service.</summary>
    public bool IsPod { get; init; }

    /// <summary>The foreign name that the Service stands for; absent for Services with pods of their own, unknown where variants disagree.</summary>
    public Field<string> ExternalName
    {
        get
        {
            var names = Services.Select(static service => service.Spec is ServiceSpec { Type: { IsAbsent: false, Value: null or "ExternalName" } } spec ? spec.ExternalName : default).ToArray();
            return names.Length == 0 || Array.TrueForAll(names, name => name.State == names[0].State && name.Value == names[0].Value)
                ? names.FirstOrDefault()
                : Field.Unknown<string>(Services[0].Line);
        }
    }
}

/// <summary>What a selector chooses.</summary>
/// <param name="Sure">What it chooses, given that names without a namespace belong to one and the same.</param>
/// <param name="Possible">What it may choose: a label, a selector or a namespace cannot be known.</param>
public sealed record Selection(IReadOnlyList<KubernetesResource> Sure, IReadOnlyList<KubernetesResource> Possible)
{
    /// <summary>Whether nothing that was read may be chosen.</summary>
    public bool IsEmpty => Sure.Count == 0 && Possible.Count == 0;
}
