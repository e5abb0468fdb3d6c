using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Limits;

/// <summary>Names at which code says how long it waits for an answer.</summary>
internal static class LimitNames
{
    /// <summary>Properties that hold the limit of a request, and the type that declares each.</summary>
    public static readonly ILookup<string, string> OfRequests = new (string Name, string Type)[]
    {
        ("Timeout", "System.Net.Http.HttpClient"),
        ("Timeout", "RestSharp.RestClientOptions"),
        ("Timeout", "RestSharp.RestRequest"),
        ("Timeout", "System.Net.WebRequest"),
    }.ToLookup(static p => p.Name, static p => p.Type);

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            yield return new("Timeout", Assigned, SiteKinds.TimeLimit);
            yield return new("CommandTimeout", Assigned | Call, SiteKinds.TimeLimit);
            yield return new("SetCommandTimeout", Call, SiteKinds.TimeLimit);

            // Dapper: connection.QueryAsync(sql, commandTimeout: 0)
            yield return new("commandTimeout", Mention, SiteKinds.TimeLimit, before: ":");
        }
    }
}
