namespace MeshReady.Model.Deployment.Yaml;

/// <summary>Cuts a stream into its documents, so that one broken document leaves the others readable.</summary>
internal static class YamlDocuments
{
    /// <summary>
    /// The documents with the number of lines before each. YAML forbids <c>---</c> and <c>...</c> at the start of a line inside
    /// any scalar, so the cut is exact. Directives (<c>%YAML</c>) fall away.
    /// </summary>
    public static IEnumerable<(string Text, int LinesBefore)> Split(string text)
    {
        int start = 0, lineOfStart = 0, line = 0;
        var isEmpty = true;
        for (var at = 0; at < text.Length; line++)
        {
            var end = EndOfLine(text, at);
            if (IsMarker(text, at))
            {
                yield return (text.Substring(start, at - start), lineOfStart);

                // What follows "--- " on the same line belongs to the document that begins there.
                start = at + 3;
                lineOfStart = line;
                isEmpty = true;
            }
            else if (text[at] == '%' && isEmpty)
            {
                start = end;
                lineOfStart = line + 1;
            }
            else
            {
                isEmpty &= text[at] is '#' or '\r' or '\n';
            }

            at = end;
        }

        yield return (text.Substring(start), lineOfStart);
    }

    /// <summary>Whether the line that begins at <paramref name="at"/> begins or ends a document.</summary>
    public static bool IsMarker(string text, int at)
        => (string.CompareOrdinal(text, at, "---", 0, 3) == 0 || string.CompareOrdinal(text, at, "...", 0, 3) == 0)
            && (at + 3 >= text.Length || text[at + 3] is ' ' or '\t' or '\r' or '\n');

    private static int EndOfLine(string text, int at)
    {
        var feed = text.IndexOf('\n', at);
        return feed < 0 ? text.Length : feed + 1;
    }
}
