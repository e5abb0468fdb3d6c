using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Names at which code leaves something on its machine, or on a client that requests share.</summary>
internal static class LocalStateNames
{
    /// <summary>Methods of System.IO.File that write, and which argument is the file.</summary>
    public static readonly IReadOnlyDictionary<string, int> FileWrites = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["WriteAllText"] = 0,
        ["WriteAllTextAsync"] = 0,
        ["WriteAllLines"] = 0,
        ["WriteAllLinesAsync"] = 0,
        ["WriteAllBytes"] = 0,
        ["WriteAllBytesAsync"] = 0,
        ["AppendAllText"] = 0,
        ["AppendAllTextAsync"] = 0,
        ["AppendAllLines"] = 0,
        ["AppendAllLinesAsync"] = 0,
        ["AppendAllBytes"] = 0,
        ["AppendAllBytesAsync"] = 0,
        ["Create"] = 0,
        ["CreateText"] = 0,
        ["AppendText"] = 0,
        ["OpenWrite"] = 0,
        ["Copy"] = 1,
        ["Move"] = 1,
    };

    /// <summary>Types whose creation may open a file to write it, by its path.</summary>
    public static readonly string[] Writers = ["FileStream", "StreamWriter"];

    /// <summary>Methods that set a header of a client, not of a request.</summary>
    public static readonly string[] TokenSetters = ["SetBearerToken", "SetToken", "SetBasicAuthentication"];

    public const string ClientHeaders = "DefaultRequestHeaders";

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var name in FileWrites.Keys)
                yield return new(name, Call, SiteKinds.LocalFile, after: "File.");
            foreach (var name in Writers)
                yield return new(name, Creation, SiteKinds.LocalFile);
            yield return new(ClientHeaders, Mention, SiteKinds.SharedHeaders);
            foreach (var name in TokenSetters)
                yield return new(name, Call, SiteKinds.SharedHeaders);
            yield return new("Mutex", Creation, SiteKinds.NamedLock);
        }
    }
}
