using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Tool.Analysis;

/// <summary>
/// Where a line of a manifest or settings file stands, told by indentation: the object's kind, namespace and name, and the keys
/// above the line. It also reads what no parser does, such as templates. Values stay out, but for a list's own items.
/// </summary>
public static class Outline
{
    private const int MaxDepth = 64;

    /// <summary>The place of a line, such as <c>Deployment shop/cart: spec.replicas</c>.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="line">From 0.</param>
    public static string Of(SourceText text, int line)
    {
        var (first, last) = Document(text, line);
        return $"{Value(text, first, last, ["kind"])} {Value(text, first, last, ["metadata", "namespace"])}/{Value(text, first, last, ["metadata", "name"])}: {Path(text, first, line)}";
    }

    private static (int First, int Last) Document(SourceText text, int line)
    {
        var (first, last) = (line, line);
        while (first > 0 && !IsSeparator(text, first))
            first--;
        while (last + 1 < text.Lines.Count && !IsSeparator(text, last + 1))
            last++;
        return (first, last);
    }

    private static string Path(SourceText text, int first, int line)
    {
        var keys = new Stack<string>();
        var indent = int.MaxValue;
        for (var at = line; at >= first && keys.Count < MaxDepth && indent > 0; at--)
        {
            var raw = text.Lines[at].ToString();
            var content = raw.Trim();
            var depth = raw.Length - raw.TrimStart().Length;
            if (depth >= indent || at != line && IsNoKey(content))
                continue;

            // "- name: cart" opens an item and holds its first key, which says which item it is.
            var isItem = content.StartsWith("- ", StringComparison.Ordinal);
            keys.Push(isItem ? (at == line ? content : $"[{content[2..].Trim()}]") : Key(content));
            indent = depth;
        }

        return string.Join('.', keys);
    }

    // Blank lines, comments, and the brackets of JSON that stand alone.
    private static bool IsNoKey(string content) => content.Length == 0 || content[0] == '#' || content.Length <= 2 && (content[0] is '{' or '}' or '[' or ']');

    private static string Value(SourceText text, int first, int last, ReadOnlySpan<string> path)
    {
        var at = first;
        var indent = 0;
        for (var i = 0; i < path.Length; i++)
        {
            for (; ; at++)
            {
                if (at > last)
                    return "";
                var raw = text.Lines[at].ToString();
                var content = raw.Trim();
                var depth = raw.Length - raw.TrimStart().Length;
                if (content.Length == 0 || content[0] == '#' || IsSeparator(text, at))
                    continue;
                if (i > 0 && depth == 0)
                    return "";
                if (i > 0 && indent == 0)
                    indent = depth;
                if (depth == indent && Key(content) == path[i])
                {
                    if (i == path.Length - 1)
                        return content[(content.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(" #")[0].Trim().Trim('"', '\'', ',');
                    break;
                }
            }

            at++;
        }

        return "";
    }

    private static string Key(string content)
    {
        var colon = content.IndexOf(':', StringComparison.Ordinal);
        return (colon < 0 ? content : content[..colon]).Trim().Trim('"', '\'');
    }

    private static bool IsSeparator(SourceText text, int line) => text.ToString(text.Lines[line].Span).StartsWith("---", StringComparison.Ordinal);
}
