using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeshReady.Model.Deployment;

namespace MeshReady.Tool.Setup;

/// <summary>The meshready.json that a checkout's folders suggest. It never says that an environment is complete: only people know that.</summary>
public static class EnvironmentProposal
{
    private const string Schema = "https://github.com/meshready/meshready/blob/main/docs/meshready.schema.json";
    private const string Unnamed = "default";
    private const int MostSources = 200;
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of the file; null where nothing can be said, and why.</summary>
    /// <param name="root">Full path of the checkout.</param>
    /// <param name="files">Its manifests, by full paths.</param>
    /// <param name="sets">What they come to.</param>
    public static (string? Text, IReadOnlyList<string> Notes) Of(string root, IReadOnlyList<ManifestFile> files, FactSets sets)
    {
        var sources = EnvironmentGuess.Sources(root, files, sets);
        if (sources.Count == 0)
            return (null, [$"no Kubernetes manifests are here: {EnvironmentFile.FileName} has nothing to declare (for manifests in another repository: meshready check . --manifests PATH)"]);
        if (sources.Count > MostSources)
            return (null, [$"there are {sources.Count} places with manifests: declare environments in {EnvironmentFile.FileName} by hand"]);

        var notes = new List<string>();
        var named = sources.Where(static s => s.Environment is not null).GroupBy(static s => s.Environment!.ToLowerInvariant()).OrderBy(static g => g.Key, StringComparer.Ordinal).ToArray();
        SourceGuess[] common = [.. sources.Where(static s => s.Environment is null)];
        if (named.Length == 0 && common.Where(static s => s.HasPods).Select(static s => s.Kind).Distinct().Count() > 1)
            return (null, [$"{string.Join(", ", common.Where(static s => s.HasPods).Select(static s => s.Path).Distinct())} may be several ways to deploy the same: declare environments in {EnvironmentFile.FileName} by hand"]);

        // With these alone every finding would be one of a test environment.
        if (named.Length > 0 && named.All(static g => !ProductionName.IsOf(g.Key)))
            return (null, [$"folders name {string.Join(", ", named.Select(static g => g.Key))} and no environment that users depend on: declare environments in {EnvironmentFile.FileName} by hand"]);

        if (named.Length > 0)
        {
            // What runs services and names no environment may be another way to deploy the same.
            foreach (var source in common.Where(static s => s.HasPods))
                notes.Add($"{source.Path} names no environment and was left out: add it to {EnvironmentFile.FileName} where it belongs");
            common = [.. common.Where(static s => !s.HasPods)];
            if (common.Length > 0)
                notes.Add($"{string.Join(", ", common.Select(static s => s.Path))} {(common.Length == 1 ? "names" : "name")} no environment and was taken for a part of each");
        }

        var environments = named.Length > 0 ? named.Select(g => (g.Key, (IReadOnlyList<SourceGuess>)[.. g, .. common])) : [(Unnamed, common)];
        var text = Write(environments);
        var trouble = Trouble(root, text, files);
        return trouble.Count == 0 ? (text, notes) : (null, [.. trouble.Select(n => $"{n}: declare environments in {EnvironmentFile.FileName} by hand")]);
    }

    // What the reader would complain of is not proposed.
    private static List<string> Trouble(string root, string text, IReadOnlyList<ManifestFile> files)
    {
        var file = EnvironmentReader.Read(Path.Combine(root, EnvironmentFile.FileName), text);
        return [.. file.Notes.Concat(FactSets.Create(files, complete: false, [file], DeclaredPlaces.None).Notes).Select(static n => n.Text).Distinct(StringComparer.Ordinal)];
    }

    private static string Write(IEnumerable<(string Name, IReadOnlyList<SourceGuess> Sources)> environments)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", Schema);
            writer.WriteStartArray("environments");
            foreach (var (name, sources) in environments)
            {
                writer.WriteStartObject();
                writer.WriteString("name", name);
                writer.WritePropertyName("source");
                if (sources.Count > 1)
                    writer.WriteStartArray();
                foreach (var source in sources)
                    Write(writer, source);
                if (sources.Count > 1)
                    writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, SourceGuess source)
    {
        writer.WriteStartObject();
        writer.WriteString(source.Kind switch { DeclaredSourceKind.Kustomize => "kustomize", DeclaredSourceKind.Helm => "helm", _ => "path" }, source.Path.Length == 0 ? "." : source.Path);
        if (source.Values is not null)
            writer.WriteString("values", source.Values);
        writer.WriteEndObject();
    }
}
