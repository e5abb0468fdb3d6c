using System.Text;

namespace MeshReady.Model.Deployment.Editing;

/// <summary>What an edit does at its path.</summary>
public enum ManifestOperation
{
    /// <summary>Gives a value to a key; missing parents come with it. A scalar replaces a scalar, nothing else is ever replaced.</summary>
    Set,

    /// <summary>Takes away a key with its value, or an item of a list.</summary>
    Remove,

    /// <summary>Adds an item to a list, or makes the list.</summary>
    Insert,
}

/// <summary>One change of one object of one manifest, independent of the text that it will be applied to.</summary>
/// <param name="File">The path of the manifest, as given to its reader.</param>
/// <param name="Kind">The kind of the object, or null where it is not known.</param>
/// <param name="Name">The name of the object, or null where it is not known.</param>
/// <param name="Namespace">The namespace as written in the object, or null where none is.</param>
/// <param name="Line">The line (1-based) on which the object begins, which decides between several of the same name; 0 where unknown.</param>
/// <param name="Operation">What to do.</param>
/// <param name="Path">Where, as <see cref="ManifestPath"/> says: <c>spec.http[2].retries.attempts</c>, <c>spec.template.spec.containers[name=cart].image</c>.</param>
/// <param name="Value">The value as YAML, in block or flow form; empty for <see cref="ManifestOperation.Remove"/>.</param>
public sealed record ManifestEdit(string File, string? Kind, string? Name, string? Namespace, int Line, ManifestOperation Operation, string Path, string Value)
{
    private const char Field = '\t';
    private const char Record = '\n';

    /// <summary>Gives <paramref name="value"/> (as it is written in YAML: a string that looks like a number wants quotes) to the key at <paramref name="path"/>.</summary>
    public static ManifestEdit Set(KubernetesResource resource, string path, string value) => Of(resource, ManifestOperation.Set, path, value);

    /// <summary>Takes away the key, or the item, at <paramref name="path"/>.</summary>
    public static ManifestEdit Remove(KubernetesResource resource, string path) => Of(resource, ManifestOperation.Remove, path, "");

    /// <summary>
    /// Adds an item to the list at <paramref name="path"/>: at its end, or before the item whose index the path ends with.
    /// </summary>
    public static ManifestEdit Insert(KubernetesResource resource, string path, string value) => Of(resource, ManifestOperation.Insert, path, value);

    /// <summary>The edits as one text, which <see cref="ReadAll"/> reads again.</summary>
    public static string WriteAll(IEnumerable<ManifestEdit> edits)
        => string.Join(Record.ToString(), edits.Select(static edit => string.Join(
            Field.ToString(),
            new[] { edit.File, edit.Kind, edit.Name, edit.Namespace, edit.Line.ToString(), edit.Operation.ToString(), edit.Path, edit.Value }.Select(Escape))));

    /// <summary>The edits of a text that <see cref="WriteAll"/> wrote; none where it is no such text.</summary>
    public static IReadOnlyList<ManifestEdit> ReadAll(string text)
    {
        var edits = new List<ManifestEdit>();
        foreach (var record in text.Split(Record))
        {
            string?[] parts = [.. record.Split(Field).Select(Unescape)];
            if (parts is not [{ } file, var kind, var name, var space, { } lineText, { } operationText, { } path, { } value]
                || !int.TryParse(lineText, out var line)
                || !Enum.TryParse<ManifestOperation>(operationText, out var operation))
            {
                return [];
            }

            edits.Add(new ManifestEdit(file, kind, name, space, line, operation, path, value));
        }

        return edits;
    }

    // A place that a kustomization fills or changes is not mended in the file; an edit without a path is refused.
    private static ManifestEdit Of(KubernetesResource resource, ManifestOperation operation, string path, string value)
        => (resource.Written ?? resource) is var written && WrittenPlace.IsAsWritten(resource, path)
            ? new(written.Path, written.Kind, written.Name, written.Namespace.Value, written.Line, operation, path, value)
            : new(written.Path, written.Kind, written.Name, written.Namespace.Value, written.Line, operation, "", value);

    // \0 is null, which is not the empty text.
    private static string Escape(string? text)
        => text is null ? "\\0" : text.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t");

    private static string? Unescape(string text)
    {
        if (text == "\\0")
            return null;
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
                result.Append(text[at]);
            else
                result.Append(text[++at] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
        }

        return result.ToString();
    }
}
