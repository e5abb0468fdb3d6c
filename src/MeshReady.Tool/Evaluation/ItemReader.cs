using System.Xml.Linq;
using MeshReady.Tool.Discovery;

namespace MeshReady.Tool.Evaluation;

/// <summary>Reads item groups in their order: Include with Exclude, Remove, Update, metadata.</summary>
public sealed class ItemReader(PropertyBag properties, string projectFolder, string root)
{
    private static readonly string[] FileItems = ["Compile", "Protobuf", "ProjectReference", "EditorConfigFiles", "GlobalAnalyzerConfigFiles"];

    // Each walks a folder; no project that somebody wrote needs more.
    private const int MaxSearches = 1000;

    private int _searches;
    private readonly Dictionary<string, HashSet<string>> _removed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The items read so far, by type.</summary>
    public Dictionary<string, List<ProjectItem>> Items { get; } = new(StringComparer.OrdinalIgnoreCase);

    private bool HasDefaultSources
        => properties["UsingMicrosoftNETSdk"] == "true" && !IsFalse("EnableDefaultItems") && !IsFalse("EnableDefaultCompileItems");

    /// <summary>Reads one group with the final properties.</summary>
    public void Read(XElement group)
    {
        if (!Holds(group))
            return;
        foreach (var element in group.Elements())
        {
            if (Holds(element))
                ReadItem(element);
        }
    }

    /// <summary>The source files that an SDK project has without naming them.</summary>
    public static IEnumerable<string> DefaultSources(string projectFolder)
        => FileTree.Files(projectFolder, n => n.EndsWith(".cs", StringComparison.OrdinalIgnoreCase));

    /// <summary>The items of a type, to which the first call adds those that the SDK names itself.</summary>
    public List<ProjectItem> ListOf(string type)
    {
        if (!Items.TryGetValue(type, out var list))
        {
            Items[type] = list = [];
            if (type.Equals("Compile", StringComparison.OrdinalIgnoreCase) && HasDefaultSources)
            {
                var none = new Dictionary<string, string>();
                list.AddRange(DefaultSources(projectFolder).Select(f => new ProjectItem(f, none)));
            }
        }

        return list;
    }

    private void ReadItem(XElement element)
    {
        var type = element.Name.LocalName;
        var list = ListOf(type);
        var isFile = FileItems.Contains(type, StringComparer.OrdinalIgnoreCase);

        foreach (var removed in Specifications(element, "Remove"))
        {
            var isSame = Matcher(removed, isFile);
            list.RemoveAll(i => isSame(i.Include));
            if (!isFile)
                Removed(type).Add(removed);
        }

        foreach (var updated in Specifications(element, "Update"))
        {
            var isSame = Matcher(updated, isFile);
            for (var i = 0; i < list.Count; i++)
            {
                if (isSame(list[i].Include))
                    list[i] = list[i] with { Metadata = Metadata(element, list[i].Metadata) };
            }
        }

        Func<string, bool>[] excluded = [.. Specifications(element, "Exclude").Select(e => Matcher(e, isFile))];
        foreach (var included in Specifications(element, "Include"))
        {
            var metadata = Metadata(element, null);
            if (isFile && Glob.IsPattern(included) && ++_searches > MaxSearches)
                continue;
            var names = isFile ? Glob.Files(projectFolder, included, root) : [included];
            list.AddRange(names.Where(n => !excluded.Any(e => e(n))).Select(n => new ProjectItem(n, metadata)));
        }
    }

    /// <summary>The names taken away from a type that is not made of files (Using: before the defaults are added).</summary>
    public HashSet<string> Removed(string type)
    {
        if (!_removed.TryGetValue(type, out var names))
            _removed[type] = names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return names;
    }

    private Func<string, bool> Matcher(string specification, bool isFile)
    {
        if (!isFile)
            return name => name.Equals(specification, StringComparison.OrdinalIgnoreCase);
        var regex = Glob.Matcher(projectFolder, specification);
        return regex.IsMatch;
    }

    private IEnumerable<string> Specifications(XElement element, string attribute)
        => properties.Expand((string?)element.Attribute(attribute) ?? "") is { } text
            ? text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(s => !s.Contains("@(", StringComparison.Ordinal) && !s.Contains("%(", StringComparison.Ordinal))
            : [];

    private Dictionary<string, string> Metadata(XElement element, IReadOnlyDictionary<string, string>? before)
    {
        var metadata = before is null ? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) : new Dictionary<string, string>(before, StringComparer.OrdinalIgnoreCase);
        foreach (var attribute in element.Attributes())
        {
            if (attribute.Name.LocalName is not ("Include" or "Remove" or "Update" or "Exclude" or "Condition") && properties.Expand(attribute.Value) is { } value)
                metadata[attribute.Name.LocalName] = value;
        }

        foreach (var child in element.Elements())
        {
            if (Holds(child) && properties.Expand(child.Value) is { } value)
                metadata[child.Name.LocalName] = value.Trim();
        }

        return metadata;
    }

    private bool Holds(XElement element)
        => Condition.Evaluate((string?)element.Attribute("Condition"), properties.Expand, properties["MSBuildThisFileDirectory"]) ?? true;

    private bool IsFalse(string name) => properties[name].Equals("false", StringComparison.OrdinalIgnoreCase);
}
