using MeshReady.Tool.Loading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Tool.Fixing;

/// <summary>The keys that fixes add to appsettings.json, kept in memory until all is written.</summary>
public sealed class SettingsEdits(Target target)
{
    private readonly Dictionary<string, (TextFile? Before, string After)> _files = new(StringComparer.Ordinal);

    /// <summary>The files with another text than on disk.</summary>
    public IEnumerable<FileChange> Changes
        => _files.Where(f => f.Value.Before?.Text != f.Value.After).Select(f => new FileChange(f.Key, f.Value.Before, f.Value.After));

    /// <summary>A copy that can be thrown away.</summary>
    public SettingsEdits Copy()
    {
        var copy = new SettingsEdits(target);
        foreach (var file in _files)
            copy._files.Add(file.Key, file.Value);
        return copy;
    }

    /// <summary>Adds a key where it is absent; one with another value is a reason to leave the code as it is.</summary>
    /// <param name="projectPath">The project beside whose file the settings lie.</param>
    /// <param name="key">Segments with ":" between.</param>
    /// <param name="value">The address that leaves the code.</param>
    /// <param name="isFallback">Whether the code used the address only where the key was missing: then another value is right.</param>
    /// <returns>Why it cannot be added, or null.</returns>
    public string? Add(string projectPath, string key, string value, bool isFallback)
    {
        var path = Path.Combine(Path.GetDirectoryName(projectPath)!, "appsettings.json");
        if (SafeWrite.Refusal(target.Folder, path) is { } refusal)
            return $"{target.Show(path)} may not be written, {refusal}";
        try
        {
            var (before, text) = _files.TryGetValue(path, out var known) ? (known.Before, known.After) : File.Exists(path) ? (TextFile.Read(path), (string?)null) : (null, null);
            if (JsonSettings.Add(text ?? before?.Text, key, value, isFallback) is not { } after)
                return $"{key} cannot be added safely to {target.Show(path)}";
            _files[path] = (before, after);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{target.Show(path)} cannot be read";
        }
    }

    /// <summary>The solution with the files as they will be, so that the next round reads them.</summary>
    public Solution ApplyTo(Solution solution, ProjectId project)
    {
        foreach (var (path, file) in _files)
        {
            var text = SourceText.From(file.After, file.Before?.Encoding ?? new System.Text.UTF8Encoding(false));
            var documents = solution.Projects.SelectMany(p => p.AdditionalDocuments).Where(d => d.FilePath == path).Select(d => d.Id).ToArray();
            if (documents.Length == 0 && Path.GetDirectoryName(solution.GetProject(project)!.FilePath) == Path.GetDirectoryName(path))
                solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(project), "appsettings.json", text, filePath: path);
            foreach (var id in documents)
                solution = solution.WithAdditionalDocumentText(id, text);
        }

        return solution;
    }
}
