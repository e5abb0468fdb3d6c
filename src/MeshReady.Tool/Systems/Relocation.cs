using MeshReady.Model.Systems;

namespace MeshReady.Tool.Systems;

/// <summary>
/// Brings findings about code that is not at hand to the manifests that are: a reader of a repository of manifests can edit those, and
/// what shows findings at lines knows no other files. The place in the code becomes one of the further places.
/// </summary>
internal static class Relocation
{
    /// <summary>The finding at a line of a manifest where its place is in code of a service that stands elsewhere; else as it is.</summary>
    public static SystemFinding Of(SystemFinding finding, ReadSystem system)
    {
        if (system.Elsewhere.Count == 0 || IsManifest(finding.Place, system) || About(finding, system) is not { Project: { } project } service || !system.Elsewhere.Contains(project.Project))
            return finding;
        var place = finding.Also.FirstOrDefault(also => IsManifest(also, system)) ?? Workload(service, system);
        return place is null ? finding : finding with { Place = place, Also = [finding.Place, .. finding.Also.Where(also => also != place)] };
    }

    private static Service? About(SystemFinding finding, ReadSystem system)
        => finding.Services is [var name, ..] ? system.Graph.Services.FirstOrDefault(service => service.Name == name) : null;

    private static Place? Workload(Service service, ReadSystem system)
        => service.Deployments.SelectMany(static d => d.Binding.Workloads).SelectMany(static w => w.Variants)
            .Select(static variant => new Place(variant.Path, Math.Max(1, variant.Line)))
            .FirstOrDefault(place => IsManifest(place, system));

    private static bool IsManifest(Place place, ReadSystem system) => system.Surroundings.Files.Any(file => file.Path == place.Path);
}
