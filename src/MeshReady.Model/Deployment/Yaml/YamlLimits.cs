namespace MeshReady.Model.Deployment.Yaml;

/// <summary>What a file may cost; real manifests stay far below.</summary>
internal static class YamlLimits
{
    /// <summary>Characters of a file.</summary>
    public const int Text = 4 * 1024 * 1024;

    /// <summary>Characters of a scalar that is kept; longer ones (certificates, dashboards) are read as unknown.</summary>
    public const int Scalar = 64 * 1024;

    /// <summary>Maps and lists inside each other.</summary>
    public const int Depth = 128;

    /// <summary>Nodes of a file, counting what aliases repeat.</summary>
    public const int Nodes = 400_000;

    /// <summary>Values of a file that is kept beyond its objects, since it may be a patch or values.</summary>
    public const int KeptNodes = 5_000;

    /// <summary>Unreadable documents of a file, after which the rest is left.</summary>
    public const int Notes = 20;
}

/// <summary>Says that a document cannot be read, and where; never leaves the readers.</summary>
internal sealed class YamlTroubleException(string reason, int line) : Exception(reason)
{
    public int Line { get; } = line;
}
