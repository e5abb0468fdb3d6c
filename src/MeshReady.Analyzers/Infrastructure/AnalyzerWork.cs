namespace MeshReady.Analyzers;

/// <summary>Counts the expensive steps of the analyzers in this process, so that tests and benchmarks can bound them.</summary>
public static class AnalyzerWork
{
    private static long _indexesBuilt;
    private static long _manifestsParsed;
    private static long _deploymentsBuilt;

    /// <summary>Syntax indexes built so far: one for each version of a syntax tree.</summary>
    public static long IndexesBuilt => Interlocked.Read(ref _indexesBuilt);

    /// <summary>Manifest and settings files parsed so far: one for each version of a file's content.</summary>
    public static long ManifestsParsed => Interlocked.Read(ref _manifestsParsed);

    /// <summary>Deployment models built so far: one for each distinct sequence of manifests.</summary>
    public static long DeploymentsBuilt => Interlocked.Read(ref _deploymentsBuilt);

    internal static void IndexBuilt() => Interlocked.Increment(ref _indexesBuilt);

    internal static void ManifestParsed() => Interlocked.Increment(ref _manifestsParsed);

    internal static void DeploymentBuilt() => Interlocked.Increment(ref _deploymentsBuilt);
}
