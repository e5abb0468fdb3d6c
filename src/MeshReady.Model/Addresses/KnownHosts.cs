namespace MeshReady.Model.Addresses;

/// <summary>Hosts whose meaning is fixed by standards, by container engines or by what documents use as names.</summary>
internal static class KnownHosts
{
    private static readonly HashSet<string> ContainerHosts = new(StringComparer.Ordinal)
    {
        "host.docker.internal", "gateway.docker.internal", "kubernetes.docker.internal", "host.minikube.internal",
        "host.containers.internal", "host.lima.internal", "host.rancher-desktop.internal", "host.k3d.internal",
        "host.orb.internal", "docker.for.mac.localhost", "docker.for.win.localhost", "docker.for.mac.host.internal",
    };

    // The domains that name XML vocabularies, RFC 2606 and 6761, and the pages that documents and problem details point to.
    private static readonly HashSet<string> IdentifierDomains = new(StringComparer.Ordinal)
    {
        "www.w3.org", "w3.org", "xml.apache.org", "maven.apache.org", "schemas.xmlsoap.org", "schemas.openxmlformats.org",
        "rdfs.org", "purl.org", "xmlns.com", "schemas.google.com", "schemas.microsoft.com", "collations.microsoft.com",
        "a9.com", "ns.adobe.com", "ltsc.ieee.org", "docbook.org", "graphml.graphdrawing.org", "json-schema.org",
        "schema.org", "www.sitemaps.org", "exslt.org", "docs.oasis-open.org", "ws-i.org", "schemas.android.com",
        "www.omg.org", "www.opengis.net", "www.itunes.com",
        "example.com", "example.net", "example.org", "test.com", "test", "invalid", "example", "localhost",
        "datatracker.ietf.org", "rfc-editor.org", "tools.ietf.org", "httpstatuses.com", "aka.ms", "opensource.org", "hl7.org",
    };

    private static readonly HashSet<string> PrivateTopLevels = new(StringComparer.Ordinal)
    {
        "local", "internal", "lan", "corp", "home", "intranet", "private", "localdomain",
    };

    public static bool IsContainerHost(string name) => ContainerHosts.Contains(name);

    /// <summary>Whether a dotted name belongs to a domain of identifiers, or is <c>schemas.*</c>; a single label never does.</summary>
    public static bool IsIdentifier(string name)
    {
        if (name.IndexOf('.') < 0)
            return false;
        if (name.StartsWith("schemas.", StringComparison.Ordinal))
            return true;

        for (var at = 0; at >= 0; at = name.IndexOf('.', at) is >= 0 and var dot ? dot + 1 : -1)
        {
            if (IdentifierDomains.Contains(name.Substring(at)))
                return true;
        }

        return false;
    }

    public static bool IsPrivateTopLevel(string name)
        => PrivateTopLevels.Contains(name.Substring(name.LastIndexOf('.') + 1)) || name.EndsWith(".home.arpa", StringComparison.Ordinal);
}
