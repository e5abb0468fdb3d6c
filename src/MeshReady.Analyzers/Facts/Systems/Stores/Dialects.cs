namespace MeshReady.Analyzers.Facts.Systems.Stores;

/// <summary>What kind of database a name in code speaks of: a dialect, a driver, a configuration.</summary>
internal static class Dialects
{
    private static readonly (string Part, string System)[] Parts =
    [
        ("postgres", "postgres"), ("npgsql", "postgres"), ("mssql", "sqlserver"), ("sqlserver", "sqlserver"), ("sqlclient", "sqlserver"), ("mysql", "mysql"), ("mariadb", "mysql"), ("oracle", "oracle"), ("sqlite", "sqlite"), ("firebird", "firebird"),
    ];

    /// <summary>The system; null where the name tells none.</summary>
    public static string? SystemOf(string text)
    {
        foreach (var (part, system) in Parts)
        {
            if (text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                return system;
        }

        return null;
    }
}
