using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>What is known of the place in which a project runs, as far as it finds services by itself there.</summary>
internal enum ContainerEvidence
{
    /// <summary>Nothing: it may be a machine, where nobody resolves names of services.</summary>
    None,

    /// <summary>A container that Compose or Skaffold builds, or a library beside manifests, which no workload is made of.</summary>
    Container,

    /// <summary>A workload of Kubernetes.</summary>
    Kubernetes,

    /// <summary>A workload with a mesh's proxy.</summary>
    Mesh,
}

/// <summary>Gathers it.</summary>
internal static class ContainerFacts
{
    public static ContainerEvidence Of(RuleContext context)
    {
        if (context.Mesh.State == MeshState.Meshed || context.Placements.Any(static placement => placement.Mesh.State == MeshState.Meshed))
            return ContainerEvidence.Mesh;
        if (context.Placements.Any(static placement => placement.IsBound))
            return ContainerEvidence.Kubernetes;
        // Manifests of other programs in the same repository say nothing of this one.
        var identity = context.Project.IdentityOf(context.Facts);
        return identity.ImageNames.Count > 0 || identity.IsLibrary && context.Project.Deployment.HasManifests ? ContainerEvidence.Container : ContainerEvidence.None;
    }
}
