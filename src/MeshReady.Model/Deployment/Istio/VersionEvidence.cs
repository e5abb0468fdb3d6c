namespace MeshReady.Model.Deployment;

/// <summary>Finds out which version of Istio serves a workload.</summary>
internal sealed class VersionEvidence
{
    private const string Revision = "istio.io/rev";

    private readonly ILookup<string, string?> _ofSpaces;
    private readonly string?[] _ofPlane;

    /// <summary>What the resources of a set say of versions.</summary>
    public VersionEvidence(IReadOnlyList<KubernetesResource> resources)
    {
        _ofSpaces = resources.Where(static resource => resource is { Kind: "Namespace", Name: not null }).ToLookup(static space => space.Name!, static space => space.Labels[Revision].Value);
        _ofPlane = [.. resources.SelectMany(static resource => resource.Spec is MeshConfigSpec mesh ? [mesh.Tag.Value] : Images(resource))];
    }

    /// <summary>The version that serves a variant; null where nothing says it, or where what says it disagrees.</summary>
    public IstioVersion? Of(KubernetesResource variant)
    {
        IEnumerable<string?>[] levels =
        [
            [.. Images(variant), variant.PodTemplate?.Labels[Revision].Value, variant.PodTemplate?.Annotations[Revision].Value],
            variant.Namespace.Value is { } space ? _ofSpaces[space] : [],
            _ofPlane,
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
