namespace MeshReady.Model.Deployment.Yaml;

/// <summary>A line of a Helm template, seen from outside its expressions.</summary>
/// <param name="Number">The line, 1-based.</param>
/// <param name="Text">The line without its end.</param>
/// <param name="Depth">The conditional blocks (<c>if</c>, <c>range</c>, <c>with</c>) that it stands in.</param>
/// <param name="HasAction">Whether any of it is an expression.</param>
/// <param name="IsOnlyAction">Whether all of it is expressions.</param>
/// <param name="Prints">Whether an expression on it can put out text: an <c>include</c>, say, but not an <c>if</c>.</param>
internal readonly record struct TemplateLine(int Number, string Text, int Depth, bool HasAction, bool IsOnlyAction, bool Prints)
{
    public bool IsBlank => string.IsNullOrWhiteSpace(Text) || Text.TrimStart()[0] == '#';

    public int Indent => Text.Length - Text.TrimStart(' ').Length;
}

/// <summary>Follows the expressions of a template through its lines, including those that span several.</summary>
internal static class TemplateLines
{
    public static IEnumerable<TemplateLine> Read(string text)
    {
        var depth = 0;
        var inAction = false;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd('\r');
            var (hasAction, onlyAction, prints, change) = (inAction, true, false, 0);
            for (var at = 0; at < line.Length;)
            {
                if (inAction)
                {
                    var close = line.IndexOf("}}", at, StringComparison.Ordinal);
                    inAction = close < 0;
                    at = close < 0 ? line.Length : close + 2;
                    continue;
                }

                var open = line.IndexOf("{{", at, StringComparison.Ordinal);
                onlyAction &= string.IsNullOrWhiteSpace(line.Substring(at, (open < 0 ? line.Length : open) - at));
                if (open < 0)
                    break;

                hasAction = inAction = true;
                var word = WordAt(line, open + 2);
                change += word is "if" or "range" or "with" or "define" or "block" ? 1 : word == "end" ? -1 : 0;
                prints |= word is not ("if" or "range" or "with" or "define" or "end" or "else" or "" or "$" or "/*");
                at = open + 2;
            }

            yield return new TemplateLine(++number, line, depth, hasAction, hasAction && onlyAction, prints);
            depth = Math.Max(0, depth + change);
        }
    }

    // The first word of an expression; "/*" for a comment, "$" for an assignment, "?" for anything else.
    private static string WordAt(string line, int at)
    {
        while (at < line.Length && line[at] is '-' or ' ' or '\t')
            at++;
        var end = at;
        while (end < line.Length && char.IsLetter(line[end]))
            end++;
        if (end > at)
            return line.Substring(at, end - at);
        if (string.CompareOrdinal(line, at, "/*", 0, 2) == 0)
            return "/*";
        return IsAssignment(line, at) ? "$" : "?";
    }

    private static bool IsAssignment(string line, int at)
    {
        if (at >= line.Length || line[at] != '$')
            return false;
        do
            at++;
        while (at < line.Length && (char.IsLetterOrDigit(line[at]) || line[at] is '_' or ' ' or ',' or '$'));
        return string.CompareOrdinal(line, at, ":=", 0, 2) == 0 || at < line.Length && line[at] == '=';
    }
}
