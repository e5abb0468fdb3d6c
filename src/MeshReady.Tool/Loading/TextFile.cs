using System.Text;

namespace MeshReady.Tool.Loading;

/// <summary>A text file as it was found, so that it can be written back in the same encoding.</summary>
/// <param name="Text">The text without byte order mark.</param>
/// <param name="Encoding">Writes the mark again if there was one.</param>
public sealed record TextFile(string Text, Encoding Encoding)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file; text that is no UTF-8 and has no mark is taken byte by byte, so that nothing is lost.</summary>
    /// <exception cref="IOException">The file cannot be read, or is larger than the limit.</exception>
    public static TextFile Read(string path, long maxBytes = 20_000_000)
    {
        // A length of 0 is an empty file, or a pipe or device, which may never end.
        var length = new FileInfo(path).Length;
        if (length > maxBytes)
            throw new IOException($"it is larger than {maxBytes:N0} bytes");
        return Decode(length == 0 ? [] : File.ReadAllBytes(path));
    }

    /// <summary>The bytes of another text in this file's encoding.</summary>
    public byte[] Encode(string text) => [.. Encoding.GetPreamble(), .. Encoding.GetBytes(text)];

    /// <summary>Finds encoding and text of a file's bytes.</summary>
    public static TextFile Decode(byte[] bytes)
    {
        foreach (var marked in new Encoding[] { new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
        {
            if (bytes.AsSpan().StartsWith(marked.GetPreamble()))
                return new TextFile(marked.GetString(bytes.AsSpan(marked.GetPreamble().Length)), marked);
        }

        try
        {
            return new TextFile(Strict.GetString(bytes), new UTF8Encoding(false));
        }
        catch (DecoderFallbackException)
        {
            return new TextFile(Encoding.Latin1.GetString(bytes), Encoding.Latin1);
        }
    }
}
