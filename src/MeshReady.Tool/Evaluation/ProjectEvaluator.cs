using System.Runtime.CompilerServices;
using System.Xml;
using System.Xml.Linq;
using MeshReady.Tool.Discovery;

namespace MeshReady.Tool.Evaluation;

/// <summary>
/// Reads a project as text, in MSBuild's order, without running any of it: properties first, through all imports within the
/// checkout, then items.
/// </summary>
/// <remarks>
/// A condition that is not understood counts as false for a property and as true for an item: a missing reference hides
/// findings, one too many does not. Configuration is Release; targets and tasks are not read.
/// </remarks>
public sealed class ProjectEvaluator
{
    private const int MaxImports = 200;
    private static readonly string[] ProjectItems = ["Compile", "PackageReference", "GlobalPackageReference", "PackageVersion", "ProjectReference", "Using", "RemovedUsing", "Protobuf", "FrameworkReference", "Reference", "InternalsVisibleTo", "EditorConfigFiles", "GlobalAnalyzerConfigFiles"];

    private readonly string _path;
    private readonly string _root;
    private readonly PropertyBag _properties = new();
    private readonly List<(XElement Group, string File)> _itemGroups = [];
    private readonly HashSet<string> _imported = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private readonly List<string> _sdks = [];

    private ProjectEvaluator(string path, string root)
    {
        _path = path;
        _root = root;
    }

    /// <summary>Evaluates a project, for the newest of its target frameworks where it has several.</summary>
    /// <param name="path">Full path of the project file.</param>
    /// <param name="root">Full path of the checkout; nothing outside of it is imported.</param>
    /// <exception cref="XmlException">The project file is not well-formed.</exception>
    /// <exception cref="InvalidDataException">It is well-formed and no project.</exception>
    /// <exception cref="IOException">The project file cannot be read.</exception>
    public static EvaluatedProject Evaluate(string path, string root)
    {
        var first = new ProjectEvaluator(path, root).Run(null);
        return first.Property("TargetFramework") is "" && first.Property("TargetFrameworks") is { Length: > 0 } several
            ? new ProjectEvaluator(path, root).Run(TargetFrameworks.Preferred(several))
            : first;
    }

