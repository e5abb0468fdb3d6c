namespace MeshReady.Analyzers.Facts;

/// <summary>Environments of settings files that only a developer's machine or a test reads.</summary>
internal static class OwnMachine
{
    /// <summary>Development, Local, Test and their kin: <c>appsettings.Development.json</c>, <c>appsettings.Production.Local.json</c>.</summary>
    public static bool IsEnvironment(string? environment)
    {
        foreach (var part in (environment ?? string.Empty).Split('.'))
        {
            if (part.Equals("dev", StringComparison.OrdinalIgnoreCase)
                || part.StartsWith("development", StringComparison.OrdinalIgnoreCase)
                || part.StartsWith("local", StringComparison.OrdinalIgnoreCase)
                || part.StartsWith("test", StringComparison.OrdinalIgnoreCase)
                || part.EndsWith("Test", StringComparison.Ordinal)
                || part.EndsWith("Tests", StringComparison.Ordinal)
                || part.EndsWith("Testing", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
