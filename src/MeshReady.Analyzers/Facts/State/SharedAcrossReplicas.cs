using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>What in a set of manifests lets replicas do with state that stays in each: callers who always meet the same one, a folder that all see.</summary>
internal static class SharedAcrossReplicas
{
    private static readonly string[] AffinityWords = ["affinity", "sticky", "session-cookie"];
    private static readonly string[] AffinityKinds = ["XBackendTrafficPolicy", "BackendLBPolicy", "BackendTrafficPolicy", "TraefikService", "IngressRoute"];

    /// <summary>Whether callers are, or may be, held to one replica.</summary>
    public static bool HasAffinity(Placement placement, KubernetesResource variant)
    {
        var selection = placement.Model.Services.ServicesOf(variant);
        KubernetesResource[] services = [.. selection.Sure, .. selection.Possible];
        if (Array.Exists(services, static s => s.Spec is ServiceSpec { SessionAffinity: { IsAbsent: false, Value: not "None" } }))
            return true;

        foreach (var resource in placement.Model.Resources)
        {
            var found = resource.Spec switch
            {
                DestinationRuleSpec rule => MayHash(rule) && MayLeadTo(rule.Host, services, variant),
                IngressSpec or ServiceSpec => resource.Annotations.Entries.Keys.Any(static key => Array.Exists(AffinityWords, w => key.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0)),
                _ => Array.IndexOf(AffinityKinds, resource.Kind) >= 0,
            };
            if (found)
                return true;
        }

        return false;
    }

    /// <summary>Where a pod keeps its keys.</summary>
    /// <param name="variant">The workload.</param>
    /// <param name="folder">The folder that the code names; null for the framework's own, below the user's home.</param>
    public static KeyPlace PlaceOfKeys(KubernetesResource variant, string? folder)
    {
        if (variant.PodTemplate is not { } pod || Placement.ContainerOf(variant) is not { } container)
            return KeyPlace.Unknown;
        if (container.Environment.Any(static v => v.Name.IndexOf("DataProtection", StringComparison.OrdinalIgnoreCase) >= 0))
            return KeyPlace.Shared;

        VolumeMount? nearest = null;
        foreach (var mount in container.Mounts)
        {
            if (mount.Path.Value is not { } path)
                return KeyPlace.Unknown;
            if (Holds(path, folder) && (nearest is null || path.Length > nearest.Path.Value!.Length))
                nearest = mount;
        }

        if (nearest is null)
            return container.Mounts.IsComplete ? KeyPlace.Container : KeyPlace.Unknown;
        var volume = pod.Volumes.FirstOrDefault(v => v.Name.Value is { } name && name == nearest.Volume.Value);
        return !container.Mounts.IsComplete ? KeyPlace.Unknown : volume?.Source.Value == "emptyDir" ? KeyPlace.EmptyDir : KeyPlace.Shared;
    }

    private static bool Holds(string mount, string? folder)
    {
        mount = mount.TrimEnd('/');
        return folder is null
            ? mount.IndexOf("/.aspnet", StringComparison.Ordinal) >= 0 || mount is "/root" || mount.StartsWith("/home", StringComparison.Ordinal)
            : folder.StartsWith(mount + "/", StringComparison.Ordinal) || folder.TrimEnd('/') == mount;
    }

    private static bool MayHash(DestinationRuleSpec rule)
        => MayHash(rule.TrafficPolicy) || !rule.Subsets.IsComplete || rule.Subsets.Any(static s => MayHash(s.TrafficPolicy));

    private static bool MayHash(Field<TrafficPolicy> policy)
        => policy.IsUnknown || policy.Value is { } known && (MayHash(known.LoadBalancer) || !known.Ports.IsComplete || known.Ports.Any(static p => MayHash(p.Policy.LoadBalancer)));

    private static bool MayHash(Field<LoadBalancer> balancer) => balancer.IsUnknown || balancer.Value is { IsHashed: not false };

    private static bool MayLeadTo(Field<string> host, KubernetesResource[] services, KubernetesResource variant)
    {
        if (host.Value is not { } text || text.IndexOf('*') >= 0)
            return !host.IsAbsent;
        var name = text.Split('.')[0];
        return name == variant.Name || Array.Exists(services, s => s.Name == name);
    }
}

/// <summary>Where a pod keeps its keys.</summary>
internal enum KeyPlace
{
    /// <summary>In a volume that replicas may share, or where a variable says.</summary>
    Shared,

    /// <summary>The manifest leaves it open.</summary>
    Unknown,

    /// <summary>In the file system of the container, which is gone with it.</summary>
    Container,

    /// <summary>In a volume that each pod has for itself, and loses with its end.</summary>
    EmptyDir,
}
