namespace MeshReady.Model.Deployment;

/// <summary>Finds out which version of Istio serves a workload.</summary>
internal static class VersionEvidence
{
    private const string Revision = "istio.io/rev";

    public static IstioVersion? Of(KubernetesResource variant, IReadOnlyList<KubernetesResource> resources)
    {
        var spaces = resources.Where(resource => resource is { Kind: "Namespace", Name: { } name } && name == variant.Namespace.Value);
        IEnumerable<string?>[] levels =
        [
            [.. Images(variant), variant.PodTemplate?.Labels[Revision].Value, variant.PodTemplate?.Annotations[Revision].Value],
            spaces.Select(static space => space.Labels[Revision].Value),
            resources.SelectMany(static resource => resource.Spec is MeshConfigSpec mesh ? [mesh.Tag.Value] : Images(resource)),
        ];
        foreach (var level in levels)
        {
            var versions = level.Select(IstioVersion.TryParse).OfType<IstioVersion>().Distinct().Take(2).ToList();
            if (versions.Count > 0)
                return versions.Count == 1 ? versions[0] : null;
        }

        return null;
    }

    // istiod is the image pilot; a tag may carry a variant (1.24.1-distroless).
    private static IEnumerable<string?> Images(KubernetesResource resource)
        => (resource.PodTemplate?.Containers ?? []).Select(static container => container.Image.Value)
            .Where(static image => image is not null && NameForms.OfImage(image) is "proxyv2" or "pilot" or "ztunnel");
}
