namespace MeshReady.Model.Deployment;

/// <summary>What a workload is called besides its name and image: by its labels and its container, and by its name without the kind that many append.</summary>
internal sealed class WorkloadClues
{
    private static readonly string[] KindSuffixes = ["-deployment", "-deploy", "-depl", "-dep", "-rollout", "-statefulset", "-sts"];
    private static readonly string[] NameLabels = ["app", "app.kubernetes.io/name"];

    private readonly string[] _labels;
    private readonly string[] _containers;
    private readonly string[] _images;
    private readonly string _name;

    public WorkloadClues(Workload workload)
    {
        _name = WithoutKind(workload.Name);
        _labels = [.. workload.Variants
            .SelectMany(static variant => new[] { variant.Labels, variant.PodTemplate?.Labels ?? FieldMap.Empty })
            .SelectMany(static labels => NameLabels.Select(label => labels[label].Value))
            .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        var containers = workload.Variants.SelectMany(static variant => Own(variant.PodTemplate)).ToList();
        _containers = [.. containers.Select(static container => container.Name).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        _images = [.. containers.Select(static container => container.Image.Value).OfType<string>().Select(NameForms.OfImage).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The name of a workload without the kind that many append: <c>orders</c> of <c>orders-deployment</c>.</summary>
    public static string WithoutKind(string name)
    {
        var suffix = Array.Find(KindSuffixes, end => name.Length > end.Length && name.EndsWith(end, StringComparison.OrdinalIgnoreCase)) ?? "";
        return name.Substring(0, name.Length - suffix.Length);
    }

    /// <summary>The names that <see cref="Count"/> compares.</summary>
    public IEnumerable<string> Names => _labels.Concat(_containers).Concat(_images).Append(_name);

    /// <summary>
    /// How many of name, label, container and image speak for a name. None where images are known and none of them holds it: a
    /// cache bears the label of the service that it belongs to.
    /// </summary>
    public int Count(string name)
    {
        if (_images.Length > 0 && !Array.Exists(_images, image => NameForms.Holds(image, name)))
            return 0;
        return (NameForms.Alike(name, _name) ? 1 : 0)
            + (Array.Exists(_labels, label => NameForms.Alike(name, label)) ? 1 : 0)
            + (Array.Exists(_containers, container => NameForms.Alike(name, container)) ? 1 : 0)
            + (Array.Exists(_images, image => NameForms.Alike(name, image)) ? 1 : 0);
    }

    private static IEnumerable<Container> Own(PodTemplate? pod)
        => pod?.Containers.Where(static container => container is { IsInit: false, IsProxy: false }) ?? [];
}
