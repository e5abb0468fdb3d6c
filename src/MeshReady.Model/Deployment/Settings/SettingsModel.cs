namespace MeshReady.Model.Deployment;

/// <summary>The settings files of a project, asked by key.</summary>
public sealed class SettingsModel
{
    private readonly IReadOnlyList<SettingsFile> _files;

    private SettingsModel(IReadOnlyList<SettingsFile> files) => _files = files;

    /// <summary>The files: first the one of all environments, then those of single ones, each in the order given.</summary>
    public IReadOnlyList<SettingsFile> Files => _files;

    /// <summary>Makes the model.</summary>
    public static SettingsModel Create(IEnumerable<SettingsFile> files)
        => new([.. files.OrderBy(file => file.Environment is null ? 0 : 1)]);

    /// <summary>Every value of <paramref name="key"/> (<c>Services:Orders</c>, without regard to case), in the order of <see cref="Files"/>.</summary>
    public IEnumerable<(SettingsFile File, SettingValue Value)> ValuesOf(string key)
    {
        foreach (var file in _files)
        {
            if (file.Values.TryGetValue(key, out var value))
                yield return (file, value);
        }
    }
}
