using System.Xml;
using System.Xml.Linq;

namespace MeshReady.Tool.Discovery;

/// <summary>Reads XML of a stranger's checkout: no document type, no other file, a bounded size.</summary>
public static class SafeXml
{
    private const int MaxCharacters = 10_000_000;
    private const int MaxDepth = 100;

    /// <exception cref="XmlException">The text is no well-formed XML.</exception>
    /// <exception cref="InvalidDataException">The file is empty.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static XDocument Load(string path)
    {
        // A length of 0 is an empty file, or a pipe or device, which may never end.
        if (new FileInfo(path).Length == 0)
            throw new InvalidDataException("it is empty");
        // The tree takes time by the square of its depth.
        using (var reader = Reader(path))
        {
            while (reader.Read())
            {
                if (reader.Depth > MaxDepth)
                    throw new InvalidDataException("its elements are nested too deeply");
            }
        }

        using (var reader = Reader(path))
            return XDocument.Load(reader);
    }

    private static XmlReader Reader(string path) => XmlReader.Create(File.OpenRead(path), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    });
}
