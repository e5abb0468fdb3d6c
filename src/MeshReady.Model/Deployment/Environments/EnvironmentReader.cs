namespace MeshReady.Model.Deployment;

/// <summary>
/// Reads <c>meshready.json</c>. What is wrong with it becomes a note with the line, and the rest is read; the form is that of
/// docs/meshready.schema.json.
/// </summary>
public static class EnvironmentReader
{
    private const int MostEnvironments = 100;
    private const int MostValues = 5_000;

    /// <summary>Reads the text of one file. Never throws on account of the text.</summary>
    /// <param name="path">The path, used in results only.</param>
    /// <param name="text">The whole text.</param>
    public static EnvironmentFile Read(string path, string text)
    {
        var settings = SettingsReader.Read(path, text);
        return settings.Values.Count > MostValues
            ? new EnvironmentFile(path, [], [new EnvironmentNote(path, 1, $"more than {MostValues} values")])
            : new Reading(path, settings, text.Count(static c => c == '\n') + 1).Read();
    }

    private sealed class Reading(string path, SettingsFile settings, int lines)
    {
        private readonly List<EnvironmentNote> _notes = [.. settings.Notes.Select(note => new EnvironmentNote(note.Path, Math.Min(note.Line, lines), note.Why))];
        private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

        public EnvironmentFile Read()
        {
            var environments = new List<DeclaredEnvironment>();
            Text("$schema");
            if (Text("environments") is { Length: > 0 })
                Note(settings.Values["environments"].Line, "'environments' is a list");
            var count = CountOf("environments");
            for (var i = 0; i < Math.Min(count, MostEnvironments); i++)
            {
                if (Environment("environments:" + i) is not { } environment)
                    continue;
                if (environments.Exists(other => other.Name.Equals(environment.Name, StringComparison.OrdinalIgnoreCase)))
                    Note(environment.Line, $"the environment {environment.Name} is declared twice; the first counts");
                else
                    environments.Add(environment);
            }

            if (count > MostEnvironments)
                Note(1, $"more than {MostEnvironments} environments; the others are left out");
            foreach (var value in settings.Values.OrderBy(static v => v.Value.Line))
            {
                if (!_read.Contains(value.Key) && _notes.Count < 20)
                    Note(value.Value.Line, $"'{Shown(value.Key)}' means nothing here");
            }

            return new EnvironmentFile(path, environments, _notes);
        }

        private DeclaredEnvironment? Environment(string key)
        {
            var line = LineOf(key);
            var name = Text(key + ":name");
            var (cluster, production, complete) = (Text(key + ":cluster"), Flag(key + ":production"), Flag(key + ":complete"));
            string[] namespaces = [.. Texts(key + ":namespaces"), .. Texts(key + ":namespace")];
            var sources = new List<DeclaredSource>();
            foreach (var source in CountOf(key + ":source") is > 0 and var many ? Enumerable.Range(0, many).Select(i => $"{key}:source:{i}") : [key + ":source"])
                AddSources(source, sources);

            if (string.IsNullOrWhiteSpace(name))
            {
                Note(line, "an environment needs a name");
                return null;
            }

            if (sources.Count == 0)
            {
                Note(LineOf(key + ":name"), $"the environment {name} needs a source with one of path, kustomize, helm and argocd");
                return null;
            }

            return new DeclaredEnvironment(LineOf(key + ":name"), name!, cluster, production ?? ProductionName.IsOf(name!), complete ?? false, namespaces, sources);
        }

        private void AddSources(string key, List<DeclaredSource> sources)
        {
            var before = sources.Count;
            foreach (var (path, line) in Places(key + ":path"))
                sources.Add(new(DeclaredSourceKind.Path, path, line));
            foreach (var (path, line) in Places(key + ":kustomize"))
                sources.Add(new(DeclaredSourceKind.Kustomize, path, line));
            foreach (var (path, line) in Places(key + ":helm"))
                sources.Add(new(DeclaredSourceKind.Helm, path, line) { ValueFiles = [.. Texts(key + ":values")] });
            var application = Text(key + ":application");
            foreach (var (path, line) in Places(key + ":argocd"))
                sources.Add(new(DeclaredSourceKind.ArgoCd, path, line) { Application = application });
            if (sources.Skip(before).Select(static source => source.Kind).Distinct().Count() > 1)
                Note(sources[before].Line, "a source is one of path, kustomize, helm and argocd; make a list of sources for several");
        }

        // A text, or a list of texts.
        private IEnumerable<(string Path, int Line)> Places(string key)
        {
            string[] keys = CountOf(key) is > 0 and var count ? [.. Enumerable.Range(0, count).Select(i => $"{key}:{i}")] : [key];
            foreach (var item in keys)
            {
                if (Text(item) is { Length: > 0 } text)
                    yield return (text, settings.Values[item].Line);
            }
        }

        private IEnumerable<string> Texts(string key) => Places(key).Select(static place => place.Path).ToArray();

        private string? Text(string key)
        {
            _read.Add(key);
            return settings.Values.TryGetValue(key, out var value) ? value.Value : null;
        }

        private bool? Flag(string key)
        {
            if (Text(key) is not { } text)
                return null;
            if (text is "True" or "False")
                return text == "True";
            Note(settings.Values[key].Line, $"'{Shown(key)}' is true or false");
            return null;
        }

        private int CountOf(string key)
        {
            var count = 0;
            while (count <= MostEnvironments && Has($"{key}:{count}"))
                count++;
            return count;
        }

        private bool Has(string key)
            => settings.Values.ContainsKey(key) || settings.Values.Keys.Any(other => other.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));

        private int LineOf(string key)
            => settings.Values.Where(v => v.Key.Equals(key, StringComparison.OrdinalIgnoreCase) || v.Key.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)).Select(static v => v.Value.Line).DefaultIfEmpty(1).Min();

        private static string Shown(string key) => key.Replace(':', '.');

        private void Note(int line, string text) => _notes.Add(new EnvironmentNote(path, line, text));
    }
}
