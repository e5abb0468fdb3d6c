using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An object on its way through kustomizations.</summary>
/// <param name="Source">The object as its file has it; only its place counts for one that a kustomization makes.</param>
/// <param name="Root">The object as it is by now.</param>
internal sealed record KustomizeObject(KubernetesResource Source, YamlMap Root)
{
    public string? Kind => Root.Get("kind").AsText().Value;

    public string? Name => Root.Get("metadata", "name").AsText().Value;

    public string? Group => Root.Get("apiVersion").AsText().Value is not { } version ? null : version.IndexOf('/') is > 0 and var slash ? version.Substring(0, slash) : "";

    /// <summary>The record of the object as it is by now; the very one of the file where nothing changed it.</summary>
    public KubernetesResource? Read()
    {
        if (ReferenceEquals(Root, Source.Root))
            return Source;
        var found = new List<KubernetesResource>(1);
        ResourceReader.Read(Root, Source.Path, found);
        return found.Count == 1 ? found[0] with { Line = Source.Line, IsPatched = true, Written = Source } : null;
    }
}

/// <summary>What a kustomization has gathered.</summary>
internal sealed class KustomizeResult
{
    public List<KustomizeObject> Objects { get; } = [];

    /// <summary>Whether all that the kustomization refers to was read.</summary>
    public bool IsWhole { get; set; } = true;

    /// <summary>Adds an object unless it is there already: Kustomize takes none twice.</summary>
    public void Add(KustomizeObject added)
    {
        if (!_sources.Add(added.Source))
            return;
        Objects.Add(added);
    }

    private readonly HashSet<KubernetesResource> _sources = new(ByReference.Instance);

    private sealed class ByReference : IEqualityComparer<KubernetesResource>
    {
        public static readonly ByReference Instance = new();

        public bool Equals(KubernetesResource? x, KubernetesResource? y) => ReferenceEquals(x, y);

        public int GetHashCode(KubernetesResource obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
