using MeshReady.Model.Deployment.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MeshReady.Model.Deployment;

/// <summary>
/// Reads <c>appsettings*.json</c> as .NET does: comments, trailing commas and a byte order mark are allowed, arrays become
/// <c>a:0</c>. JSON is read as the YAML that it is once its comments are blanked. Answers in bounded time and memory.
/// </summary>
public static class SettingsReader
{
    private const int MaxText = 4 * 1024 * 1024;
    private const int MaxDepth = 64;
    private const int MaxValues = 100_000;
    private const int MaxKeys = 8 * 1024 * 1024;

    /// <summary>Reads the text of one file. Never throws on account of the text.</summary>
    /// <param name="path">The path; its name tells the environment.</param>
    /// <param name="text">The whole text.</param>
    public static SettingsFile Read(string path, string text)
    {
        var values = new Dictionary<string, SettingValue>(StringComparer.OrdinalIgnoreCase);
        var notes = new List<ManifestNote>();
        try
        {
            if (text.Length > MaxText)
                throw new YamlTroubleException($"more than {MaxText / 1024 / 1024} MB", line: 1);
            if (text.IndexOf('\0') >= 0)
                throw new YamlTroubleException("binary, or not UTF-8", line: 1);

            // The mark becomes a blank rather than nothing, so that positions stay those of the text.
            if (text.Length > 0 && text[0] == '\uFEFF')
                text = " " + text.Substring(1);
            if (!string.IsNullOrWhiteSpace(text) && text.TrimStart()[0] is not ('{' or '/'))
                throw new YamlTroubleException("not a JSON object", line: 1);
            ReadValues(JsonComments.Blank(text), values, repeated => notes.Add(Note(path, repeated.Line, $"the key {repeated.Key} stands twice; .NET refuses such a file")));
        }
        catch (YamlTroubleException trouble)
        {
            values.Clear();
            notes.Add(Note(path, trouble.Line, trouble.Message));
        }

        return new SettingsFile(path, EnvironmentOf(path), values, notes);
    }

    private static string? EnvironmentOf(string path)
    {
        var name = FilePath.NameOf(path);
        const string Prefix = "appsettings.", Suffix = ".json";
        return name.Length > Prefix.Length + Suffix.Length
            && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)
            ? name.Substring(Prefix.Length, name.Length - Prefix.Length - Suffix.Length)
            : null;
    }

    private static void ReadValues(string text, Dictionary<string, SettingValue> values, Action<(string Key, int Line)> onRepeated)
    {
        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            var levels = new Stack<Level>();
            var keyLength = 0L;
            while (parser.MoveNext())
            {
                var current = parser.Current!;
                var line = (int)current.Start.Line;
                switch (current)
                {
                    case AnchorAlias:
                    case NodeEvent { Anchor.IsEmpty: false }:
                        throw new YamlTroubleException("not valid JSON", line);
                    case Scalar scalar when levels.Count > 0 && levels.Peek() is { IsMap: true, Key: null } level:
                        level.Key = scalar.Value;
                        break;
                    case Scalar scalar when levels.Count > 0:
                        Add(levels.Peek().TakeKey(), ValueOf(scalar), scalar.Start, scalar.End.Index);
                        break;
                    case MappingStart or SequenceStart:
                        if (levels.Count >= MaxDepth)
                            throw new YamlTroubleException($"nested deeper than {MaxDepth} levels", line);
                        if (levels.Count > 0 && levels.Peek() is { IsMap: true, Key: null })
                            throw new YamlTroubleException("not valid JSON", line);
                        levels.Push(new Level(current is MappingStart, levels.Count == 0 ? null : levels.Peek().TakeKey(), current.Start));
                        break;
                    case MappingEnd or SequenceEnd:
                        var ended = levels.Pop();
                        if (ended is { IsEmpty: true, Prefix: { } emptyKey })
                            Add(emptyKey, "", ended.Start, current.Start.Index + 1);
                        break;
                }
            }

            void Add(string key, string? value, Mark start, long end)
            {
                keyLength += key.Length;
                if (values.Count >= MaxValues || keyLength > MaxKeys)
                    throw new YamlTroubleException($"more than {MaxValues} values, or too long keys", (int)start.Line);
                if (values.ContainsKey(key))
                    onRepeated((key, (int)start.Line));
                values[key] = new SettingValue(value, (int)start.Line, (int)start.Index, (int)(end - start.Index));
            }
        }
        catch (Exception exception) when (exception is not YamlTroubleException and not OutOfMemoryException)
        {
            // The parser is somebody else's, and its input is anybody's.
            throw new YamlTroubleException("not valid JSON", exception is YamlException yaml ? (int)yaml.Start.Line : 1);
        }
    }

    // Configuration writes JSON's booleans as .NET does.
    private static string? ValueOf(Scalar scalar) => scalar.Style != ScalarStyle.Plain ? scalar.Value : scalar.Value switch
    {
        "null" or "" => null,
        "true" => "True",
        "false" => "False",
        var other => other,
    };

    private static ManifestNote Note(string path, int line, string why) => new(path, line, why);

    /// <summary>An object or array that is being read, with the key that leads to it.</summary>
    private sealed class Level(bool isMap, string? prefix, Mark start)
    {
        private int _next;

        public bool IsMap => isMap;

        public string? Prefix => prefix;

        public Mark Start => start;

        public string? Key { get; set; }

        public bool IsEmpty => _next == 0;

        public string TakeKey()
        {
            var last = isMap ? Key ?? "" : _next.ToString(System.Globalization.CultureInfo.InvariantCulture);
            _next++;
            Key = null;
            return prefix is null ? last : prefix + ":" + last;
        }
    }
}
