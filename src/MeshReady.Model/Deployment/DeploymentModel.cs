namespace MeshReady.Model.Deployment;

/// <summary>What a set of manifests says about the workloads of a system.</summary>
public sealed class DeploymentModel
{
    private readonly MeshJudge _judge;
    private readonly Lazy<WorkloadIndex> _index;
    private readonly Lazy<VersionEvidence> _versions;
    private readonly Lazy<ILookup<string, KubernetesResource>> _configMaps;

    private DeploymentModel(IReadOnlyList<ManifestFile> files, bool complete)
    {
        Files = files;
        KubernetesResource[] resources = [.. files.SelectMany(file => file.Resources)];
        HasManifests = Array.Exists(resources, static resource => resource.Spec is not SkaffoldSpec);
        Workloads = Workload.Among(resources);
        Resources = resources;
        _versions = new(() => new(resources));
        _index = new(() => new(Workloads));
        _configMaps = new(() => resources.Where(static r => r is { Spec: ConfigMapSpec, Name: not null }).ToLookup(static r => r.Name!, StringComparer.Ordinal));
        MeshDefaults = new(resources);
        Router = new(resources, MeshDefaults);
        Destinations = new(resources, MeshDefaults);
        Services = new(resources, files, MeshDefaults);
        Policies = new(resources, MeshDefaults);
        Profiles = new(resources);
        Builds = ImageBuilds.Create(files);
        Namespaces = [.. resources.Select(static r => r.Kind == "Namespace" ? r.Name : r.Namespace.Value).OfType<string>().Distinct(StringComparer.Ordinal)];
        _judge = new(resources, files.Where(static file => file.Kustomization is not null || file.Resources.Count == 0).Select(file => file.Path), complete && HasManifests && files.All(file => file.Notes.Count == 0));
    }

    /// <summary>The files, in the order given.</summary>
    public IReadOnlyList<ManifestFile> Files { get; }

    /// <summary>Whether any Kubernetes resource was read.</summary>
    public bool HasManifests { get; }

    /// <summary>The workloads whose name is known.</summary>
    public IReadOnlyList<Workload> Workloads { get; }

    /// <summary>All resources, in the order of the files.</summary>
    public IReadOnlyList<KubernetesResource> Resources { get; }

    /// <summary>Answers which route of the mesh serves a call.</summary>
    public MeshRouter Router { get; }

    /// <summary>Answers how the mesh connects to a Service.</summary>
    public DestinationPolicies Destinations { get; }

    /// <summary>Answers which Service a call names and which pods stand behind it.</summary>
    public ServiceDirectory Services { get; }

    /// <summary>Answers what Istio's policies make of the proxies of a workload.</summary>
    public WorkloadPolicies Policies { get; }

    /// <summary>Answers which ServiceProfile of Linkerd acts on a call.</summary>
    public ServiceProfiles Profiles { get; }

    /// <summary>What the settings of the mesh say.</summary>
    public MeshDefaults MeshDefaults { get; }

    /// <summary>Which image is built from which folder.</summary>
    public ImageBuilds Builds { get; }

    /// <summary>The namespaces that the manifests declare or name.</summary>
    public IReadOnlyList<string> Namespaces { get; }

    /// <summary>The ConfigMaps by name.</summary>
    internal ILookup<string, KubernetesResource> ConfigMaps => _configMaps.Value;

    /// <summary>Makes the model.</summary>
    /// <param name="files">What the reader made of each file.</param>
    /// <param name="complete">Whether the files are declared to be all that runs in their cluster and environment; a note on any of them undoes it.</param>
    public static DeploymentModel Create(IEnumerable<ManifestFile> files, bool complete) => new([.. files], complete);

    /// <summary>
    /// The workload of <paramref name="project"/>. <c>MeshWorkload</c> decides alone where it is given, and nothing else binds a library.
    /// Otherwise an image's last segment or a workload's name, then its labels and its container's name, are compared with the images
    /// that the project builds and with the assembly and project names: in lower or kebab case, then without <c>-._</c>, then without
    /// leading parts or a last word such as <c>Api</c>. Different names that match equally are rivals.
    /// </summary>
    public Binding Bind(ProjectIdentity project) => WorkloadBinder.Bind(_index.Value, Builds, project);

