using System.Collections.Immutable;
using MeshReady.Model.Deployment.Editing;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers;

/// <summary>Carries the edits of manifests that a rule has worked out from its finding to its fix.</summary>
internal static class ManifestEdits
{
    private const string Edits = "MeshReady.ManifestEdits";
    private const string Title = "MeshReady.ManifestTitle";

    /// <summary>Adds the edits to the properties of a finding.</summary>
    /// <param name="properties">What the finding tells its fix already.</param>
    /// <param name="title">What the offer says: <c>Set terminationGracePeriodSeconds to 40</c>.</param>
    /// <param name="edits">The edits, of one or several files; all or none are made.</param>
    public static ImmutableDictionary<string, string?> Add(ImmutableDictionary<string, string?> properties, string title, IEnumerable<ManifestEdit> edits)
        => properties.SetItem(Title, title).SetItem(Edits, ManifestEdit.WriteAll(edits));

    /// <summary>What <see cref="Add"/> has added; null where there is nothing.</summary>
    public static (string Title, IReadOnlyList<ManifestEdit> Edits)? Of(Diagnostic diagnostic) => Of(diagnostic.Properties);

    /// <summary>As <see cref="Of(Diagnostic)"/>, before the finding is made.</summary>
    public static (string Title, IReadOnlyList<ManifestEdit> Edits)? Of(ImmutableDictionary<string, string?> properties)
        => properties.TryGetValue(Title, out var title) && title is not null
            && properties.TryGetValue(Edits, out var text) && text is not null
            && ManifestEdit.ReadAll(text) is { Count: > 0 } edits
                ? (title, edits)
                : null;
}
