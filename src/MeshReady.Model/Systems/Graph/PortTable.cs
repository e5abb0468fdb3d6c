using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>The ports under which services are reached on a developer's machine.</summary>
internal sealed class PortTable
{
    private readonly Dictionary<int, ServiceNode?> _owners = [];

    /// <summary>The ports that code, settings and Compose files open.</summary>
    public PortTable(IReadOnlyList<ServiceNode> nodes)
    {
        foreach (var node in nodes)
        {
            foreach (var port in PortsOf(node).Distinct())
                _owners[port] = _owners.ContainsKey(port) ? null : node;
        }
    }

    /// <summary>The one service that has the port; null where none or several have it.</summary>
    public ServiceNode? Find(int port) => _owners.TryGetValue(port, out var node) ? node : null;

    private static IEnumerable<int> PortsOf(ServiceNode node)
        => node.Compose.SelectMany(static entry => entry.Service.Ports).Select(static port => port.Published.IsKnown ? port.Published : port.UsualPublished).Where(static port => port.IsKnown).Select(static port => port.Value)
            .Concat(node.Parts.SelectMany(static part => part.Listens).Select(static listen => listen.Port).OfType<int>())
            .Concat((node.Project?.Settings ?? []).Where(IsOwnAddress).Select(static setting => setting.Port).OfType<int>());

    // Kestrel's endpoints, the urls of a host, and what launchSettings.json gives the host.
    private static bool IsOwnAddress(SettingFact setting)
        => setting.Key.StartsWith("Kestrel:Endpoints:", StringComparison.OrdinalIgnoreCase)
            || setting.Key.Equals("urls", StringComparison.OrdinalIgnoreCase)
            || setting.Key.Equals("applicationUrl", StringComparison.OrdinalIgnoreCase)
            || setting.Key.Equals("ASPNETCORE_URLS", StringComparison.OrdinalIgnoreCase);
}
