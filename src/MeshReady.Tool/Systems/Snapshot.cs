using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;
using MeshReady.Tool.Loading;

namespace MeshReady.Tool.Systems;

/// <summary>The files of a snapshot: what each project does, and the manifests without their secrets, for those who see only a part of the system.</summary>
public static partial class Snapshot
{
    private static readonly JsonWriterOptions Json = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of every file by its path, seen from the folder of the snapshot, with forward slashes.</summary>
    /// <param name="facts">What each project does.</param>
    /// <param name="manifests">The manifests to copy, with the path each gets below the manifests' folder.</param>
    public static IReadOnlyDictionary<string, string> Texts(IReadOnlyList<ProjectFacts> facts, IReadOnlyList<(string Path, string Text)> manifests)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in FactsFiles.Texts(facts))
            texts[$"{SnapshotFiles.Folder}/{name}"] = text;
        foreach (var (path, text) in manifests)
            texts[$"{SnapshotFiles.Folder}/{SnapshotFiles.Manifests}/{path}"] = ManifestCopy.Of(text);
        texts[SnapshotFiles.Index] = Index(facts, texts);
        return texts;
    }

    /// <summary>The manifests that a snapshot copies: those outside the repository, and all where asked.</summary>
    /// <param name="deployment">The manifests of the run.</param>
    /// <param name="root">Full path of the repository's root.</param>
    /// <param name="folders">Full paths of the folders outside it that were given.</param>
    /// <param name="all">Whether those in the repository are copied too.</param>
    public static IReadOnlyList<(string Path, string Text)> Copied(DeploymentFiles deployment, string root, IReadOnlyList<string> folders, bool all)
    {
        var copies = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, file) in deployment.Files)
        {
            // Where environments are declared stands in the repository, and is no secret; rendered files are made anew.
            if (EnvironmentFile.IsPath(path))
                continue;
            if (Below(path, root) is { } inside)
            {
                if (all)
                    copies[inside] = file.Text;
            }
            else if (folders.Where(folder => Below(path, folder) is not null || path == folder).OrderByDescending(static f => f.Length).FirstOrDefault() is { } folder)
            {
                copies[Path.GetFileName(folder) + (Below(path, folder) is { } rest ? "/" + rest : "")] = file.Text;
            }
        }

        return [.. copies.Select(static c => (c.Key, c.Value))];
    }

    /// <summary>The files that the list of an older snapshot names and the new one lacks.</summary>
    /// <param name="folder">Full path of the folder of the snapshot.</param>
    /// <param name="texts">The new files.</param>
    public static IReadOnlyList<string> Outdated(string folder, IReadOnlyDictionary<string, string> texts)
    {
        try
        {
            using var index = JsonDocument.Parse(TextFile.Read(Path.Combine(folder, SnapshotFiles.Index)).Text);
            return [.. index.RootElement.GetProperty("files").EnumerateArray()
                .Select(static file => file.GetProperty("file").GetString() ?? "")
                .Where(name => name.StartsWith(SnapshotFiles.Folder + "/", StringComparison.Ordinal) && !name.Contains("..", StringComparison.Ordinal) && !texts.ContainsKey(name) && File.Exists(Path.Combine(folder, name)))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <summary>Whether a file says what a text says. Lines of the code that moved say nothing.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="text">What it would be.</param>
    public static bool SaysTheSame(string path, string text)
        => FactsFiles.IsSame(path, text) || File.Exists(path) && SnapshotFiles.IsFacts(path) && WithoutLines(TextFile.Read(path).Text) == WithoutLines(text);

    private static string WithoutLines(string text) => Line().Replace(text.ReplaceLineEndings("\n"), "$1");

    [System.Text.RegularExpressions.GeneratedRegex("""("at":"(?:[^"\\]|\\.)*):[0-9]+(?=")""", System.Text.RegularExpressions.RegexOptions.CultureInvariant)]
    private static partial System.Text.RegularExpressions.Regex Line();

    private static string? Below(string path, string folder)
        => path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal) ? path[(folder.TrimEnd('/').Length + 1)..].Replace('\\', '/') : null;

    private static string Index(IReadOnlyList<ProjectFacts> facts, SortedDictionary<string, string> texts)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Json))
        {
            writer.WriteStartObject();
            writer.WriteNumber("meshready", FactsWriter.Version);
            writer.WriteStartArray("services");
            foreach (var project in facts.Where(static f => f.Kind == ProjectKind.Service))
            {
                writer.WriteStartObject();
                writer.WriteString("name", project.Name);
                writer.WriteString("project", project.Project);
                writer.WriteString("file", $"{SnapshotFiles.Folder}/{SnapshotFiles.NameOf(project.Project)}");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("files");
            foreach (var (name, text) in texts)
            {
                writer.WriteStartObject();
                writer.WriteString("file", name);
                writer.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SnapshotFiles.IsFacts(name) ? WithoutLines(text) : text))));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
