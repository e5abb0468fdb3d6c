using System.Globalization;

namespace MeshReady.Model.Deployment;

/// <summary>Answers what Istio's policies make of the proxies of a workload. Of policies that were not read nothing is said.</summary>
public sealed class WorkloadPolicies
{
    private readonly IReadOnlyList<KubernetesResource> _resources;
    private readonly MeshDefaults _defaults;

    internal WorkloadPolicies(IEnumerable<KubernetesResource> resources, MeshDefaults defaults)
    {
        _resources = [.. resources.Where(static resource => resource.Spec is PeerAuthenticationSpec or SidecarSpec or EnvoyFilterSpec or ProxyConfigSpec)];
        _defaults = defaults;
    }

    /// <summary>
    /// Whether pods of a workload take plain text on a port: by the policy that names them and the port, else by the one that names them, by
    /// that of their namespace, by that of the mesh; at last they take both.
    /// </summary>
    /// <param name="variant">The workload.</param>
    /// <param name="port">The port of the pods, not that of a Service.</param>
    /// <param name="isComplete">Whether policies that were not read do not exist; otherwise no policy means an unknown mode.</param>
    public MtlsAnswer MtlsOf(KubernetesResource variant, int port, bool isComplete)
    {
        var choice = new PolicyChoice<PeerAuthenticationSpec>(_resources, static spec => spec.WorkloadLabels, variant, _defaults.RootNamespace);
        foreach (var tier in new[] { PolicyTier.Workload, PolicyTier.Namespace, PolicyTier.Mesh })
        {
            var (policies, isSure) = choice.At(tier);

            // A policy of the root namespace that names pods acts on none elsewhere.
            var acting = policies.Where(pair => tier != PolicyTier.Workload || pair.Resource.Namespace.Value != _defaults.RootNamespace).ToList();
            if (acting.Count == 0)
                continue;
            if (!isSure)
                return MtlsAnswer.Unknown;
            var answers = acting.ConvertAll(pair => Mode(pair.Resource, pair.Spec, tier == PolicyTier.Workload ? port : null));
            if (answers.Exists(static answer => answer is { Mode: MtlsMode.Unknown }) || answers.Exists(answer => answer?.Mode != answers[0]?.Mode))
                return MtlsAnswer.Unknown;
            if (answers[0] is { } answer)
                return answer;
        }

        return isComplete ? new(MtlsMode.Permissive, null, 0) : MtlsAnswer.Unknown;
    }

    /// <summary>The Sidecar that says which hosts a workload's proxy knows: the one that names the pods, else that of the namespace, else that of the mesh.</summary>
    public SidecarAnswer SidecarOf(KubernetesResource variant)
    {
        var choice = new PolicyChoice<SidecarSpec>(_resources, static spec => spec.WorkloadLabels, variant, _defaults.RootNamespace);
        foreach (var tier in new[] { PolicyTier.Workload, PolicyTier.Namespace, PolicyTier.Mesh })
        {
            var (sidecars, isSure) = choice.At(tier);
            if (sidecars.Count > 0)
                return sidecars.Count == 1 && isSure ? new(IsDecided: true, sidecars[0].Resource, sidecars[0].Spec) : new(IsDecided: false, null, null);
        }

        return new(IsDecided: true, null, null);
    }

    /// <summary>What becomes of a workload's calls to hosts that the mesh does not know, as far as a Sidecar or the mesh's settings say it; absent where both are silent.</summary>
    public Field<OutboundTraffic> OutboundOf(KubernetesResource variant)
        => SidecarOf(variant) is var sidecar && !sidecar.IsDecided ? Field.Unknown<OutboundTraffic>(0)
            : sidecar.Sidecar is { Outbound.IsAbsent: false } own ? own.Outbound
            : _defaults.Outbound;

    /// <summary>An EnvoyFilter that acts, or may act, on the sidecars of a workload, so that nothing is sure of what it can change; null where none was read.</summary>
    public KubernetesResource? EnvoyFilterOn(KubernetesResource variant)
    {
        foreach (var resource in _resources)
        {
            if (resource.Spec is EnvoyFilterSpec { MayChangeSidecars: true } filter
                && PolicyScope.Of(resource, filter.WorkloadLabels, variant, _defaults.RootNamespace).Certainty != Certainty.No)
            {
                return resource;
            }
        }

        return null;
    }

