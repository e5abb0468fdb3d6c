using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Callers;

/// <summary>Names at which code asks where a request comes from.</summary>
internal static class CallerNames
{
    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            yield return new("IsLoopback", Call, SiteKinds.LoopbackTest);
            yield return new("StartsWith", Call, SiteKinds.LoopbackTest, before: "(\"127.");
            yield return new("RequireHost", Call, SiteKinds.LoopbackTest);
            yield return new("Host", NameShapes.Attribute, SiteKinds.LoopbackTest);
        }
    }
}
