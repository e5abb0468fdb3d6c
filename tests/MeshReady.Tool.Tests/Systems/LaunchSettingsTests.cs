using MeshReady.Model.Systems;
using MeshReady.Tool.Systems;

namespace MeshReady.Tool.Tests.Systems;

/// <summary>The ports of a developer's machine are known by launchSettings.json.</summary>
public sealed class LaunchSettingsTests
{
    private static readonly ProjectFacts Facts = new("A/A.csproj", "A", ProjectKind.Service);

    [Fact]
    public void Each_address_of_each_profile_is_a_setting_of_development()
    {
        using var folder = new TempFolder().With("Properties/launchSettings.json", """
            {
              // comments are allowed
              "iisSettings": { "iisExpress": { "applicationUrl": "http://localhost:64916/" } },
              "profiles": { "https": { "commandName": "Project", "applicationUrl": "https://localhost:5001;http://localhost:5000", "environmentVariables": { "KEY": "canary" } } }
            }
            """);

        var settings = LaunchSettings.AddTo(Facts, folder.Path, static _ => "A/Properties/launchSettings.json").Settings;

        Assert.Equal(["https localhost 5001", "http localhost 5000", "http localhost 64916"], settings.OrderBy(s => s.Port == 64916).ThenByDescending(s => s.Port).Select(s => $"{s.Scheme} {s.Host} {s.Port}"));
        Assert.All(settings, s => Assert.Equal(("applicationUrl", "Development", "A/Properties/launchSettings.json"), (s.Key, s.Environment, s.Place.Path)));
        Assert.DoesNotContain("canary", string.Concat(settings));
    }

    [Fact]
    public void Missing_or_broken_file_adds_nothing()
    {
        using var folder = new TempFolder();
        Assert.Same(Facts, LaunchSettings.AddTo(Facts, folder.Path, static path => path));

        folder.With("Properties/launchSettings.json", "{ \"profiles\": ");
        Assert.Empty(LaunchSettings.AddTo(Facts, folder.Path, static path => path).Settings);
    }
}
