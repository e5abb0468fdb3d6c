namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>Names at which a request may get another Host than that of its address.</summary>
internal static class HostHeaderNames
{
    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var after in new[] { "Headers.", "RequestHeaders.", "Headers={" })
                yield return new("Host", NameShapes.Assigned, SiteKinds.HostHeader, after);
            foreach (var method in new[] { "Add", "TryAddWithoutValidation" })
                yield return new(method, NameShapes.Call, SiteKinds.HostHeader, before: "(\"Host\"");
            foreach (var method in new[] { "AddOriginalHost", "WithTransformUseOriginalHostHeader", "LoadFromConfig" })
                yield return new(method, NameShapes.Call, SiteKinds.HostHeader);
        }
    }
}
