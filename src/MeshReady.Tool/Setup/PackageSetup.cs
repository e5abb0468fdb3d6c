using System.Xml;
using System.Xml.Linq;
using MeshReady.Tool.Discovery;
using MeshReady.Tool.Evaluation;
using MeshReady.Tool.Loading;

namespace MeshReady.Tool.Setup;

/// <summary>The lines that bring the analyzers into every build: in the Directory.Build.props that the projects share, with the version beside the others where versions are central.</summary>
/// <param name="folder">Full path of the checkout.</param>
/// <param name="version">The version of the package.</param>
public sealed class PackageSetup(string folder, string version)
{
    private const string Package = "MeshReady.Analyzers";
    private const string BuildFile = "Directory.Build.props";
    private const string VersionsFile = "Directory.Packages.props";

    private readonly SortedDictionary<string, PlannedFile> _files = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];

    /// <summary>The files to write, and what is left to people.</summary>
    public static (IReadOnlyList<PlannedFile> Files, IReadOnlyList<string> Notes) Plan(string folder, string version, IReadOnlyList<EvaluatedProject> projects)
    {
        var setup = new PackageSetup(folder, version);
        setup.Plan(projects);
        return ([.. setup._files.Values], setup._notes);
    }

    private void Plan(IReadOnlyList<EvaluatedProject> projects)
    {
        // Rules leave tests and Aspire's hosts alone.
        projects = [.. projects.Where(static p => !p.IsTestProject && !p.IsAspireHost)];
        var with = projects.Count(HasPackage);
        if (with == projects.Count)
        {
            if (with > 0)
                _notes.Add($"{Package} is referenced already");
            return;
        }

        if (with > 0)
        {
            // A line for all would be the second one there.
            _notes.Add($"{Package} is referenced by {with} of {projects.Count} projects; it is left to you where else it belongs");
            return;
        }

        foreach (var group in projects.GroupBy(p => Nearest(p.Folder, BuildFile)).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            string?[] versions = [.. group.Select(CentralVersions).Distinct(StringComparer.Ordinal)];
            if (versions.Length > 1 && versions.Contains(null))
                _notes.Add($"the projects below {Shown(group.Key)} have central package versions in part: add {Package} {version} to them by hand");
            else if (versions is [null])
                Add(group.Key, $"""<PackageReference Include="{Package}" Version="{version}" PrivateAssets="all" />""");
            else if (versions.All(file => Add(file!, $"""<PackageVersion Include="{Package}" Version="{version}" />""")))
                Add(group.Key, $"""<PackageReference Include="{Package}" PrivateAssets="all" />""");
        }
    }

    private string Shown(string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    private string? CentralVersions(EvaluatedProject project)
        => project.IsTrue("ManagePackageVersionsCentrally") && Nearest(project.Folder, VersionsFile) is var file && File.Exists(file) ? file : null;

    private static bool HasPackage(EvaluatedProject project)
        => project.ItemsOf("PackageReference").Concat(project.ItemsOf("GlobalPackageReference")).Any(static i => i.Include.Equals(Package, StringComparison.OrdinalIgnoreCase))
            // The sources of this product stand for the package.
            || project.ItemsOf("ProjectReference").Any(static i => Path.GetFileNameWithoutExtension(i.Include) == Package);

    // MSBuild takes the nearest above a project; one that imports the next is not the last.
    private string Nearest(string from, string name)
    {
        for (var at = from; at.Length >= folder.Length; at = Path.GetDirectoryName(at)!)
        {
            var path = Path.Combine(at, name);
            if (File.Exists(path) && (at == folder || !ImportsNext(path, name)))
                return path;
            if (at == folder)
                break;
        }

        return Path.Combine(folder, name);
    }

    private static bool ImportsNext(string path, string name)
    {
        try
        {
            return SafeXml.Load(path).Descendants().Any(e => e.Name.LocalName == "Import" && (string?)e.Attribute("Project") is { } import && (import.Contains("GetPathOfFileAbove", StringComparison.Ordinal) || import.Contains(name, StringComparison.OrdinalIgnoreCase)));
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Adds an item to a file that is there or not; whether that is planned.</summary>
    private bool Add(string path, string item)
    {
        if (_files.TryGetValue(path, out var planned))
            return planned.After.Contains(item, StringComparison.Ordinal);
        if (!File.Exists(path))
        {
            var text = $"<Project>\n  <ItemGroup>\n    {item}\n  </ItemGroup>\n</Project>\n";
            _files.Add(path, new PlannedFile(path, null, text, System.Text.Encoding.UTF8.GetBytes(text)));
            return true;
        }

        try
        {
            var file = TextFile.Read(path);
            if (Inserted(file.Text, item) is { } after)
            {
                _files.Add(path, new PlannedFile(path, file.Text, after, file.Encode(after)));
                return true;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Said below, as for text that is no project.
        }

        _notes.Add($"{Shown(path)} is not understood; add to it by hand: {item}");
        return false;
    }

    // As text, so that everything that people wrote stays as it is.
    private static string? Inserted(string text, string item)
    {
        var end = text.LastIndexOf("</Project>", StringComparison.Ordinal);
        if (end < 0 || Items(text) is not { } before)
            return null;
        var line = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var indent = text.Contains("\n\t<", StringComparison.Ordinal) ? "\t" : text.Contains("\n    <", StringComparison.Ordinal) && !text.Contains("\n  <", StringComparison.Ordinal) ? "    " : "  ";
        var start = text[..end].TrimEnd(' ', '\t');
        var after = $"{start}{(start.EndsWith('\n') ? "" : line)}{indent}<ItemGroup>{line}{indent}{indent}{item}{line}{indent}</ItemGroup>{line}{text[end..]}";
        return Items(after) == before + 1 ? after : null;
    }

    private static int? Items(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var root = XDocument.Load(reader).Root!;
            return root.Name.LocalName != "Project" ? null : root.Elements().Where(static e => e.Name.LocalName == "ItemGroup").Elements().Count();
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
