using MeshReady.Model.Systems;

namespace MeshReady.Tool.Maps;

/// <summary>Names files as they are seen from the root of the repository: the graph names manifests by their full path, code by a relative one.</summary>
/// <param name="Root">Full path of the root; null where paths stay as they are.</param>
public sealed record ShownPaths(string? Root)
{
    /// <summary>Every path stays as it is.</summary>
    public static ShownPaths AsTheyAre { get; } = new((string?)null);

    /// <summary>A path as it is shown.</summary>
    public string Of(string path)
        => (Root is not null && Path.IsPathFullyQualified(path) ? Path.GetRelativePath(Root, path) : path).Replace('\\', '/');

    /// <summary>A place as it is shown.</summary>
    public Place Of(Place place) => place with { Path = Of(place.Path) };

    /// <summary>A text in which full paths are shown ones.</summary>
    public string In(string text)
        => Root is { Length: > 1 } ? text.Replace(Root.TrimEnd('/', '\\') + Path.DirectorySeparatorChar, "", StringComparison.Ordinal) : text;
}
