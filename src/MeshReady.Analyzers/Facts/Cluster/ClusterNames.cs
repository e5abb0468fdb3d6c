using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Cluster;

/// <summary>Names at which code may change objects of the cluster that it runs in.</summary>
internal static class ClusterNames
{
    /// <summary>Objects that Git describes. Jobs, pods, leases, events, secrets and the status of an object are made at run time by right.</summary>
    public static readonly string[] Kinds =
    [
        "Deployment", "DeploymentScale", "StatefulSet", "StatefulSetScale", "DaemonSet", "ReplicaSet", "ReplicaSetScale", "Service", "ConfigMap", "Ingress", "NetworkPolicy", "HorizontalPodAutoscaler", "CustomObject",
    ];

    private static readonly string[] Verbs = ["Create", "Patch", "Replace", "Delete", "DeleteCollection"];

    /// <summary>The object that a method of the Kubernetes client writes; null for any other method.</summary>
    public static string? KindOf(string method)
    {
        foreach (var verb in Verbs)
        {
            var start = verb + "Namespaced";
            if (!method.StartsWith(start, StringComparison.Ordinal))
                continue;
            var kind = method.Substring(start.Length);
            foreach (var suffix in new[] { "WithHttpMessagesAsync", "Async" })
            {
                if (kind.EndsWith(suffix, StringComparison.Ordinal))
                {
                    kind = kind.Substring(0, kind.Length - suffix.Length);
                    break;
                }
            }

            return Array.IndexOf(Kinds, kind) >= 0 ? kind : null;
        }

        return null;
    }

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var verb in Verbs)
            {
                foreach (var kind in Kinds)
                {
                    foreach (var suffix in new[] { "", "Async", "WithHttpMessagesAsync" })
                        yield return new(verb + "Namespaced" + kind + suffix, Call, SiteKinds.ClusterMutation);
                }

                // GenericClient
                yield return new(verb + "NamespacedAsync", Call, SiteKinds.ClusterMutation);
            }

            // client.AppsV1.Deployment.PatchAsync(…)
            foreach (var kind in new[] { "Deployment", "StatefulSet", "DaemonSet", "Service", "ConfigMap", "Ingress", "NetworkPolicy", "HorizontalPodAutoscaler" })
            {
                foreach (var verb in new[] { "CreateAsync", "UpdateAsync", "PatchAsync", "DeleteAsync" })
                    yield return new(verb, Call, SiteKinds.ClusterMutation, after: kind + ".");
            }

            yield return new("Start", Call, SiteKinds.ClusterMutation, after: "Process.");
            yield return new("ProcessStartInfo", Creation, SiteKinds.ClusterMutation);
            yield return new("Wrap", Call, SiteKinds.ClusterMutation, after: "Cli.");
        }
    }
}
