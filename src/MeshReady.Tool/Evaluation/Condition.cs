using System.Runtime.CompilerServices;

namespace MeshReady.Tool.Evaluation;

/// <summary>Evaluates an MSBuild condition: comparisons, and, or, not, brackets, Exists; null where it holds something else.</summary>
public sealed class Condition
{
    private readonly List<string> _tokens;
    private readonly Func<string, string?> _expand;
    private readonly string _folder;
    private int _at;

    private Condition(List<string> tokens, Func<string, string?> expand, string folder)
    {
        _tokens = tokens;
        _expand = expand;
        _folder = folder;
    }

    /// <summary>True, false or unknown.</summary>
    /// <param name="text">The text of the attribute; empty is true.</param>
    /// <param name="expand">Replaces $(Name); null where it cannot.</param>
    /// <param name="folder">The folder that relative paths in Exists start from.</param>
    public static bool? Evaluate(string? text, Func<string, string?> expand, string folder)
    {
        if (string.IsNullOrWhiteSpace(text))
            return true;
        if (Tokens(text) is not { } tokens)
            return null;

        var condition = new Condition(tokens, expand, folder);
        var value = condition.Or();
        return condition._at == tokens.Count ? value : null;
    }

    private bool? Or()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return null;
        var value = And();
        while (Next("or"))
        {
            var right = And();
            value = value == true || right == true ? true : value is null || right is null ? null : false;
        }

        return value;
    }

    private bool? And()
    {
        var value = Term();
        while (Next("and"))
        {
            var right = Term();
            value = value == false || right == false ? false : value is null || right is null ? null : true;
        }

        return value;
    }

    private bool? Term()
    {
        if (_at >= _tokens.Count)
            return null;
        var isNot = false;
        while (Next("!"))
            isNot = !isNot;
        return isNot ? !Plain() : Plain();
    }

    private bool? Plain()
    {
        if (_at >= _tokens.Count)
            return null;
        if (Next("("))
        {
            var inner = Or();
            return Next(")") ? inner : null;
        }

        if (_at + 1 < _tokens.Count && _tokens[_at + 1] == "(")
            return Function();

        var left = Operand();
        if (_at >= _tokens.Count || _tokens[_at] is not ("==" or "!=" or "<" or ">" or "<=" or ">="))
        {
            return left?.Trim().ToLowerInvariant() switch
            {
                "true" or "on" or "yes" => true,
                "false" or "off" or "no" or "" => false,
                _ => null,
            };
        }

        var sign = _tokens[_at++];
        var right = Operand();
        if (left is null || right is null)
            return null;
        if (sign is "==" or "!=")
            return left.Equals(right, StringComparison.OrdinalIgnoreCase) == (sign == "==");
        if (!Version.TryParse(Dotted(left), out var a) || !Version.TryParse(Dotted(right), out var b))
            return null;
        var order = a.CompareTo(b);
        return sign switch { "<" => order < 0, ">" => order > 0, "<=" => order <= 0, _ => order >= 0 };
    }

    private static string Dotted(string number) => number.Contains('.') ? number : number + ".0";

    private bool? Function()
    {
        var name = _tokens[_at];
        _at += 2;
        if (_at >= _tokens.Count)
            return null;
        var argument = Operand();
        if (!Next(")") || argument is null)
            return null;
        if (name.Equals("HasTrailingSlash", StringComparison.OrdinalIgnoreCase))
            return argument.EndsWith('/') || argument.EndsWith('\\');
        return name.Equals("Exists", StringComparison.OrdinalIgnoreCase)
            ? Path.Exists(Path.Combine(_folder, argument.Replace('\\', '/')))
            : null;
    }

    private string? Operand()
    {
        if (_at >= _tokens.Count)
            return null;
        var token = _tokens[_at++];
        return _expand(token.Length >= 2 && token[0] == '\'' ? token[1..^1] : token);
    }

    private bool Next(string token)
    {
        if (_at >= _tokens.Count || !_tokens[_at].Equals(token, StringComparison.OrdinalIgnoreCase))
            return false;
        _at++;
        return true;
    }

    private static List<string>? Tokens(string text)
    {
        var tokens = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            var start = i;
            if (char.IsWhiteSpace(c))
            {
                i++;
                continue;
            }

            if (c == '\'')
            {
                i = text.IndexOf('\'', i + 1) + 1;
                if (i == 0)
                    return null;
            }
            else if (c is '=' or '!' or '<' or '>')
            {
                i += i + 1 < text.Length && text[i + 1] == '=' ? 2 : 1;
            }
            else if (c is '(' or ')')
            {
                i++;
            }
            else
            {
                var depth = 0;
                for (; i < text.Length && (depth > 0 || !(char.IsWhiteSpace(text[i]) || text[i] is ')' or '=' or '!' or '<' or '>' || (text[i] == '(' && (i == 0 || text[i - 1] != '$')))); i++)
                    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            }

            tokens.Add(text[start..i]);
        }

        return tokens;
    }
}
