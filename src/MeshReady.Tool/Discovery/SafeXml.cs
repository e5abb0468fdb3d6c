using System.Xml;
using System.Xml.Linq;

namespace MeshReady.Tool.Discovery;

/// <summary>Reads XML of a stranger's checkout: no document type, no other file, a bounded size.</summary>
public static class SafeXml
{
    private const int MaxCharacters = 10_000_000;

    /// <exception cref="XmlException">The text is no well-formed XML.</exception>
    /// <exception cref="InvalidDataException">The file is empty.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static XDocument Load(string path)
    {
        // A length of 0 is an empty file, or a pipe or device, which may never end.
        if (new FileInfo(path).Length == 0)
            throw new InvalidDataException("it is empty");
        using var stream = File.OpenRead(path);
        using var reader = XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        });
        return XDocument.Load(reader);
    }
}
