using System.Text;

namespace MeshReady.Model.Deployment.Yaml;

/// <summary>Mends what the parser takes for wrong in block scalars and YAML does not.</summary>
internal static class BlockScalars
{
    /// <summary>
    /// The text without the spaces of blank lines that come first in a block scalar (as charts render them); null where there are
    /// none. The value stays the same, since such lines may not be indented more than the text below them.
    /// </summary>
    public static string? WithEmptyFirstLines(string text)
    {
        StringBuilder? mended = null;
        int copied = 0, at = 0;
        var isFirst = false;
        while (at < text.Length)
        {
            var feed = text.IndexOf('\n', at);
            var end = feed < 0 ? text.Length : feed;
            var stop = end > at && text[end - 1] == '\r' ? end - 1 : end;
            var isBlank = IsBlank(text, at, stop);
            if (isFirst && isBlank && stop > at)
            {
                mended ??= new StringBuilder(text.Length);
                mended.Append(text, copied, at - copied);
                copied = stop;
            }

            isFirst = isFirst && isBlank || !isBlank && IsHeader(text, at, stop);
            at = end + 1;
        }

        return mended?.Append(text, copied, text.Length - copied).ToString();
    }

    private static bool IsBlank(string text, int at, int stop)
    {
        for (; at < stop; at++)
        {
            if (text[at] != ' ')
                return false;
        }

        return true;
    }

    // A line that ends with | or >, and what may follow them: |-, >2+, | # a comment.
    private static bool IsHeader(string text, int at, int stop)
    {
        var comment = text.IndexOf(" #", at, stop - at, StringComparison.Ordinal);
        var end = comment < 0 ? stop : comment;
        while (end > at && text[end - 1] is ' ' or '\t')
            end--;
        for (var marks = 0; marks < 2 && end > at && text[end - 1] is '-' or '+' or (>= '1' and <= '9'); marks++)
            end--;
        return end > at && text[end - 1] is '|' or '>';
    }
}
