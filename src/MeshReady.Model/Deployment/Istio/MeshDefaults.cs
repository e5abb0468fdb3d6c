namespace MeshReady.Model.Deployment;

/// <summary>What the settings of the mesh say, where one or several that agree were read; absent where none was.</summary>
public sealed class MeshDefaults
{
    private const string UsualRoot = "istio-system";

    private readonly MeshConfigSpec[] _settings;

    internal MeshDefaults(IEnumerable<KubernetesResource> resources)
    {
        _settings = [.. resources.Select(static resource => resource.Spec).OfType<MeshConfigSpec>()];
        Retries = Agreed(static mesh => mesh.DefaultRetries);
        Outbound = Agreed(static mesh => mesh.Outbound);
        Proxy = _settings.Length == 1 ? _settings[0].Proxy : _settings.Length == 0 || _settings.All(static mesh => mesh.Proxy.IsAbsent) ? default : Field.Unknown<ProxyConfig>(0);
        RootNamespace = Agreed(static mesh => mesh.RootNamespace).Value ?? UsualRoot;
        ServiceExportTo = AgreedList(static mesh => mesh.ServiceExportTo);
        VirtualServiceExportTo = AgreedList(static mesh => mesh.VirtualServiceExportTo);
        DestinationRuleExportTo = AgreedList(static mesh => mesh.DestinationRuleExportTo);
    }

    /// <summary>Whether settings of the mesh were read.</summary>
    public bool AreRead => _settings.Length > 0;

    /// <summary>What is repeated where no route says.</summary>
    public Field<RetryPolicy> Retries { get; }

    /// <summary>What becomes of calls to unknown hosts where no Sidecar says.</summary>
    public Field<OutboundTraffic> Outbound { get; }

    /// <summary>How proxies start and stop where no pod says.</summary>
    public Field<ProxyConfig> Proxy { get; }

    /// <summary>The namespace whose policies act on the whole mesh.</summary>
    public string RootNamespace { get; }

    /// <summary>Who sees Services and ServiceEntries that do not say it; all where empty.</summary>
    public FieldList<Field<string>> ServiceExportTo { get; }

    /// <summary>Who sees VirtualServices that do not say it; all where empty.</summary>
    public FieldList<Field<string>> VirtualServiceExportTo { get; }

    /// <summary>Who sees DestinationRules that do not say it; all where empty.</summary>
    public FieldList<Field<string>> DestinationRuleExportTo { get; }

    private Field<T> Agreed<T>(Func<MeshConfigSpec, Field<T>> part)
    {
        if (_settings.Length == 0)
            return default;
        var first = part(_settings[0]);
        return Array.TrueForAll(_settings, mesh => part(mesh) is var other && other.State == first.State && Equals(other.Value, first.Value)) ? first : Field.Unknown<T>(0);
    }

    private FieldList<Field<string>> AgreedList(Func<MeshConfigSpec, FieldList<Field<string>>> part)
    {
        var lists = Array.ConvertAll(_settings, mesh => part(mesh));
        return lists.Length == 0 ? FieldList<Field<string>>.Empty
            : Array.TrueForAll(lists, list => list.IsComplete && list.Select(static item => item.Value).SequenceEqual(lists[0].Select(static item => item.Value))) ? lists[0]
            : new([], isComplete: false, 0);
    }
}
