using MeshReady.Model.Deployment;

namespace MeshReady.Tool.Setup;

/// <summary>Which mesh all that runs is in, where manifests prove it.</summary>
public static class MeshProof
{
    /// <summary>The mesh of every workload of every set; null where one is in another, in none, or not known to be in any.</summary>
    /// <param name="sets">The sets of manifests.</param>
    public static string? Of(FactSets sets)
    {
        MeshVerdict[] verdicts = [.. sets.Sets
            .Where(static set => set.Kind != FactSetKind.Base)
            .SelectMany(static set => set.Model.Workloads.SelectMany(static w => w.Variants).Select(v => set.Model.MeshOf(v, set.Namespaces.Count == 1 ? set.Namespaces[0] : null)))];
        return verdicts.Length > 0 && verdicts.All(v => v.State == MeshState.Meshed && v.Mesh is not null && v.Mesh == verdicts[0].Mesh) ? verdicts[0].Mesh : null;
    }
}
