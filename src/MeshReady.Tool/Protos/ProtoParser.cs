using System.Text.RegularExpressions;

namespace MeshReady.Tool.Protos;

/// <summary>Reads the declarations of a .proto file; what it does not know it passes over.</summary>
public sealed partial class ProtoParser
{
    private const int MaxDepth = 64;

    private readonly string[] _tokens;
    private int _at;

    private ProtoParser(string[] tokens) => _tokens = tokens;

    private string Current => _at < _tokens.Length ? _tokens[_at] : "";

    /// <summary>The declarations of a text, as far as they can be made out.</summary>
    public static ProtoFile Parse(string text)
        => new ProtoParser([.. Token().Matches(text).Select(m => m.Value).Where(t => !t.StartsWith("//", StringComparison.Ordinal) && !t.StartsWith("/*", StringComparison.Ordinal))]).File();

    private ProtoFile File()
    {
        var (package, csharp) = ("", (string?)null);
        List<string> imports = [];
        List<ProtoMessage> messages = [];
        List<ProtoEnum> enums = [];
        List<ProtoService> services = [];
        while (_at < _tokens.Length)
        {
            switch (Take())
            {
                case "package":
                    package = Take();
                    SkipStatement();
                    break;
                case "import":
                    if (Current is "public" or "weak")
                        _at++;
                    imports.Add(Unquoted(Take()));
                    SkipStatement();
                    break;
                case "option":
                    if (Take() == "csharp_namespace" && Take() == "=")
                        csharp = Unquoted(Take());
                    SkipStatement();
                    break;
                case "message":
                    messages.Add(Message(0));
                    break;
                case "enum":
                    enums.Add(Enum());
                    break;
                case "service":
                    services.Add(Service());
                    break;
                case ";":
                    break;
                default:
                    SkipStatement();
                    break;
            }
        }

        return new ProtoFile(package, csharp ?? string.Join('.', package.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(ProtoNames.Pascal)), imports, messages, enums, services);
    }

    private ProtoMessage Message(int depth)
    {
        var name = Take();
        List<ProtoField> fields = [];
        List<ProtoMessage> messages = [];
        List<ProtoEnum> enums = [];
        if (Take() == "{")
            Body(null);
        return new ProtoMessage(name, fields, messages, enums);

        void Body(string? oneOf)
        {
            while (_at < _tokens.Length && Current != "}")
            {
                // A field may be named like a keyword: then "=" stands behind the second word.
                var isField = _at + 2 < _tokens.Length && _tokens[_at + 2] == "=";
                var word = Take();
                if (!isField && word == "message" && depth < MaxDepth)
                    messages.Add(Message(depth + 1));
                else if (!isField && word == "enum")
                    enums.Add(Enum());
                else if (!isField && word == "oneof")
                {
                    var group = Take();
                    if (Take() == "{")
                        Body(group);
                }
                else if (!isField && word is "option" or "reserved" or "extensions" or "extend" or "group")
                    SkipStatement();
                else if (word != ";")
                    Field(word, oneOf);
            }

            _at++;
        }

        void Field(string word, string? oneOf)
        {
            var (repeated, optional, key) = (word == "repeated", word == "optional", (string?)null);
            if (word is "repeated" or "optional" or "required" && !(_at + 1 < _tokens.Length && _tokens[_at + 1] == "="))
                word = Take();
            if (word == "map" && Current == "<")
            {
                _at++;
                key = Take();
                if (Take() != ",")
                {
                    SkipStatement();
                    return;
                }

                word = Take();
                _at++;
            }

            var field = Take();
            if (Current == "=" && Identifier().IsMatch(field))
                fields.Add(new ProtoField(field, word, repeated, optional, oneOf, key));
            SkipStatement();
        }
    }

    private ProtoEnum Enum()
    {
        var name = Take();
        List<(string, string)> values = [];
        if (Take() != "{")
            return new ProtoEnum(name, values);
        while (_at < _tokens.Length && Current != "}")
        {
            var word = Take();
            if (word is not ("option" or "reserved" or ";") && Current == "=")
            {
                _at++;
                var sign = Current == "-" ? Take() : "";
                values.Add((word, sign + Take()));
            }

            if (word != ";")
                SkipStatement();
        }

        _at++;
        return new ProtoEnum(name, values);
    }

    private ProtoService Service()
    {
        var name = Take();
        List<ProtoCall> calls = [];
        if (Take() != "{")
            return new ProtoService(name, calls);
        while (_at < _tokens.Length && Current != "}")
        {
            if (Take() != "rpc")
            {
                SkipStatement();
                continue;
            }

            var call = Take();
            var (request, streamsRequest) = Type();
            if (Take() != "returns")
            {
                SkipStatement();
                continue;
            }

            var (response, streamsResponse) = Type();
            calls.Add(new ProtoCall(call, request, streamsRequest, response, streamsResponse));
            SkipStatement();
        }

        _at++;
        return new ProtoService(name, calls);

        (string Name, bool Streams) Type()
        {
            if (Take() != "(")
                return ("", false);
            var word = Take();
            var streams = word == "stream" && Current != ")";
            if (streams)
                word = Take();
            if (Current == ")")
                _at++;
            return (word, streams);
        }
    }

    private string Take() => _at < _tokens.Length ? _tokens[_at++] : "";

    // To the end of the statement: a semicolon, or the block that stands for it.
    private void SkipStatement()
    {
        var depth = 0;
        for (; _at < _tokens.Length; _at++)
        {
            if (_tokens[_at] == "{")
                depth++;
            else if (_tokens[_at] == "}")
            {
                if (depth == 0)
                    return;
                if (--depth == 0)
                {
                    _at++;
                    return;
                }
            }
            else if (_tokens[_at] == ";" && depth == 0)
            {
                _at++;
                return;
            }
        }
    }

    private static string Unquoted(string token) => token.Trim('"', '\'');

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\.?[\w.]+|\S""", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Token();

    [GeneratedRegex(@"^[A-Za-z_]\w*$")]
    private static partial Regex Identifier();
}
