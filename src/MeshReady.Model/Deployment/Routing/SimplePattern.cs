using System.Text;

namespace MeshReady.Model.Deployment;

/// <summary>
/// A regular expression of the simple kind that people write for paths: literal characters, <c>\.</c>, <c>.*</c>, <c>.+</c>, <c>[^/]*</c>,
/// <c>[^/]+</c>, <c>\d+</c>, <c>\w+</c> and anchors. It is compared in time of at most the product of both lengths, unlike those of .NET.
/// </summary>
internal sealed class SimplePattern
{
    private const int LongestText = 2048;

    private readonly List<(char Kind, char Literal)> _steps = [];

    private SimplePattern()
    {
    }

    /// <summary>Whether the whole of <paramref name="text"/> fits the expression; null where the expression is not of the simple kind.</summary>
    public static bool? Fits(string expression, string text)
        => expression.Length <= LongestText && text.Length <= LongestText && Parse(expression) is { } pattern ? pattern.Matches(text) : null;

    // Kinds: '=' a literal, '.' any character, '/' any but a slash, 'd' a digit, 'w' a word character; their capitals stand for any number of them.
    private static SimplePattern? Parse(string expression)
    {
        var pattern = new SimplePattern();
        var text = new StringBuilder(expression);
        if (text.Length > 0 && text[0] == '^')
            text.Remove(0, 1);
        if (text.Length > 0 && text[text.Length - 1] == '$' && (text.Length == 1 || text[text.Length - 2] != '\\'))
            text.Length--;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            var step = c switch
            {
                '.' => ('.', '\0'),
                '[' when at + 3 < text.Length && text[at + 1] == '^' && text[at + 2] == '/' && text[at + 3] == ']' => ('/', '\0'),
                '\\' when at + 1 < text.Length && text[at + 1] is 'd' or 'w' => (text[at + 1], '\0'),
                '\\' when at + 1 < text.Length && !char.IsLetterOrDigit(text[at + 1]) => ('=', text[at + 1]),
                '[' or ']' or '(' or ')' or '{' or '}' or '|' or '*' or '+' or '?' or '^' or '$' or '\\' => ('!', '\0'),
                _ => ('=', c),
            };
            if (step.Item1 == '!')
                return null;
            at += step.Item1 == '/' ? 3 : c == '\\' ? 1 : 0;
            var next = at + 1 < text.Length ? text[at + 1] : '\0';
            if (next is '{' or '?' || next is '*' or '+' && (step.Item1 == '=' || at + 2 < text.Length && text[at + 2] is '?' or '+'))
                return null;
            if (next is not '*')
                pattern._steps.Add(step);
            if (next is '*' or '+')
            {
                pattern._steps.Add((step.Item1 switch { '.' => ':', '/' => '|', 'd' => 'D', _ => 'W' }, '\0'));
                at++;
            }
        }

        return pattern;
    }

    private bool Matches(string text)
    {
        // Where the expression may stand before each character of the text.
        var here = new bool[_steps.Count + 1];
        here[0] = true;
        Skip(here);
        foreach (var c in text)
        {
            var next = new bool[_steps.Count + 1];
            for (var i = 0; i < _steps.Count; i++)
            {
                if (!here[i] || !Takes(_steps[i], c))
                    continue;
                if (IsAnyNumber(_steps[i].Kind))
                    next[i] = true;
                else
                    next[i + 1] = true;
            }

            Skip(next);
            here = next;
        }

        return here[_steps.Count];
    }

    private void Skip(bool[] places)
    {
        for (var i = 0; i < _steps.Count; i++)
            places[i + 1] |= places[i] && IsAnyNumber(_steps[i].Kind);
    }

    private static bool IsAnyNumber(char kind) => kind is ':' or '|' or 'D' or 'W';

    private static bool Takes((char Kind, char Literal) step, char c) => step.Kind switch
    {
        '=' => step.Literal == c,
        '.' or ':' => c != '\n',
        '/' or '|' => c != '/',
        'd' or 'D' => c is >= '0' and <= '9',
        _ => c is >= '0' and <= '9' or >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '_',
    };
}
