using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>
/// Does what <c>kustomize build</c> does, as far as literals allow: gathers resources and components, merges patches, sets
/// namespace, names, labels, replicas and images. What it cannot follow makes unknown whatever it may touch.
/// </summary>
internal sealed class KustomizeBuilder(KustomizeFiles files)
{
    private const int Deepest = 32;
    private const int MostObjects = 20_000;

    private readonly Dictionary<string, KustomizeResult> _built = new(StringComparer.Ordinal);

    /// <summary>The objects of the kustomization in a folder.</summary>
    public KustomizeResult Build(string folder) => Build(folder, depth: 0);

    /// <summary>The objects of a base, with everything unknown that one of <paramref name="others"/>, which build upon it, may change.</summary>
    public KustomizeResult BuildBase(string folder, IEnumerable<string> others)
    {
        var built = Build(folder);
        var result = new KustomizeResult { IsWhole = false };
        foreach (var item in built.Objects)
            result.Add(item);
        foreach (var other in others)
        {
            if (files.KustomizationOf(other)?.Kustomization is { } spec)
                Transform(other, spec, result, blur: true);
        }

        for (var i = 0; i < result.Objects.Count; i++)
            result.Objects[i] = result.Objects[i] with { Root = (YamlMap)result.Objects[i].Root.Opened() };
        return result;
    }

    private KustomizeResult Build(string folder, int depth)
    {
        if (_built.TryGetValue(folder, out var known))
            return known;

        // A kustomization that leads back to itself finds what was gathered up to there.
        var result = new KustomizeResult();
        _built[folder] = result;
        if (files.KustomizationOf(folder)?.Kustomization is not { } spec || depth > Deepest)
        {
            result.IsWhole = false;
            return result;
        }

        Gather(folder, spec, result, depth);
        Transform(folder, spec, result, blur: false);
        return result;
    }

    private void Gather(string folder, KustomizationSpec spec, KustomizeResult result, int depth)
    {
        var root = spec.Root;
        result.IsWhole &= spec.Resources.IsComplete && spec.Components.IsComplete
            && root.At("helmCharts") is null && root.At("helmChartInflationGenerator") is null && root.At("generators") is null;
        foreach (var name in spec.Resources)
        {
            var path = FilePath.Combine(folder, name.Value!);
            if (files.File(path) is { } file)
            {
                result.IsWhole &= file.Notes.Count == 0 && !file.IsTemplate;
                foreach (var resource in file.Resources)
                    Add(result, resource);
            }
            else
            {
                var built = Build(path, depth + 1);
                result.IsWhole &= built.IsWhole;
                foreach (var item in built.Objects)
                    Add(result, item);
            }
        }

        KustomizeGenerators.Add(spec, files.KustomizationOf(folder)!.Path, result);
        foreach (var name in spec.Components)
        {
            var path = FilePath.Combine(folder, name.Value!);
            if (depth > Deepest || files.KustomizationOf(path)?.Kustomization is not { } component)
            {
                result.IsWhole = false;
                BlurAll(result);
                continue;
            }

            // A component sees what was gathered before it.
            Gather(path, component, result, depth + 1);
            Transform(path, component, result, blur: false);
        }
    }

    private static void Add(KustomizeResult result, KubernetesResource resource)
    {
        if (resource.Root is { } root)
            Add(result, new KustomizeObject(resource, root));
    }

    private static void Add(KustomizeResult result, KustomizeObject item)
    {
        if (result.Objects.Count < MostObjects)
            result.Add(item);
        else
            result.IsWhole = false;
    }

    private void Transform(string folder, KustomizationSpec spec, KustomizeResult result, bool blur)
    {
        var isRead = spec.Root.At("patches").AsItems().IsComplete && spec.Root.At("patchesStrategicMerge").AsItems().IsComplete && spec.Root.At("transformers") is null;
        foreach (var patch in KustomizePatches.Of(spec))
            isRead &= KustomizePatches.Apply(patch, folder, files, result.Objects, blur);
        if (spec.Root is YamlMap root)
            KustomizeTransformers.Apply(spec, root, result.Objects, blur);
        if (!isRead)
            BlurAll(result);
        Replace(spec, result);
    }

    private static void Replace(KustomizationSpec spec, KustomizeResult result)
    {
        foreach (var target in spec.Root.At("replacements").AsItems().Items.SelectMany(static r => r.At("targets") is YamlList targets ? targets.Items : [r]))
        {
            var (kind, name) = (target.At("select").At("kind").AsText().Value, target.At("select").At("name").AsText().Value);
            for (var i = 0; i < result.Objects.Count; i++)
            {
                var item = result.Objects[i];
                if ((kind is null || item.Kind == kind) && (name is null || item.Name == name))
                    result.Objects[i] = item with { Root = item.Root.Blurred() };
            }
        }
    }

    private static void BlurAll(KustomizeResult result)
    {
        for (var i = 0; i < result.Objects.Count; i++)
            result.Objects[i] = result.Objects[i] with { Root = result.Objects[i].Root.Blurred() };
    }
}
