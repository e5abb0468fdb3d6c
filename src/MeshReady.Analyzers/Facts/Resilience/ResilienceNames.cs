namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>Names at which the syntax index looks.</summary>
internal static class ResilienceNames
{
    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            yield break;
        }
    }
}
