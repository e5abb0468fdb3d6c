using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>A service while the graph is made.</summary>
/// <param name="project">Its project; null where only a manifest knows it.</param>
/// <param name="parts">Its own facts, then those of its libraries.</param>
/// <param name="place">Where it is declared.</param>
internal sealed class ServiceNode(ProjectFacts? project, IReadOnlyList<ProjectFacts> parts, Place place)
{
    public ProjectFacts? Project => project;

    public IReadOnlyList<ProjectFacts> Parts => parts;

    public Place Place => place;

    /// <summary>The name; no other service has it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its workload in each set of manifests that has one.</summary>
    public List<ServiceDeployment> Deployments { get; } = [];

    /// <summary>The services of Compose that run it.</summary>
    public List<ComposeEntry> Compose { get; } = [];

    /// <summary>The resource of an AppHost that is it.</summary>
    public AspireFact? Aspire { get; set; }

    /// <summary>What opens it to the outside.</summary>
    public List<Exposure> Exposures { get; } = [];

    /// <summary>How the model of Deployment knows it.</summary>
    public ProjectIdentity? Identity { get; private set; } = project is null ? null : IdentityOf(project);

    /// <summary>The service as the graph shows it; made once names are given and gateways known.</summary>
    public Service? Service { get; private set; }

    /// <summary>Makes <see cref="Service"/>.</summary>
    public Service Finish(bool isGateway) => Service = new Service(Name, project, parts, Deployments)
    {
        ComposeServices = [.. Compose.Select(static entry => new NamedPlace(entry.Service.Name, entry.Place))],
        Aspire = Aspire,
        IsGateway = isGateway,
        Exposures = [.. Exposures.Distinct().OrderBy(static e => e.Place).ThenBy(static e => e.Kind, StringComparer.Ordinal)],
        Place = place,
    };

    /// <summary>Notes an image that is built from the project.</summary>
    public void Builds(string image) => Identity = Identity! with { ImageNames = [.. Identity.ImageNames.Append(image).Distinct(StringComparer.OrdinalIgnoreCase)] };

    /// <summary>How far the project's name is from what a manifest calls it; of equals programs that answer come first, then the order of the paths.</summary>
    public (int Form, int Silent, string Path) DistanceTo(string name)
    {
        var form = NameForms.All(Identity!).TakeWhile(own => !NameForms.Alike(own, name)).Count();
        return (form, project!.Endpoints.Count > 0 ? 0 : 1, project.Project);
    }

    /// <summary>The variants of its workload in a set, with pods that can be read.</summary>
    public static IEnumerable<KubernetesResource> VariantsOf(ServiceDeployment deployment)
        => deployment.Binding.Workloads.SelectMany(static workload => workload.Variants).Where(static variant => variant.PodTemplate is not null);

    /// <summary>The name of the project file without its extension.</summary>
    public static string FileNameOf(ProjectFacts project)
    {
        var name = FilePath.NameOf(project.Project);
        var dot = name.LastIndexOf('.');
        return dot > 0 ? name.Substring(0, dot) : name;
    }

    private static ProjectIdentity IdentityOf(ProjectFacts project)
        => new(FileNameOf(project), project.Name, project.Workload, project.Images) { ProjectDirectory = FilePath.FolderOf(FilePath.Normal(project.Project)) };
}

/// <summary>A service of a Compose file.</summary>
/// <param name="File">The file.</param>
/// <param name="Service">The service.</param>
internal sealed record ComposeEntry(ManifestFile File, ComposeService Service)
{
    /// <summary>Where it begins.</summary>
    public Place Place => new(File.Path, Service.Line);

    /// <summary>The last segment of its image, or its own name, under which Compose builds it.</summary>
    public string Image => Service.ImageName is { IsKnown: true, Value: { } image } ? image : Service.Name;

    /// <summary>Whether its image is built from a folder.</summary>
    public bool IsBuilt => !Service.BuildContext.IsAbsent;
}
