using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>What was read from one file of manifests.</summary>
/// <param name="Path">The path as given to the reader.</param>
/// <param name="IsTemplate">Whether the text is a template (it holds <c>{{</c>), of which only literals on untouched lines are known.</param>
/// <param name="Resources">The Kubernetes resources in the order of the file, those of a <c>List</c> among them; none where the file is no manifest.</param>
/// <param name="Notes">One note for each document that could not be read.</param>
public sealed record ManifestFile(
    string Path,
    bool IsTemplate,
    IReadOnlyList<KubernetesResource> Resources,
    IReadOnlyList<ManifestNote> Notes)
{
    /// <summary>The findings that its comments silence.</summary>
    public ManifestSilences Silences { get; init; } = ManifestSilences.None;

    /// <summary>The services of a Compose file; null for every other file.</summary>
    public ComposeSpec? Compose { get; init; }

    /// <summary>What a <c>kustomization.yaml</c> says, whose kind and version may be missing; null for every other file.</summary>
    public KustomizationSpec? Kustomization { get; init; }

    /// <summary>The documents of a file that holds no object of its own, such as a patch with operations.</summary>
    internal IReadOnlyList<YamlNode> Documents { get; init; } = [];
}

/// <summary>Why a document, or a whole file, could not be read.</summary>
/// <param name="Path">The path as given to the reader.</param>
/// <param name="Line">The line (1-based) of the trouble.</param>
/// <param name="Why">A clause for people; it never quotes a value of the file.</param>
public sealed record ManifestNote(string Path, int Line, string Why)
{
    /// <summary>One sentence for people: <c>cannot read FILE: why</c>.</summary>
    public string Text => $"cannot read {Path}: {Why}";
}
