namespace MeshReady.Dev.Docs;

/// <summary>Which rules speak of which system: the way in for somebody who runs one of them.</summary>
public static class Systems
{
    /// <summary>The systems with what their rules are about and the ids, in the order of the page. A rule may belong to several.</summary>
    public static IReadOnlyList<(string Name, string About, string[] Ids)> All { get; } =
    [
        ("Service mesh and sidecar", "what the proxy beside the service does better, and what only code can do",
            ["MSA0101", "MSA0102", "MSA0103", "MSA0105", "MSA0106", "MSA0107", "MSA0201", "MSA0203", "MSA0204", "MSA0205", "MSA0206", "MSA0208", "MSA0209", "MSA0210", "MSA0213", "MSA0302", "MSA1201", "MSA1202", "MSA1208", "MSA1210", "MSA1213", "MSA1241", "MSA0202", "MSA0216"]),
        ("Istio: routes and data plane", "VirtualService, DestinationRule, Sidecar and egress beside the calls of the code",
            ["MSA0101", "MSA0110", "MSA0203", "MSA0209", "MSA0302", "MSA0703", "MSA1113", "MSA1201", "MSA1202", "MSA1203", "MSA1204", "MSA1208", "MSA1209", "MSA1210", "MSA1213", "MSA1215", "MSA1218", "MSA1220", "MSA1222", "MSA1226", "MSA0202", "MSA0704", "MSA0710", "MSA0903"]),
        ("Istio: security", "mutual TLS, RequestAuthentication and AuthorizationPolicy beside the checks of the code",
            ["MSA0301", "MSA0302", "MSA0305", "MSA0306", "MSA0307", "MSA0605", "MSA1215", "MSA1218", "MSA1220", "MSA1222"]),
        ("Monitoring, tracing and logs", "what reaches the dashboard, and what is lost on the way",
            ["MSA0401", "MSA0403", "MSA0407"]),
        ("Kubernetes", "probes, start, stop and what a pod may lose",
            ["MSA0407", "MSA0503", "MSA0506", "MSA0509", "MSA0801", "MSA0803", "MSA0804", "MSA0805", "MSA0806", "MSA0808", "MSA1226", "MSA1229", "MSA1231", "MSA1233", "MSA1241", "MSA1235"]),
        ("Neutron and cloud networks, kops and EKS", "who owns the network and the nodes below the pods",
            ["MSA0103", "MSA0107", "MSA0910", "MSA0911"]),
        ("Stateful and stateless services", "what a second replica does not see",
            ["MSA0501", "MSA0503", "MSA0504", "MSA0505", "MSA0506", "MSA0508", "MSA0509", "MSA0511", "MSA0808", "MSA1011", "MSA1233", "MSA1235"]),
        ("Multitenancy", "whose data it is",
            ["MSA0601", "MSA0602", "MSA0604", "MSA0605", "MSA0511"]),
        ("Blue-green, canary and A/B", "who chooses the version that answers",
            ["MSA0701", "MSA0702", "MSA0703", "MSA0801", "MSA0704", "MSA0710", "MSA1236", "MSA1237"]),
        ("GitOps and Argo CD", "what stands in Git and what changes behind its back",
            ["MSA0801", "MSA0802", "MSA0910", "MSA1238"]),
        ("Flink and streams", "state, checkpoints and offsets",
            ["MSA1002", "MSA1003", "MSA1011"]),
        ("Multi-cluster", "regions, failover and locality",
            ["MSA0711", "MSA0103", "MSA0703"]),
        ("Data at the mesh's edge", "databases, brokers and caches, where no proxy retries",
            ["MSA0801", "MSA1001", "MSA1002", "MSA1003", "MSA1005", "MSA1012", "MSA1237"]),
        ("The system as a whole", "who waits for whom, who shares what, and what that costs",
            ["MSA1101", "MSA1102", "MSA1103", "MSA1104", "MSA1105", "MSA1107", "MSA0202", "MSA0216", "MSA0704"]),
        ("MeshReady itself", "what it could not find out",
            ["MSA0001", "MSA0002", "MSA0003", "MSA0004"]),
    ];
}
