using System.Text;
using System.Text.RegularExpressions;
using MeshReady.Tool.Discovery;

namespace MeshReady.Tool.Evaluation;

/// <summary>MSBuild's wildcards: *, ? and **, with a fixed folder in front; case does not matter.</summary>
public static class Glob
{
    /// <summary>Whether a specification has to be searched for.</summary>
    public static bool IsPattern(string specification) => specification.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>The files that a specification names, sorted; a plain path names itself whether it exists or not.</summary>
    /// <param name="folder">The folder that a relative specification starts from.</param>
    /// <param name="specification">One path or pattern.</param>
    /// <param name="root">Full path of the checkout: a search never leaves it, or one pattern could walk a whole disk.</param>
    public static IEnumerable<string> Files(string folder, string specification, string root)
    {
        specification = specification.Replace('\\', '/');
        if (!IsPattern(specification))
            return [Path.GetFullPath(Path.Combine(folder, specification))];

        var start = FixedFolder(folder, specification);
        if (!Directory.Exists(start) || !(start.TrimEnd('/') + "/").StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal))
            return [];
        var regex = Matcher(folder, specification);
        var isDeep = specification[(specification.AsSpan().IndexOfAny('*', '?'))..].Contains('/') || specification.Contains("**", StringComparison.Ordinal);
        return FileTree.Files(start, _ => true, f => isDeep && !FileTree.IsSkipped(Path.GetFileName(f))).Where(f => regex.IsMatch(f));
    }

    /// <summary>A test for full paths.</summary>
    public static Regex Matcher(string folder, string specification)
    {
        specification = specification.Replace('\\', '/');
        if (!IsPattern(specification))
            return Compiled(Regex.Escape(Path.GetFullPath(Path.Combine(folder, specification))));

        var start = FixedFolder(folder, specification);
        var wild = specification.AsSpan().IndexOfAny('*', '?');
        var rest = specification[(specification.LastIndexOf('/', wild) + 1)..];
        var pattern = new StringBuilder(Regex.Escape(start.TrimEnd('/') + "/"));
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest.AsSpan(i).StartsWith("**/"))
            {
                pattern.Append("(?:.*/)?");
                i += 2;
            }
            else if (rest.AsSpan(i).StartsWith("**"))
            {
                pattern.Append(".*");
                i++;
            }
            else
            {
                pattern.Append(rest[i] switch { '*' => "[^/]*", '?' => "[^/]", var c => Regex.Escape(c.ToString()) });
            }
        }

        return Compiled(pattern.ToString());
    }

    private static Regex Compiled(string pattern) => new("^" + pattern + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static string FixedFolder(string folder, string specification)
    {
        var slash = specification.LastIndexOf('/', specification.AsSpan().IndexOfAny('*', '?'));
        return Path.GetFullPath(Path.Combine(folder, slash < 0 ? "." : specification[..(slash + 1)]));
    }
}
