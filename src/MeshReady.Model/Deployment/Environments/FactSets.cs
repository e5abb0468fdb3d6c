namespace MeshReady.Model.Deployment;

/// <summary>All manifests of a system, parted so that facts of different places never mix.</summary>
/// <param name="Sets">The sets, those of the plain files first.</param>
/// <param name="All">What all files say together, for questions that no single place decides.</param>
public sealed record FactSets(IReadOnlyList<FactSet> Sets, DeploymentModel All)
{
    /// <summary>Parts the files.</summary>
    /// <param name="files">What the reader made of each file.</param>
    /// <param name="complete">Whether the files are declared to be all that runs in their cluster and environment; a note on any of them undoes it.</param>
    public static FactSets Create(IReadOnlyList<ManifestFile> files, bool complete)
    {
        var all = DeploymentModel.Create(files, complete);
        return new([new FactSet("", Environment: null, IsProduction: true, complete && all.HasManifests && files.All(static file => file.Notes.Count == 0), Cluster: null, all)], all);
    }
}
