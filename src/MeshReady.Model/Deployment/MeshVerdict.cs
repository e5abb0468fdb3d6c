namespace MeshReady.Model.Deployment;

/// <summary>Whether a workload runs with a mesh's proxy.</summary>
public enum MeshState
{
    /// <summary>Nothing proves either; no rule may conclude anything.</summary>
    Unknown,

    /// <summary>The manifests prove that no mesh takes part in its traffic.</summary>
    None,

    /// <summary>The manifests prove that a mesh does.</summary>
    Meshed,
}

/// <summary>The state of a workload and what proves it.</summary>
/// <param name="State">Meshed, none or unknown.</param>
/// <param name="Mesh"><c>istio</c> or <c>linkerd</c> where <paramref name="State"/> is <see cref="MeshState.Meshed"/>, otherwise null.</param>
/// <param name="Evidence">A clause for a message: <c>namespace shop at deploy/ns.yaml:7 has istio-injection: enabled</c>.</param>
/// <param name="Path">The file of the evidence, or null where it is not in one place.</param>
/// <param name="Line">The line (1-based) of the evidence, or null where it is not in one place.</param>
public sealed record MeshVerdict(MeshState State, string? Mesh, string Evidence, string? Path, int? Line)
{
    /// <summary>Whether the mesh works without sidecars (Istio's ambient mode): it knows requests only where a waypoint serves the callee.</summary>
    public bool IsAmbient { get; init; }
}
