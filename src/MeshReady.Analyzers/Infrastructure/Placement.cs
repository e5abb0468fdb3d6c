using System.Collections.Concurrent;
using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers;

/// <summary>
/// A project in one set of manifests: its workload there, with all variants, and the mesh around it. A rule judges each
/// placement by itself, and each variant of it.
/// </summary>
internal sealed class Placement
{
    private readonly ConcurrentDictionary<(KubernetesResource?, SettingsModel), PodSettings> _settings = new();
    private readonly MeshSettings _user;
    private readonly Lazy<bool> _mayBeFiltered;

    private Placement(FactSet set, Binding binding, MeshSettings user)
    {
        _user = user;
        Set = set;
        IsBound = binding is Binding.Bound;
        var bound = binding as Binding.Bound;
        Variants = bound is null ? [] : [.. bound.Workloads.SelectMany(static w => w.Variants).Where(static v => v.PodTemplate is not null)];
        Mesh = user.ToldMesh ?? set.Model.MeshOf(binding);

        var spaces = Variants.Select(static v => v.Namespace).ToList();
        Namespace = bound?.Namespace ?? (spaces.Count > 0 && spaces.TrueForAll(s => !s.IsUnknown && s.Value == spaces[0].Value) ? spaces[0].Value : null);
        Labels = Variants.Count == 1 ? Variants[0].PodTemplate!.Labels : null;
        _mayBeFiltered = new(() => Variants.Any(Model.MayBeChangedByEnvoyFilter)
            || Variants.Count == 0 && Model.Resources.Any(static resource => resource.Spec is EnvoyFilterSpec { MayChangeSidecars: true }));
        IstioVersion = user.IstioVersion ?? OnlyVersion(set.Model, Variants);
    }

    /// <summary>The set of manifests. What another set says does not hold here.</summary>
    public FactSet Set { get; }

    public DeploymentModel Model => Set.Model;

    /// <summary>Whether a workload of the set runs the project; otherwise only the set as a whole can be asked.</summary>
    public bool IsBound { get; }

    /// <summary>The project's workload in each form in which it stands in the set, with pods that can be read.</summary>
    public IReadOnlyList<KubernetesResource> Variants { get; }

    /// <summary>Whether the workload is meshed; unknown where its variants disagree (see <see cref="MeshOf"/>).</summary>
    public MeshVerdict Mesh { get; }

    /// <summary>The namespace of the workload; null where nobody says, or where its variants differ.</summary>
    public string? Namespace { get; }

    /// <summary>The labels of the workload's pods; null where several variants differ.</summary>
    public FieldMap? Labels { get; }

    /// <summary>Whether an EnvoyFilter may change what the proxies of the workload do.</summary>
    public bool MayBeFiltered => _mayBeFiltered.Value;

    /// <summary>The version of Istio; null where nobody says.</summary>
    public IstioVersion? IstioVersion { get; }

    /// <summary>
    /// The project in each set that has a workload for it. Where no set has one, the project in each set unbound: a rule of calls
    /// may still say what holds whoever calls. Nothing where workloads are rivals for the project.
    /// </summary>
    public static IReadOnlyList<Placement> Of(FactSets sets, ProjectIdentity project, MeshSettings user)
    {
        var bindings = sets.Sets.Select(set => (Set: set, Binding: set.Model.Bind(project))).ToList();
        if (bindings.Exists(static b => b.Binding is Binding.Rivals))
            return [];
        var bound = bindings.FindAll(static b => b.Binding is Binding.Bound);
        return [.. (bound.Count > 0 ? bound : bindings.FindAll(static b => b.Set.Model.HasManifests)).Select(b => new Placement(b.Set, b.Binding, user))];
    }

    private static IstioVersion? OnlyVersion(DeploymentModel model, IReadOnlyList<KubernetesResource> variants)
        => variants.Select(model.IstioVersionOf).Distinct().Take(2).ToList() is [{ } only] ? only : null;

    /// <summary>Whether one variant is meshed.</summary>
    public MeshVerdict MeshOf(KubernetesResource variant) => _user.ToldMesh ?? Model.MeshOf(variant, Namespace);

    /// <inheritdoc cref="OwnContainer.Of"/>
    public static Container? ContainerOf(KubernetesResource variant) => OwnContainer.Of(variant);

    /// <summary>The configuration that the project gets in a variant; from its settings files alone where it is not bound.</summary>
    public PodSettings SettingsOf(KubernetesResource? variant, SettingsModel files)
        => _settings.GetOrAdd((variant, files), key => new PodSettings(key.Item1, key.Item1 is null ? null : ContainerOf(key.Item1), Model, key.Item2));

    /// <summary>The value of a key, where all variants agree on it; unknown where they do not.</summary>
    public ConfiguredValue ValueOf(string key, SettingsModel files, bool isVariable = false)
    {
        if (IsBound && Variants.Count == 0)
            return ConfiguredValue.Unknown;
        ConfiguredValue? first = null;
        foreach (var variant in Variants.Count == 0 ? [null] : Variants.AsEnumerable<KubernetesResource?>())
        {
            var settings = SettingsOf(variant, files);
            var value = isVariable ? settings.Variable(key) : settings.ValueOf(key);
            if (value.Value.IsUnknown || first is not null && (first.Value.State, first.Value.Value) != (value.Value.State, value.Value.Value))
                return ConfiguredValue.Unknown;
            first ??= value;
        }

        return first ?? ConfiguredValue.Unknown;
    }
}
