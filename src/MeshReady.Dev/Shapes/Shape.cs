namespace MeshReady.Dev.Shapes;

/// <summary>One way to write one mistake, or something that only looks like one.</summary>
/// <param name="Group">The group of the rule it is about: the name of its page.</param>
/// <param name="Title">What is done, in words.</param>
/// <param name="IsRight">Whether nothing is wrong here.</param>
/// <param name="Code">A program with top-level statements.</param>
/// <param name="Line">The line that the shape is about, counted from 1.</param>
/// <param name="Files">Files beside the program: manifests, settings.</param>
public sealed record Shape(string Group, string Title, bool IsRight, string Code, int Line, IReadOnlyList<ShapeFile> Files)
{
    /// <summary>Ends the line that a shape is about.</summary>
    public const string Mark = "// here";

    /// <summary>The line that the shape is about, without its mark.</summary>
    public string Text => Code.Split('\n')[Line - 1].Replace(Mark, "", StringComparison.Ordinal).Trim();
}

/// <summary>A file beside the program of a shape.</summary>
/// <param name="Path">Path below the project, with forward slashes.</param>
/// <param name="Content">Its text.</param>
public sealed record ShapeFile(string Path, string Content);
