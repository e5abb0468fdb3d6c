namespace MeshReady.Model.Deployment;

/// <summary>What one mesh's switches say.</summary>
internal enum InjectionState
{
    /// <summary>Nothing speaks of it.</summary>
    Silent,

    /// <summary>Something that may speak of it cannot be read.</summary>
    Unknown,

    /// <summary>It is switched off.</summary>
    Off,

    /// <summary>It is switched on.</summary>
    On,
}

/// <summary>What one mesh's switches say of a pod, and where.</summary>
internal readonly record struct Injection(InjectionState State, string Evidence, string Path, int Line)
{
    /// <summary>Whether it is no sidecar that is switched on, but the node's proxy.</summary>
    public bool IsAmbient { get; init; }

    public static Injection At(InjectionState state, KubernetesResource resource, string key, Field<string> value)
    {
        var subject = resource.Kind == "Namespace" ? "namespace" : "pod of " + resource.Kind;
        var text = value.IsKnown ? $"{key}: {value.Value}" : $"a value of {key} that cannot be known";
        var line = value.Line > 0 ? value.Line : resource.Line;
        return new(state, $"{subject} {resource.Name} at {resource.Path}:{line} has {text}", resource.Path, line);
    }
}
