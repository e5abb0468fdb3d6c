namespace MeshReady.Tool.Setup;

/// <summary>One file that init would write.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Before">Its text now; null where there is none.</param>
/// <param name="After">Its text then.</param>
/// <param name="Content">The bytes of <paramref name="After"/>, in the file's own encoding.</param>
public sealed record PlannedFile(string Path, string? Before, string After, byte[] Content);
