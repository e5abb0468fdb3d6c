using MeshReady.Model.Addresses;

namespace MeshReady.Model.Deployment;

/// <summary>Answers which Service a call names, what its ports speak, and which pods stand behind it.</summary>
public sealed class ServiceDirectory
{
    private readonly ILookup<string, KubernetesResource> _byName;
    private readonly KubernetesResource[] _services;
    private readonly KubernetesResource[] _entries;
    private readonly KubernetesResource[] _workloads;
    private readonly Lazy<PodIndex> _pods;
    private readonly ILookup<string, ComposeService> _compose;
    private readonly bool _hasNameless;
    private readonly bool _isCompose;
    private readonly MeshDefaults _defaults;

    internal ServiceDirectory(IReadOnlyList<KubernetesResource> resources, IReadOnlyList<ManifestFile> files, MeshDefaults defaults)
    {
        _defaults = defaults;
        _services = [.. resources.Where(static resource => resource.Spec is ServiceSpec)];
        _byName = _services.Where(static service => service.Name is not null).ToLookup(static service => ServiceName.Normal(service.Name!), StringComparer.Ordinal);
        _hasNameless = _services.Any(static service => service.Name is null);
        _entries = [.. resources.Where(static resource => resource.Spec is ServiceEntrySpec)];
        _workloads = [.. resources.Where(static resource => resource is { IsWorkload: true, PodTemplate: not null })];
        _pods = new(() => new(_workloads));
        _compose = files.SelectMany(static file => file.Compose?.Services.AsEnumerable() ?? []).ToLookup(static service => ServiceName.Normal(service.Name), StringComparer.Ordinal);
        _isCompose = resources.All(static resource => resource.Spec is SkaffoldSpec);
    }

    /// <summary>
    /// The Service of a call: by its name in the caller's namespace, by <c>name.namespace</c>, <c>name.namespace.svc</c> or the full
    /// name, in any case of letters; else the ServiceEntry with that host. A namespace that nobody writes is
    /// assumed to be the other's only where that is not written either.
    /// </summary>
    public ServiceAnswer Find(MeshCall call)
    {
        var literal = ServiceName.Normal(call.Host);
        IReadOnlyList<ComposeService> compose = [.. _compose[literal]];
        if (_isCompose)
            return new(compose.Count > 0 ? ServiceVerdict.Found : ServiceVerdict.Absent, [], null, IsAssumed: false, []) { ComposeServices = compose };

        var (entry, entryFit) = FindEntry(call, literal);
        var answer = FindService(call, literal) with { ServiceEntry = entryFit >= Certainty.Assumed ? entry : null, ComposeServices = compose };
        return answer.Verdict is ServiceVerdict.Found or ServiceVerdict.Undecided || entryFit == Certainty.No ? answer
            : answer with
            {
                Verdict = entryFit == Certainty.Possible ? ServiceVerdict.Undecided : ServiceVerdict.Found,
                IsAssumed = entryFit == Certainty.Assumed,
            };
    }

