using System.Text;
using System.Text.RegularExpressions;

namespace MeshReady.Tool.Evaluation;

/// <summary>The properties of one evaluation and their substitution in text.</summary>
public sealed partial class PropertyBag
{
    // A value that doubles itself a few dozen times would fill the memory.
    private const int MaxCharacters = 1_000_000;
    private const int MaxExpression = 10_000;

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _fixed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The values as they stand.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>A value, empty where nothing sets it.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    /// <summary>Sets what a project file says.</summary>
    public void Set(string name, string value)
    {
        if (!_fixed.Contains(name))
            _values[name] = value;
    }

    /// <summary>Sets a value that no project file may change.</summary>
    public void Fix(string name, string value)
    {
        _values[name] = value;
        _fixed.Add(name);
    }

    /// <summary>Names the file whose text is read from here on.</summary>
    public void Enter(string file)
    {
        Fix("MSBuildThisFile", Path.GetFileName(file));
        Fix("MSBuildThisFileName", Path.GetFileNameWithoutExtension(file));
        Fix("MSBuildThisFileFullPath", file);
        Fix("MSBuildThisFileDirectory", Path.GetDirectoryName(file) + "/");
    }

    /// <summary>Replaces $(Name); null where the text holds a property function that is not understood.</summary>
    public string? Expand(string text)
    {
        if (!text.Contains("$(", StringComparison.Ordinal))
            return text;

        var result = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '$' || i + 1 >= text.Length || text[i + 1] != '(')
            {
                result.Append(text[i++]);
                continue;
            }

            var end = Closing(text, i + 1);
            if (end < 0 || Value(text[(i + 2)..end].Trim()) is not { } value)
                return null;
            if (result.Append(value).Length > MaxCharacters)
                return null;
            i = end + 1;
        }

        return result.ToString();
    }

    private string? Value(string expression)
    {
        if (expression.Length > MaxExpression)
            return null;
        if (PlainName().IsMatch(expression))
            return this[expression];

        var above = PathAbove().Match(expression);
        if (above.Success)
        {
            var start = Expand(above.Groups["dir"].Success ? above.Groups["dir"].Value.Trim('\'') : above.Groups["start"].Value);
            if (start is null)
                return null;
            var found = NearestAbove(start is "" ? this["MSBuildThisFileDirectory"] : start, above.Groups["name"].Value);
            return above.Groups["what"].Value.Equals("GetPathOfFileAbove", StringComparison.OrdinalIgnoreCase) ? found ?? "" : Path.GetDirectoryName(found) ?? "";
        }

        var call = TextCall().Match(expression);
        if (!call.Success)
            return null;
        var (value, first, second) = (this[call.Groups["name"].Value], call.Groups["first"].Value, call.Groups["second"].Value);
        return call.Groups["what"].Value switch
        {
            "Contains" => value.Contains(first, StringComparison.Ordinal) ? "True" : "False",
            "StartsWith" => value.StartsWith(first, StringComparison.Ordinal) ? "True" : "False",
            "EndsWith" => value.EndsWith(first, StringComparison.Ordinal) ? "True" : "False",
            "Replace" when first.Length > 0 && (long)value.Length * second.Length < MaxCharacters * 10L => value.Replace(first, second, StringComparison.Ordinal),
            "ToLower" or "ToLowerInvariant" => value.ToLowerInvariant(),
            "Trim" => value.Trim(),
            _ => null,
        };
    }

    /// <summary>The nearest file of that name in a folder or above it.</summary>
    public static string? NearestAbove(string folder, string name)
    {
        for (var at = Path.GetFullPath(folder.Replace('\\', '/')); at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, name)))
                return Path.Combine(at, name);
        }

        return null;
    }

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '(')
                depth++;
            else if (text[i] == ')' && --depth == 0)
                return i;
        }

        return -1;
    }

    [GeneratedRegex(@"^[\w.-]+$")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"^\[MSBuild\]::(?<what>GetPathOfFileAbove|GetDirectoryNameOfFileAbove)\(\s*(?:(?<dir>'?\$\(MSBuildThisFileDirectory\)[^',]*'?)\s*,\s*)?'?(?<name>[\w.-]+)'?\s*(?:,\s*'?(?<start>[^']*?)'?\s*)?\)$", RegexOptions.IgnoreCase)]
    private static partial Regex PathAbove();

    [GeneratedRegex(@"^(?<name>\w+)\.(?<what>\w+)\((?:\s*['""`](?<first>[^'""`]*)['""`]\s*(?:,\s*['""`](?<second>[^'""`]*)['""`]\s*)?)?\)$")]
    private static partial Regex TextCall();
}
