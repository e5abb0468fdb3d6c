using System.Text.RegularExpressions;
using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A patch as a kustomization names it.</summary>
/// <param name="Path">Its file, or null where it stands in the kustomization.</param>
/// <param name="Text">Its text, or null where it stands in a file of its own.</param>
/// <param name="Target">What it applies to; null where it says so itself.</param>
/// <param name="IsReadable">Whether it is known what the patch is.</param>
internal sealed record KustomizePatch(string? Path, string? Text, YamlNode? Target, bool IsReadable);

/// <summary>Reads and applies the patches of a kustomization, in the three ways of writing them.</summary>
internal static class KustomizePatches
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    public static IEnumerable<KustomizePatch> Of(KustomizationSpec spec)
    {
        var root = spec.Root;
        foreach (var item in root.At("patchesStrategicMerge").AsItems().Items)
        {
            // What is not known yet in a patch is unknown where it is put.
            var text = (item as YamlScalar)?.Value;
            var isInline = text?.IndexOf('\n') >= 0;
            yield return new KustomizePatch(isInline ? null : item.AsText().Value, isInline ? text : null, Target: null, isInline || item.AsText().IsKnown);
        }

        foreach (var item in root.At("patches").AsItems().Items.Concat(root.At("patchesJson6902").AsItems().Items))
        {
            // The old form is a path alone.
            var path = (item is YamlScalar ? item : item.At("path")).AsText().Value;
            var text = (item.At("patch") as YamlScalar)?.Value;
            yield return new KustomizePatch(path, text, item.At("target"), path is not null || text is not null);
        }
    }

    /// <summary>Applies one patch to all objects that it means; false where it cannot be read, so that it may do anything.</summary>
    public static bool Apply(KustomizePatch patch, string folder, KustomizeFiles files, List<KustomizeObject> objects, bool blur)
    {
        if (!patch.IsReadable)
            return false;
        IReadOnlyList<YamlNode>? documents = patch.Text is not null ? Parse(patch.Text)
            : files.File(FilePath.Combine(folder, patch.Path!)) is { Notes.Count: 0, IsTemplate: false } file ? [.. file.Documents]
            : null;
        if (documents is null)
            return false;

        var isRead = true;
        foreach (var document in documents)
        {
            if (document is YamlList operations && patch.Target is not null)
                ForTargets(objects, patch.Target, blur, (map, isBlurred) => PointerPatch.Apply(map, operations, isBlurred));
            else if (document is YamlMap map && patch.Target is not null)
                ForTargets(objects, patch.Target, blur, (target, isBlurred) => StrategicMerge.Apply(target, map, isBlurred));
            else if (document is YamlMap merged && merged.Get("metadata", "name").AsText().Value is { } name && merged.Get("kind").AsText().Value is { } kind)
                Change(objects, item => item.Kind == kind && item.Name == name, map => StrategicMerge.Apply(map, merged, blur));
            else
                isRead = false;
        }

        return isRead;
    }

    private static void ForTargets(List<KustomizeObject> objects, YamlNode target, bool blur, Func<YamlMap, bool, YamlMap?> apply)
    {
        var isOpen = target is not YamlMap || target.Get("labelSelector") is not null || target.Get("annotationSelector") is not null || target.Get("namespace") is not null;
        var (kind, name, group) = (Matcher(target, "kind"), Matcher(target, "name"), Matcher(target, "group"));
        Change(objects, item => kind(item.Kind) && name(item.Name) && group(item.Group), map => apply(map, blur || isOpen));
    }

    // What cannot be matched may be meant; an expression that takes too long once is not tried again.
    private static Func<string?, bool> Matcher(YamlNode target, string key)
    {
        var pattern = target.Get(key).AsText();
        if (!pattern.IsKnown || pattern.Value!.Length == 0)
            return static _ => true;
        Regex? expression = null;
        try
        {
            expression = new Regex($"^(?:{pattern.Value})$", RegexOptions.CultureInvariant, Longest);
        }
        catch (ArgumentException)
        {
        }

        return value =>
        {
            try
            {
                return value is null || expression?.IsMatch(value) != false;
            }
            catch (RegexMatchTimeoutException)
            {
                expression = null;
                return true;
            }
        };
    }

    private static void Change(List<KustomizeObject> objects, Func<KustomizeObject, bool> isMeant, Func<YamlMap, YamlMap?> apply)
    {
        for (var i = objects.Count - 1; i >= 0; i--)
        {
            if (!isMeant(objects[i]))
                continue;
            if (apply(objects[i].Root) is { } changed)
                objects[i] = objects[i] with { Root = changed };
            else
                objects.RemoveAt(i);
        }
    }

    private static List<YamlNode>? Parse(string text)
    {
        var documents = new List<YamlNode>();
        var nodes = 0;
        try
        {
            foreach (var (document, _) in YamlDocuments.Split(text))
            {
                if (YamlTreeReader.Read(document, 0, nodes, out nodes) is { } root)
                    documents.Add(root);
            }

            return documents;
        }
        catch (YamlTroubleException)
        {
            return null;
        }
    }
}
