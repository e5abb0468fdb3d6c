using System.Globalization;
using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An Istio PeerAuthentication: whether workloads take connections without mutual TLS.</summary>
/// <param name="WorkloadLabels">The workloads; all of the namespace (of the mesh, in Istio's root namespace) where empty.</param>
/// <param name="Mode"><c>STRICT</c>, <c>PERMISSIVE</c>, <c>DISABLE</c>; inherited, and at last <c>PERMISSIVE</c>, where absent or <c>UNSET</c>.</param>
/// <param name="PortModes">The mode of single ports of the workload; they count only with labels.</param>
public sealed record PeerAuthenticationSpec(FieldMap WorkloadLabels, Field<string> Mode, IReadOnlyDictionary<int, Field<string>> PortModes) : ResourceSpec
{
    /// <summary>Whether there can be no modes of other ports; false where a template may add some.</summary>
    public bool HasAllPorts { get; init; } = true;

    internal static PeerAuthenticationSpec Read(YamlNode? spec)
    {
        var ports = new Dictionary<int, Field<string>>();
        foreach (var entry in spec.At("portLevelMtls") is YamlMap map ? map.Entries : new Dictionary<string, YamlNode>())
        {
            if (int.TryParse(entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
                ports[port] = entry.Value.At("mode").AsText();
        }

        return new(spec.At("selector").At("matchLabels").AsMap(), spec.At("mtls").At("mode").AsText(), ports)
        {
            HasAllPorts = spec.At("portLevelMtls") is null or YamlScalar { Value: null } or YamlMap { IsOpen: false },
        };
    }
}