    /// <summary>
    /// How the proxies of a workload start and stop: by the pod's annotation, else by the settings of the mesh. Their environment comes
    /// from the ProxyConfig that names the pods, then the annotation, the ProxyConfig of the namespace, that of the mesh and the settings.
    /// What nobody says is absent.
    /// </summary>
    public ProxyConfig ProxyConfigOf(KubernetesResource variant)
    {
        var ofPod = variant.PodTemplate is { } pod ? ProxyConfig.Of(pod) : default;
        var ofMesh = _defaults.Proxy;
        var choice = new PolicyChoice<ProxyConfigSpec>(_resources, static spec => spec.WorkloadLabels, variant, _defaults.RootNamespace);
        return new(
            Over(ofPod, ofMesh, static config => config.HoldsApplication),
            Over(ofPod, ofMesh, static config => config.DrainDuration),
            Over(ofPod, ofMesh, static config => config.TerminationDrainDuration),
            Merged(Environment(choice, PolicyTier.Workload), Metadata(ofPod), Environment(choice, PolicyTier.Namespace), Environment(choice, PolicyTier.Mesh), Metadata(ofMesh)));
    }

    private static MtlsAnswer? Mode(KubernetesResource resource, PeerAuthenticationSpec spec, int? port)
    {
        var mode = port is { } number && spec.PortModes.TryGetValue(number, out var ofPort) && !IsUnset(ofPort) ? ofPort : spec.Mode;
        if (IsUnset(mode))
            return spec.HasAllPorts || port is null ? null : MtlsAnswer.Unknown;
        if (port is not null && !spec.HasAllPorts)
            return MtlsAnswer.Unknown;
        return new(
            mode.Value switch { "STRICT" => MtlsMode.Strict, "PERMISSIVE" => MtlsMode.Permissive, "DISABLE" => MtlsMode.Disable, _ => MtlsMode.Unknown },
            resource,
            mode.Line);
    }

    private static bool IsUnset(Field<string> mode) => mode.IsAbsent || mode.Value == "UNSET";

    private static Field<T> Over<T>(Field<ProxyConfig> first, Field<ProxyConfig> then, Func<ProxyConfig, Field<T>> part)
    {
        foreach (var config in new[] { first, then })
        {
            var value = config.IsKnown ? part(config.Value!) : config.IsUnknown ? Field.Unknown<T>(config.Line) : default;
            if (!value.IsAbsent)
                return value;
        }

        return default;
    }

    private static FieldMap Metadata(Field<ProxyConfig> config)
        => config.IsKnown ? config.Value!.Metadata : config.IsUnknown ? new FieldMap(FieldMap.Empty.Entries, isComplete: false, config.Line) : FieldMap.Empty;

    private static FieldMap Environment(PolicyChoice<ProxyConfigSpec> choice, PolicyTier tier)
    {
        var (policies, isSure) = choice.At(tier);
        return policies.Count == 0 ? FieldMap.Empty
            : policies.Count == 1 && isSure ? policies[0].Spec.Environment
            : new FieldMap(FieldMap.Empty.Entries, isComplete: false, policies[0].Resource.Line);
    }

    private static FieldMap Merged(params FieldMap[] maps)
    {
        var merged = new Dictionary<string, Field<string>>(StringComparer.Ordinal);
        var isComplete = true;
        foreach (var map in maps)
        {
            // Behind a map that may hold anything, a value may be hidden.
            foreach (var entry in map.Entries.Where(entry => !merged.ContainsKey(entry.Key)))
                merged[entry.Key] = isComplete ? entry.Value : Field.Unknown<string>(entry.Value.Line);
            isComplete &= map.IsComplete;
        }

        return new(merged, isComplete, maps.Select(static map => map.Line).FirstOrDefault(static line => line > 0));
    }
}

/// <summary>Whether pods take connections without mutual TLS.</summary>
public enum MtlsMode
{
    /// <summary>It cannot be known.</summary>
    Unknown,

    /// <summary>They take plain text alone.</summary>
    Disable,

    /// <summary>They take both.</summary>
    Permissive,

    /// <summary>They take mutual TLS alone.</summary>
    Strict,
}

/// <summary>Whether a port takes connections without mutual TLS, and what says so.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Policy">The PeerAuthentication; null where Istio's own default holds or the mode is unknown.</param>
/// <param name="Line">The line (1-based) of the mode; 0 where no policy says it.</param>
public sealed record MtlsAnswer(MtlsMode Mode, KubernetesResource? Policy, int Line)
{
    internal static MtlsAnswer Unknown { get; } = new(MtlsMode.Unknown, null, 0);

    /// <summary>The mode and its place.</summary>
    public override string ToString() => Policy is null ? Mode.ToString() : string.Format(CultureInfo.InvariantCulture, "{0} at {1}:{2}", Mode, Policy.Path, Line);
}
