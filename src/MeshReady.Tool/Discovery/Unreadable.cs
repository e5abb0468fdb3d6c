using System.Text.Json;
using System.Xml;

namespace MeshReady.Tool.Discovery;

/// <summary>Why a file of a stranger's checkout cannot be read, in words of its user rather than of a parser.</summary>
public static class Unreadable
{
    /// <summary>Whether a failure says something of the file, not of this program.</summary>
    public static bool Is(Exception exception)
        => exception is IOException or UnauthorizedAccessException or InvalidDataException or XmlException or JsonException or ArgumentException or NotSupportedException;

    /// <summary>Half a sentence that starts with "it", or what the system says.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        PathTooLongException => "its path is too long",
        UnauthorizedAccessException => "access to it is denied",
        XmlException { LineNumber: > 0 } xml => $"it is no well-formed XML (line {xml.LineNumber})",
        XmlException => "it is larger than 10 million characters, or has a document type",
        JsonException { LineNumber: { } line } => $"it is no well-formed JSON (line {line + 1})",
        // The system's words, without the name of a file that the user may never have heard of.
        IOException or InvalidDataException => exception.Message.ReplaceLineEndings("\n").Split('\n')[0].Split(" : '")[0],
        _ => "it is malformed",
    };
}
