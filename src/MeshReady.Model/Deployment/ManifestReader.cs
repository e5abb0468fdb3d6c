using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>
/// Reads manifests: YAML, JSON, and Helm templates as far as they can be known without rendering. Whatever the text is, the
/// answer comes in bounded time and memory, and what cannot be read is a note.
/// </summary>
public static class ManifestReader
{
    private static readonly string[] OtherJson =
    [
        "appsettings", "launchsettings", "package", "tsconfig", "global.json", "project.assets", "bundleconfig", "libman", "angular",
    ];

    /// <summary>
    /// Whether the file may be a manifest by its name alone: <c>.yaml</c>, <c>.yml</c>, or <c>.json</c> other than the well-known
    /// files of .NET and Node.
    /// </summary>
    public static bool IsManifestPath(string path)
    {
        var name = FilePath.NameOf(path);
        if (name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
            return true;
        return name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            && !name.EndsWith(".deps.json", StringComparison.OrdinalIgnoreCase)
            && !name.EndsWith(".runtimeconfig.json", StringComparison.OrdinalIgnoreCase)
            && !Array.Exists(OtherJson, other => name.StartsWith(other, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads the text of one file. Never throws on account of the text.</summary>
    /// <param name="path">The path, used in notes and results only.</param>
    /// <param name="text">The whole text.</param>
    public static ManifestFile Read(string path, string text)
    {
        if (text.Length > YamlLimits.Text)
            return Unreadable(path, $"more than {YamlLimits.Text / 1024 / 1024} MB");
        if (text.Length > 0 && text[0] == '\uFEFF')
            text = text.Substring(1);
        if (text.IndexOf('\0') >= 0)
            return Unreadable(path, "binary, or not UTF-8");

        // Settings of a program, with the comments that .NET allows, are nobody's unreadable manifest.
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && IsOtherJson(text))
            return new ManifestFile(path, IsTemplate: false, [], []);

        var resources = new List<KubernetesResource>();
        if (text.Contains("{{") && !IsPlainInSpiteOfBraces(text))
        {
            foreach (var root in TemplateReader.Read(text))
                ResourceReader.Read(root, path, resources);
            return new ManifestFile(path, IsTemplate: true, resources, []) { Silences = ManifestSilences.Read(text) };
        }

        return ReadYaml(path, text, resources) with { Silences = ManifestSilences.Read(text) };
    }

    private static bool IsOtherJson(string text)
        => text.IndexOf("\"apiVersion\"", StringComparison.Ordinal) < 0 && text.IndexOf("\"services\"", StringComparison.Ordinal) < 0 && text.IndexOf(':') >= 0;

    // The expressions of an ApplicationSet stand in quotes and are for Argo CD, not for Helm.
    private static bool IsPlainInSpiteOfBraces(string text)
    {
        if (text.IndexOf("kind: ApplicationSet", StringComparison.Ordinal) < 0)
            return false;
        try
        {
            foreach (var (document, linesBefore) in YamlDocuments.Split(text))
                YamlTreeReader.Read(document, linesBefore, nodesBefore: 0, out _);
            return true;
        }
        catch (YamlTroubleException)
        {
            return false;
        }
    }

    private static ManifestFile ReadYaml(string path, string text, List<KubernetesResource> resources)
    {
        var notes = new List<ManifestNote>();
        var nodes = 0;
        ComposeSpec? compose = null;
        var documents = new List<YamlNode>();
        foreach (var (document, linesBefore) in YamlDocuments.Split(text))
        {
            try
            {
                var root = YamlTreeReader.Read(document, linesBefore, nodes, out nodes);
                if (root is not null)
                {
                    ResourceReader.Read(root, path, resources);
                    compose ??= ComposeReader.Read(root, path);
                    documents.Add(root);
                }
            }
            catch (YamlTroubleException trouble)
            {
                notes.Add(new(path, trouble.Line, trouble.Message));
                if (notes.Count >= YamlLimits.Notes)
                    break;
            }
        }

        return new ManifestFile(path, IsTemplate: false, resources, notes)
        {
            Compose = compose,
            Kustomization = documents.Count > 0 && FilePath.IsKustomization(path) ? KustomizationSpec.Read(documents[0]) : null,
            Documents = nodes <= YamlLimits.KeptNodes ? documents : [],
        };
    }

    private static ManifestFile Unreadable(string path, string why) => new(path, IsTemplate: false, [], [new(path, Line: 1, why)]);
}
