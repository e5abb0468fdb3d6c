using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;
using MeshReady.Tool.Loading;

namespace MeshReady.Tool.Systems;

/// <summary>The addresses under which a developer's machine runs a project, by its <c>launchSettings.json</c>: they tell whom <c>localhost:5001</c> means.</summary>
public static class LaunchSettings
{
    private const string Key = "applicationUrl";

    /// <summary>The facts with those addresses among the settings, as of Development; a file that cannot be read adds none.</summary>
    /// <param name="facts">What the project does.</param>
    /// <param name="folder">The folder of the project file.</param>
    /// <param name="shown">Makes the path of a file that facts show.</param>
    public static ProjectFacts AddTo(ProjectFacts facts, string folder, Func<string, string> shown)
    {
        var path = Path.Combine(folder, "Properties", "launchSettings.json");
        string text;
        try
        {
            if (!File.Exists(path))
                return facts;
            text = TextFile.Read(path).Text;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return facts;
        }

        var found = SettingsReader.Read(path, text).Values
            .Where(static pair => pair.Key.EndsWith(":" + Key, StringComparison.OrdinalIgnoreCase))
            .SelectMany(pair => (pair.Value.Value ?? "").Split(';').Select(ServiceAddress.TryParse).OfType<ServiceAddress>()
                .Select(address => new SettingFact(Key, "Development", new Place(shown(path), pair.Value.Line)) { Scheme = address.Scheme, Host = address.Host, Port = address.Port }));
        return facts with { Settings = [.. facts.Settings.Concat(found).OrderBy(static s => s.Place).ThenBy(static s => s.Key, StringComparer.Ordinal).ThenBy(static s => s.Port)] };
    }
}
