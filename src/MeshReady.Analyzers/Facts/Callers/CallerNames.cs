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

            foreach (var store in new[] { "Headers", "Query" })
            {
                yield return new(store, Mention, SiteKinds.RequestValue, before: "[");
                yield return new(store, Mention, SiteKinds.RequestValue, before: ".TryGetValue(");
            }

            // Mention lets an attribute without arguments through.
            yield return new("FromHeader", NameShapes.Attribute | Mention, SiteKinds.RequestValue);
            yield return new("FromQuery", NameShapes.Attribute | Mention, SiteKinds.RequestValue);
        }
    }
}