    /// <summary>
    /// Whether the bound workload is meshed. <see cref="MeshState.Meshed"/>: injection is on for its pod, or for its namespace
    /// and not overridden, or a proxy stands among its containers. <see cref="MeshState.None"/>: its pod is switched off; or
    /// the manifest of its namespace was read and neither switches a mesh on (unless a kustomization may add to them); or the set is
    /// complete, and no mesh resource and no injection label stands in any file, which holds for projects without a binding
    /// too. <see cref="MeshState.Unknown"/>: no manifest, no binding, rivals, an unreadable switch, variants that disagree,
    /// and a namespace that is not named or not among the files, for example where an incomplete set merely shows no
    /// mesh: the namespace may be labelled elsewhere. A missing <c>metadata.namespace</c> is never read as <c>default</c>.
    /// Mesh resources elsewhere prove nothing of this workload.
    /// </summary>
    public MeshVerdict MeshOf(Binding binding)
    {
        if (_judge.ProvesAbsence)
            return MeshJudge.Absent();
        if (binding is not Binding.Bound bound)
        {
            return MeshJudge.Unknown(binding is Binding.Rivals
                ? "several workloads match the project equally well"
                : "no manifest of the project's workload was read");
        }

        var verdicts = bound.Workloads
            .SelectMany(workload => workload.Variants)
            .Select(variant => _judge.Judge(variant, bound.Namespace))
            .OfType<MeshVerdict>()
            .ToList();
        if (verdicts.Count == 0)
            return MeshJudge.Unknown("the manifests of the workload do not describe its pods");

        var first = verdicts[0];
        return verdicts.TrueForAll(verdict => verdict.State == first.State && verdict.Mesh == first.Mesh && verdict.IsAmbient == first.IsAmbient)
            ? first
            : MeshJudge.Unknown($"the variants of {bound.Workloads[0].Name} disagree: {string.Join("; ", verdicts.Select(v => v.Evidence).Distinct())}");
    }

    /// <summary>Whether one variant of a workload is meshed; as <see cref="MeshOf(Binding)"/> for it alone.</summary>
    /// <param name="variant">A resource of this model that makes pods.</param>
    /// <param name="givenNamespace">The namespace for manifests that leave it open; null where nobody says.</param>
    public MeshVerdict MeshOf(KubernetesResource variant, string? givenNamespace)
        => _judge.ProvesAbsence ? MeshJudge.Absent()
            : _judge.Judge(variant, givenNamespace) ?? MeshJudge.Unknown("the manifests of the workload do not describe its pods");

    /// <summary>What proxies repeat where no route says: the settings of the mesh, absent where it is known to have none.</summary>
    /// <param name="isComplete">Whether settings that were not read do not exist.</param>
    public Field<RetryPolicy> DefaultRetries(bool isComplete)
        => MeshDefaults.AreRead || isComplete ? MeshDefaults.Retries : Field.Unknown<RetryPolicy>(0);

    /// <summary>How many replicas a variant of a workload has: by the one HorizontalPodAutoscaler or ScaledObject that names it, else as written.</summary>
    public ReplicaBounds ReplicasOf(KubernetesResource variant) => ReplicaBounds.Of(variant, Resources);

    /// <summary>
    /// The version of Istio that a variant of a workload runs with: by the image of a proxy among its containers, by the revision of its pod
    /// or namespace, by the images of the control plane. Null where nothing says it, or where what says it disagrees.
    /// </summary>
    public IstioVersion? IstioVersionOf(KubernetesResource variant) => _versions.Value.Of(variant);

    /// <summary>Whether an EnvoyFilter acts, or may act, on the sidecars of a variant, so that nothing is sure of what it can change.</summary>
    public bool MayBeChangedByEnvoyFilter(KubernetesResource variant) => Policies.EnvoyFilterOn(variant) is not null;
}
