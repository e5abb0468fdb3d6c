namespace MeshReady.Dev.Shapes;

/// <summary>
/// Reads the pages of shapes: a heading of the second level starts a shape, <c>right: </c> before its title says that nothing is
/// wrong; the block of C# is its program, and every other block is a file whose path follows the language.
/// </summary>
public static class ShapeReader
{
    /// <summary>The folder of the pages.</summary>
    public const string Folder = "tests/Corpus/Shapes";

    private const string Fence = "```";
    private const string Right = "right: ";

    /// <summary>All shapes, in the order of their pages.</summary>
    /// <exception cref="DevException">A shape has no program, or not one marked line.</exception>
    public static IReadOnlyList<Shape> ReadAll(Repository repository)
        => [.. repository.Files(Folder, "*.md").SelectMany(page => Read(Path.GetFileNameWithoutExtension(page), repository.TryRead(repository.Relative(page))!))];

    /// <summary>The shapes of one page.</summary>
    /// <exception cref="DevException">A shape has no program, or not one marked line.</exception>
    public static IEnumerable<Shape> Read(string group, string page)
    {
        string? title = null;
        string? code = null;
        List<ShapeFile> files = [];
        var lines = page.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("## ", StringComparison.Ordinal))
            {
                if (title is not null)
                    yield return Make(group, title, code, files);
                (title, code, files) = (lines[i][3..].Trim(), null, []);
            }
            else if (title is not null && lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                var head = lines[i][Fence.Length..].Trim();
                var from = i + 1;
                do
                    i++;
                while (i < lines.Length && lines[i].TrimEnd() != Fence);
                if (i == lines.Length)
                    throw new DevException($"{group}: a block of '{title}' has no end.");
                var text = string.Join('\n', lines[from..i]) + "\n";
                if (head == "csharp")
                    code = code is null ? text : throw new DevException($"{group}: '{title}' has two programs.");
                else
                    files.Add(new ShapeFile(head.Split(' ', 2) is [_, var path] ? path : throw new DevException($"{group}: a block of '{title}' is neither C# nor has a path."), text));
            }
        }

        if (title is not null)
            yield return Make(group, title, code, files);
    }

    private static Shape Make(string group, string title, string? code, List<ShapeFile> files)
    {
        if (code is null)
            throw new DevException($"{group}: '{title}' has no program.");
        var lines = code.Split('\n');
        if (lines.Index().Where(static l => l.Item.TrimEnd().EndsWith(Shape.Mark, StringComparison.Ordinal)).ToArray() is not [var (line, _)])
            throw new DevException($"{group}: exactly one line of '{title}' has to end with '{Shape.Mark}'.");
        var isRight = title.StartsWith(Right, StringComparison.Ordinal);
        return new Shape(group, isRight ? title[Right.Length..] : title, isRight, code, line + 1, files);
    }
}