    /// <summary>
    /// The port of a Service that a call to <paramref name="number"/> reaches, by the number of the pods' port where the Service is
    /// headless; null where it has none that is known. <see cref="HasPort"/> tells the one from the other.
    /// </summary>
    public ServicePort? PortOf(KubernetesResource service, int number)
    {
        if (service.Spec is not ServiceSpec spec)
            return null;
        var own = spec.Ports.FirstOrDefault(port => port.Port is { IsKnown: true } known && known.Value == number);
        return own ?? (spec.IsHeadless == true
            ? spec.Ports.FirstOrDefault(port => port.TargetPort.Value is { } target && target == number.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : null);
    }

    /// <summary>Whether a Service has a port; null where some of its ports cannot be known, or where it translates none (headless, <c>ExternalName</c>).</summary>
    public bool? HasPort(KubernetesResource service, int number)
        => PortOf(service, number) is not null ? true
            : service.Spec is ServiceSpec { IsHeadless: false, Type: { IsUnknown: false, Value: not "ExternalName" }, Ports: { IsComplete: true } ports } && ports.All(static port => port.Port.IsKnown) ? false
            : null;

    /// <summary>The workloads whose pods a Service chooses. One without a selector chooses none.</summary>
    public Selection WorkloadsOf(KubernetesResource service)
        => service.Spec is ServiceSpec { Selector: var selector } && selector.Entries.Count > 0
            ? Choose(_pods.Value.With(selector), workload => Selects(service, workload))
            : Choose(_workloads, workload => Selects(service, workload));

    /// <summary>The Services that choose the pods of a workload.</summary>
    public Selection ServicesOf(KubernetesResource workload) => Choose(_services, service => Selects(service, workload));

    private static Certainty Selects(KubernetesResource service, KubernetesResource workload)
    {
        if (service.Spec is not ServiceSpec spec || spec.Selector.IsComplete && spec.Selector.Entries.Count == 0 || spec.Type.Value == "ExternalName" || workload.PodTemplate is not { } pod)
            return Certainty.No;
        return LabelMatch.Of(spec.Selector, pod.Labels).And(LabelMatch.SameNamespace(service, workload));
    }

    private static Selection Choose(IEnumerable<KubernetesResource> all, Func<KubernetesResource, Certainty> judge)
    {
        List<KubernetesResource> sure = [], possible = [];
        foreach (var resource in all)
        {
            var fits = judge(resource);
            if (fits >= Certainty.Assumed)
                sure.Add(resource);
            else if (fits == Certainty.Possible)
                possible.Add(resource);
        }

        return new(sure, possible);
    }

    private ServiceAnswer FindService(MeshCall call, string literal)
    {
        if (literal.Length == 0 || HostName.TryParseIp(literal) is not null)
            return Undecided([]);
        var named = ServiceName.InCall(literal, call.CallerNamespace);
        var answer = named is null ? null : Find(named);
        if (answer is { Verdict: ServiceVerdict.Found })
            return answer;
        if (OfPod(literal, call.CallerNamespace) is { } pod)
            return pod;

        // A cluster may have another domain than cluster.local, and other clusters do (clusterset.local).
        var labels = literal.Split('.');
        if (labels.Length > 3 && Array.IndexOf(labels, "svc") is 2 or 3 && !literal.EndsWith(ServiceName.ClusterDomain, StringComparison.Ordinal))
            return Undecided([.. _byName[labels[0]]]);
        return answer ?? new(ServiceVerdict.Absent, [], null, IsAssumed: false, []);
    }

    private ServiceAnswer Find(ServiceName named)
    {
        var fitting = _byName[named.Name].Select(service => (Service: service, Fit: Fit(named, service))).ToList();
        KubernetesResource[] elsewhere = [.. fitting.Where(static pair => pair.Fit == Certainty.No).Select(static pair => pair.Service)];
        var best = fitting.Select(static pair => pair.Fit).DefaultIfEmpty(Certainty.No).Max();

        // Next to a namespace that is written, one that is not may be another.
        var isOpen = best == Certainty.Assumed && fitting.Exists(static pair => pair.Fit == Certainty.Possible);
        if (best >= Certainty.Assumed && !isOpen)
            return new(ServiceVerdict.Found, [.. fitting.Where(pair => pair.Fit == best).Select(static pair => pair.Service)], null, best == Certainty.Assumed, elsewhere);
        return best != Certainty.No || _hasNameless ? Undecided(elsewhere)
            : new(elsewhere.Length > 0 ? ServiceVerdict.ElsewhereOnly : ServiceVerdict.Absent, [], null, IsAssumed: false, elsewhere);
    }

    // A pod of a headless Service has a name of its own: orders-0.orders, orders-0.orders.shop.svc.cluster.local.
    private ServiceAnswer? OfPod(string literal, string? callerNamespace)
    {
        var dot = literal.IndexOf('.');
        return dot > 0 && ServiceName.InCall(literal.Substring(dot + 1), callerNamespace) is { } parent
            && Find(parent) is { Verdict: ServiceVerdict.Found } answer && answer.Services.All(static service => ((ServiceSpec)service.Spec!).IsHeadless != false)
            ? answer with { IsPod = true }
            : null;
    }

    private static Certainty Fit(ServiceName named, KubernetesResource service)
        => service.Namespace.IsUnknown ? Certainty.Possible : ServiceName.SameNamespace(named.Namespace, service.Namespace.Value);

    private static ServiceAnswer Undecided(IReadOnlyList<KubernetesResource> elsewhere) => new(ServiceVerdict.Undecided, [], null, IsAssumed: false, elsewhere);

    private (KubernetesResource? Entry, Certainty Fit) FindEntry(MeshCall call, string literal)
    {
        (KubernetesResource? Entry, Certainty Fit, int Rank) best = (null, Certainty.No, -1);
        foreach (var resource in _entries)
        {
            var entry = (ServiceEntrySpec)resource.Spec!;
            var seen = resource.Namespace.IsUnknown ? Certainty.Possible : HostMatch.IsExported(entry.ExportTo, _defaults.ServiceExportTo, resource.Namespace.Value, call.CallerNamespace);
            foreach (var (fit, rank) in entry.Hosts.Select(host => EntryHost(host.Value!, call, literal)).Append((entry.Hosts.IsComplete ? Certainty.No : Certainty.Possible, 0)))
            {
                var certainty = fit.And(seen);
                if (certainty > best.Fit || certainty == best.Fit && certainty != Certainty.No && rank > best.Rank)
                    best = (resource, certainty, rank);
            }
        }

        return (best.Entry, best.Fit);
    }

    // Hosts of a ServiceEntry are taken literally, short ones too.
    private static (Certainty Fit, int Rank) EntryHost(string host, MeshCall call, string literal)
    {
        host = ServiceName.Normal(host);
        var full = ServiceName.InCall(literal, call.CallerNamespace) is { Namespace: not null } service ? service.ToString() : literal;
        if (!host.StartsWith("*", StringComparison.Ordinal))
            return (host == literal || host == full ? Certainty.Yes : Certainty.No, int.MaxValue);
        var suffix = host.Substring(1);
        return (literal.EndsWith(suffix, StringComparison.Ordinal) || full.EndsWith(suffix, StringComparison.Ordinal) ? Certainty.Yes : Certainty.No, host.Length);
    }
}
