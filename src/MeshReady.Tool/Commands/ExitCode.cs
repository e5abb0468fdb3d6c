namespace MeshReady.Tool.Commands;

/// <summary>What a command tells the process that started it.</summary>
public static class ExitCode
{
    /// <summary>Nothing to report.</summary>
    public const int Clean = 0;

    /// <summary>Findings at or above --fail-on.</summary>
    public const int Found = 1;

    /// <summary>Could not do what was asked.</summary>
    public const int Failed = 2;
}
