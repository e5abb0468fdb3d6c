namespace MeshReady.Model.Deployment;

/// <summary>Blanks the comments that .NET allows in settings files, so that every position stays the same.</summary>
internal static class JsonComments
{
    public static string Blank(string text)
    {
        if (text.IndexOf("//", StringComparison.Ordinal) < 0 && text.IndexOf("/*", StringComparison.Ordinal) < 0)
            return text;

        var result = text.ToCharArray();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                for (at++; at < text.Length && text[at] is not ('"' or '\n'); at++)
                {
                    if (text[at] == '\\')
                        at++;
                }
            }
            else if (text[at] == '/' && at + 1 < text.Length && text[at + 1] is '/' or '*')
            {
                var end = text[at + 1] == '/' ? text.IndexOf('\n', at) : text.IndexOf("*/", at + 2, StringComparison.Ordinal) is >= 0 and var close ? close + 2 : -1;
                if (end < 0)
                    end = text.Length;
                for (; at < end; at++)
                {
                    if (text[at] is not ('\r' or '\n'))
                        result[at] = ' ';
                }

                at--;
            }
        }

        return new string(result);
    }
}
