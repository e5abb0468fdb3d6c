namespace MeshReady.Analyzers.Facts.State;

/// <summary>Names at which the syntax index looks.</summary>
internal static class StateNames
{
    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            yield break;
        }
    }
}
