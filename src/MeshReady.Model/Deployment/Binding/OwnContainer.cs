namespace MeshReady.Model.Deployment;

/// <summary>Tells a workload's own program from the sidecars beside it.</summary>
public static class OwnContainer
{
    /// <summary>
    /// The container of a variant that runs the project: the only one, or the one whose image or name is that of the project's
    /// workload. Proxies do not count. Null where that is not sure.
    /// </summary>
    public static Container? Of(KubernetesResource variant)
    {
        if (variant.PodTemplate is not { } pod)
            return null;
        Container[] own = [.. pod.Containers.Where(static c => c is { IsInit: false, IsProxy: false })];
        if (own.Length == 1)
            return pod.HasAllContainers ? own[0] : null;
        var named = Array.FindAll(own, c => c.Name == variant.Name || c.Image.Value is { } image && image.Contains(variant.Name ?? "\0"));
        return named.Length == 1 ? named[0] : null;
    }
}
