namespace MeshReady.Tool.Loading;

/// <summary>How much of a checkout's own build is asked for sources, references and options.</summary>
public enum LoadMode
{
    /// <summary>What was restored where it agrees with the project, else the text alone.</summary>
    Auto,

    /// <summary>The text of the projects alone, whatever was restored.</summary>
    Source,

    /// <summary>What was restored, with a line for each project of which nothing usable was.</summary>
    Assets,

    /// <summary>MSBuild, which runs the logic of the checkout: its targets, tasks and source generators.</summary>
    MSBuild,
}

/// <summary>What one project was loaded from.</summary>
/// <param name="Mode">Any but <see cref="LoadMode.Auto"/>.</param>
/// <param name="Reason">Why it was no better source; null where it was what was asked for first.</param>
public sealed record LoadedFrom(LoadMode Mode, string? Reason = null)
{
    /// <summary>As it is printed: source, assets or msbuild.</summary>
    public string Name => Mode.ToString().ToLowerInvariant();
}
