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
    Field<bool> HostNetwork);

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
    IReadOnlyList<ContainerPort> Ports);

/// <summary>A variable of a container. Its value may be secret and is not printed.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The literal; unknown where it comes from elsewhere (<c>valueFrom</c>, a template, <c>$(OTHER)</c>).</param>
/// <param name="Line">The line (1-based) on which it begins.</param>
public sealed record EnvironmentVariable(string Name, Field<string> Value, int Line)
{
    /// <summary>The name alone.</summary>
    public override string ToString() => Name;
}

/// <summary>A port that a container declares.</summary>
/// <param name="Number">The port, or 0 where unknown.</param>
/// <param name="Name">Its name, or null where it has none or it is unknown.</param>
/// <param name="Line">The line (1-based) on which it begins.</param>
public sealed record ContainerPort(int Number, string? Name, int Line);
