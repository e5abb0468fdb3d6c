namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>Names at which the syntax index looks.</summary>
internal static class ClientNames
{
    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            yield break;
        }
    }
}