    private EvaluatedProject Run(string? targetFramework)
    {
        var project = SafeXml.Load(_path).Root ?? throw new InvalidDataException("it is empty");
        if (project.Name.LocalName != "Project")
            throw new InvalidDataException("its root element is not Project");

        var folder = Path.GetDirectoryName(_path)!;
        foreach (var (name, value) in new[]
        {
            ("MSBuildProjectFullPath", _path), ("MSBuildProjectDirectory", folder), ("MSBuildProjectFile", Path.GetFileName(_path)),
            ("MSBuildProjectName", Path.GetFileNameWithoutExtension(_path)), ("MSBuildProjectExtension", Path.GetExtension(_path)),
        })
        {
            _properties.Fix(name, value);
        }

        _properties.Set("Configuration", "Release");
        _properties.Set("Platform", "AnyCPU");
        _properties.Set("OS", "Unix");
        _properties.Set("MSBuildRuntimeType", "Core");
        _properties.Set("SolutionDir", _root + "/");
        if (targetFramework is not null)
            _properties.Fix("TargetFramework", targetFramework);

        _sdks.AddRange(Sdks(project));
        if (_sdks.Count > 0)
        {
            _properties.Set("UsingMicrosoftNETSdk", "true");
            if (_sdks.Contains("Microsoft.NET.Sdk.Web", StringComparer.OrdinalIgnoreCase))
                _properties.Set("UsingMicrosoftNETSdkWeb", "true");
            if (_sdks.Contains("Aspire.AppHost.Sdk", StringComparer.OrdinalIgnoreCase))
                _properties.Set("IsAspireHost", "true");
            Above("Directory.Build.props", "DirectoryBuildPropsPath");
            Above("Directory.Packages.props", "DirectoryPackagesPropsPath");
        }

        Read(project, _path);
        if (_sdks.Count > 0)
            Above("Directory.Build.targets", "DirectoryBuildTargetsPath");

        _properties.Enter(_path);
        var reader = new ItemReader(_properties, folder, _root);
        reader.ListOf("Compile");
        foreach (var (group, file) in _itemGroups)
        {
            _properties.Enter(file);
            reader.Read(group);
        }

        reader.Items["RemovedUsing"] = [.. reader.Removed("Using").Select(n => new ProjectItem(n, new Dictionary<string, string>()))];
        return new EvaluatedProject(
            _path,
            new Dictionary<string, string>(_properties.Values, StringComparer.OrdinalIgnoreCase),
            reader.Items.Where(i => ProjectItems.Contains(i.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(i => i.Key, i => (IReadOnlyList<ProjectItem>)i.Value, StringComparer.OrdinalIgnoreCase),
            _sdks,
            _notes);
    }

    private static IEnumerable<string> Sdks(XElement project)
        => ((string?)project.Attribute("Sdk") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(project.Elements().Where(e => e.Name.LocalName == "Sdk").Select(e => (string?)e.Attribute("Name") ?? ""))
            .Concat(project.Elements().Where(e => e.Name.LocalName == "Import" && e.Attribute("Sdk") is not null).Select(e => (string)e.Attribute("Sdk")!))
            .Select(s => s.Split('/')[0].Trim())
            .Where(s => s.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private void Above(string name, string property)
    {
        var named = _properties[property];
        var file = named.Length > 0 ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(_path)!, named.Replace('\\', '/'))) : PropertyBag.NearestAbove(Path.GetDirectoryName(_path)!, name);
        if (file is not null)
            Import(file);
    }

    private void Import(string file)
    {
        if (!IsWithin(_root, file) || !File.Exists(file) || _imported.Count >= MaxImports || !_imported.Add(file))
            return;
        try
        {
            if (SafeXml.Load(file).Root is { } root)
                Read(root, file);
        }
        catch (Exception exception) when (Unreadable.Is(exception))
        {
            _notes.Add($"{Path.GetRelativePath(_root, file)} cannot be read: {Unreadable.Reason(exception)}");
        }
    }

    private void Read(XElement parent, string file)
    {
        // Groups within groups, imports within imports: no project that somebody wrote goes that deep.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _notes.Add($"{Path.GetRelativePath(_root, file)} is nested too deeply and was read in part");
            return;
        }

        foreach (var element in parent.Elements())
        {
            _properties.Enter(file);
            switch (element.Name.LocalName)
            {
                case "PropertyGroup" when Holds(element, whenUnknown: false):
                    ReadProperties(element);
                    break;
                case "ItemGroup":
                    _itemGroups.Add((element, file));
                    break;
                case "ImportGroup" when Holds(element, whenUnknown: true):
                    Read(element, file);
                    break;
                case "Import" when element.Attribute("Sdk") is null && Holds(element, whenUnknown: true):
                    if (_properties.Expand((string?)element.Attribute("Project") ?? "") is { Length: > 0 } target)
                    {
                        foreach (var found in Glob.Files(Path.GetDirectoryName(file)!, target, _root))
                        {
                            // A condition says that a build can do without it; what lies outside is not this checkout's.
                            if (element.Attribute("Condition") is null && IsWithin(_root, found) && !File.Exists(found))
                                _notes.Add($"it imports {Path.GetFileName(found)}, which does not exist");
                            Import(found);
                        }
                    }

                    break;
                case "Choose":
                    var branch = element.Elements().FirstOrDefault(e => e.Name.LocalName == "Otherwise" || (e.Name.LocalName == "When" && Holds(e, whenUnknown: false)));
                    if (branch is not null)
                        Read(branch, file);
                    break;
            }
        }
    }

    private void ReadProperties(XElement group)
    {
        foreach (var property in group.Elements())
        {
            if (Holds(property, whenUnknown: false) && _properties.Expand(property.Value) is { } value)
                _properties.Set(property.Name.LocalName, value.Trim());
        }
    }

    private bool Holds(XElement element, bool whenUnknown)
        => Condition.Evaluate((string?)element.Attribute("Condition"), _properties.Expand, _properties["MSBuildThisFileDirectory"]) ?? whenUnknown;

    private static bool IsWithin(string root, string file) => file.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal);
}
