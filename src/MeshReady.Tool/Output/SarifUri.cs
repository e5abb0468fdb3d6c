namespace MeshReady.Tool.Output;

/// <summary>Paths as URI references (RFC 3986).</summary>
internal static class SarifUri
{
    /// <summary>A relative path with every character encoded that has a meaning in a URI, or none.</summary>
    public static string Of(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
