using NuGet.Frameworks;

namespace MeshReady.Tool.Evaluation;

/// <summary>Chooses among target frameworks and names the symbols that the SDK defines for one.</summary>
public static class TargetFrameworks
{
    private const int NewestNet = 12;

    /// <summary>The newest .NET of a list, else the first entry.</summary>
    public static string Preferred(string several)
    {
        var all = several.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return all.Select(f => (Name: f, Framework: NuGetFramework.Parse(f)))
            .Where(f => f.Framework.Framework == FrameworkConstants.FrameworkIdentifiers.NetCoreApp)
            .OrderByDescending(f => f.Framework.Version)
            .ThenBy(f => f.Framework.HasPlatform)
            .Select(f => f.Name)
            .FirstOrDefault() ?? all.FirstOrDefault() ?? "";
    }

    /// <summary>The symbols of #if, without DEBUG: what is deployed is a release build.</summary>
    public static IEnumerable<string> Symbols(string targetFramework)
    {
        yield return "TRACE";
        yield return "RELEASE";
        var framework = NuGetFramework.Parse(targetFramework);
        if (framework.IsUnsupported || targetFramework.Length == 0)
            yield break;
        var (major, minor) = (framework.Version.Major, framework.Version.Minor);

        if (framework.Framework == FrameworkConstants.FrameworkIdentifiers.NetCoreApp)
        {
            yield return "NETCOREAPP";
            foreach (var old in new[] { "1_0", "1_1", "2_0", "2_1", "2_2", "3_0", "3_1" })
            {
                if (Version.Parse(old.Replace('_', '.')) <= framework.Version)
                    yield return $"NETCOREAPP{old}_OR_GREATER";
            }

            if (major < 5)
            {
                yield return $"NETCOREAPP{major}_{minor}";
                yield break;
            }

            yield return "NET";
            yield return $"NET{major}_{minor}";
            for (var version = 5; version <= Math.Min(major, NewestNet); version++)
                yield return $"NET{version}_0_OR_GREATER";
            if (framework.HasPlatform)
                yield return framework.Platform.ToUpperInvariant();
        }
        else if (framework.Framework == FrameworkConstants.FrameworkIdentifiers.NetStandard)
        {
            yield return "NETSTANDARD";
            yield return $"NETSTANDARD{major}_{minor}";
            foreach (var old in new[] { "1_0", "1_1", "1_2", "1_3", "1_4", "1_5", "1_6", "2_0", "2_1" })
            {
                if (Version.Parse(old.Replace('_', '.')) <= framework.Version)
                    yield return $"NETSTANDARD{old}_OR_GREATER";
            }
        }
        else if (framework.Framework == FrameworkConstants.FrameworkIdentifiers.Net)
        {
            yield return "NETFRAMEWORK";
            yield return "NET" + framework.GetShortFolderName()["net".Length..];
        }
    }
}
