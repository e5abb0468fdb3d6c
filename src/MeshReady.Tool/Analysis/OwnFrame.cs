using System.Diagnostics;

namespace MeshReady.Tool.Analysis;

/// <summary>Says where in this program something failed: the text of an exception may quote what was read, its place cannot.</summary>
internal static class OwnFrame
{
    /// <summary>A clause for a message, as in " at Scan.RunAsync"; empty where no frame is this program's.</summary>
    public static string Of(Exception exception)
        => new StackTrace(exception).GetFrames()
            .Select(static frame => frame.GetMethod())
            .FirstOrDefault(static method => method?.DeclaringType?.Namespace?.StartsWith("MeshReady", StringComparison.Ordinal) == true) is { } method
            ? $" at {method.DeclaringType!.Name}.{method.Name}"
            : "";
}
