namespace MeshReady.Model.Deployment;

/// <summary>The pods that a workload makes.</summary>
/// <param name="Line">The line (1-based) on which the template begins.</param>
/// <param name="Labels">The labels of each pod.</param>
/// <param name="Annotations">The annotations of each pod.</param>
/// <param name="Containers">The containers that can be read, initial ones included.</param>
/// <param name="HasAllContainers">Whether there can be no others; false where a template may add some.</param>
/// <param name="HostNetwork">Whether the pod shares the network of its node, which keeps Istio from injecting.</param>
public sealed record PodTemplate(
    int Line,
    FieldMap Labels,
    FieldMap Annotations,
    IReadOnlyList<Container> Containers,
    bool HasAllContainers,
    Field<bool> HostNetwork)
{
    /// <summary>How long a pod may take from SIGTERM, or its <c>preStop</c>, to its end; 30 where absent.</summary>
    public Field<int> TerminationGracePeriodSeconds { get; init; }

    /// <summary>The identity of the pod; <c>default</c> where absent.</summary>
    public Field<string> ServiceAccount { get; init; }

    /// <summary>The volumes that containers may mount.</summary>
    public FieldList<Volume> Volumes { get; init; } = FieldList<Volume>.Empty;

    /// <summary>Whether it only changes a pod that stands elsewhere: none of its containers has an image.</summary>
    public bool IsPatch => HasAllContainers && Containers.All(static container => container.Image.IsAbsent);
}

/// <summary>A container of a pod.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Name">Its name, or null where unknown.</param>
/// <param name="Image">Its image as written, with registry, tag and digest.</param>
/// <param name="IsInit">Whether it is listed among the initial containers (native sidecars are).</param>
/// <param name="Environment">The variables that can be read.</param>
/// <param name="HasWholeEnvironment">Whether there can be no others; false with <c>envFrom</c> and where a template may add some.</param>
/// <param name="Ports">The ports that it declares.</param>
public sealed record Container(
    int Line,
    string? Name,
    Field<string> Image,
    bool IsInit,
    IReadOnlyList<EnvironmentVariable> Environment,
    bool HasWholeEnvironment,
    IReadOnlyList<ContainerPort> Ports)
{
    /// <summary>Whether it is the sidecar of a mesh or of Dapr rather than a program of the team.</summary>
    public bool IsProxy => Name is "istio-proxy" or "linkerd-proxy" or "daprd";

    /// <summary>The ConfigMaps and Secrets whose keys all become variables.</summary>
    public FieldList<EnvironmentSource> EnvironmentFrom { get; init; } = FieldList<EnvironmentSource>.Empty;

    /// <summary>Whether there can be no other ports than those declared; false where a template may add some.</summary>
    public bool HasAllPorts { get; init; } = true;

    /// <summary>The probe whose failure restarts the container.</summary>
    public Field<Probe> Liveness { get; init; }

    /// <summary>The probe whose failure takes the pod out of its Services.</summary>
    public Field<Probe> Readiness { get; init; }

    /// <summary>The probe that holds the others back until it succeeds.</summary>
    public Field<Probe> Startup { get; init; }

    /// <summary>What runs before SIGTERM, within the grace period.</summary>
    public Field<PreStop> PreStop { get; init; }

    /// <summary><c>Always</c> makes an initial container a native sidecar.</summary>
    public Field<string> RestartPolicy { get; init; }

    /// <summary>What runs instead of the image's entry point.</summary>
    public FieldList<Field<string>> Command { get; init; } = FieldList<Field<string>>.Empty;

    /// <summary>What is handed to the entry point.</summary>
    public FieldList<Field<string>> Arguments { get; init; } = FieldList<Field<string>>.Empty;

    /// <summary>The volumes that it sees.</summary>
    public FieldList<VolumeMount> Mounts { get; init; } = FieldList<VolumeMount>.Empty;
}

/// <summary>A variable of a container. Its value may be secret and is not printed.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The literal; unknown where it comes from elsewhere (<c>valueFrom</c>, a template, <c>$(OTHER)</c>).</param>
/// <param name="Line">The line (1-based) on which it begins.</param>
public sealed record EnvironmentVariable(string Name, Field<string> Value, int Line)
{
    /// <summary>Where the value comes from, with <c>valueFrom</c>.</summary>
    public EnvironmentSource? Source { get; init; }

    /// <summary>What <see cref="Value"/> is where nobody sets the variables of the machine in it (<c>${ORDERS_DB:-Server=sql}</c>); absent where one has no default.</summary>
    public Field<string> UsualValue { get; init; }

    /// <summary>The name alone.</summary>
    public override string ToString() => Name;
}

/// <summary>A port that a container declares.</summary>
/// <param name="Number">The port, or 0 where unknown.</param>
/// <param name="Name">Its name, or null where it has none or it is unknown.</param>
/// <param name="Line">The line (1-based) on which it begins.</param>
public sealed record ContainerPort(int Number, string? Name, int Line)
{
    /// <summary><c>TCP</c> where absent.</summary>
    public Field<string> Protocol { get; init; }
}
