using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Loops;

/// <summary>Names that stand in loops around calls, and the keywords of loops over elements.</summary>
internal static class LoopNames
{
    private const string Await = "await";

    // A loop whose first await is further away is longer than anybody writes one.
    private const int Reach = 2000;

    private static readonly string[] Failures =
    [
        "Exception", "HttpRequestException", "RpcException", "TaskCanceledException", "OperationCanceledException", "TimeoutException", "WebException", "ApiException", "FlurlHttpException", "FlurlHttpTimeoutException",
    ];

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            yield return new("Delay", Call, SiteKinds.RetryLoop, after: "Task.");
            yield return new("Sleep", Call, SiteKinds.RetryLoop, after: "Thread.");
            foreach (var failure in Failures)
            {
                yield return new(failure, Mention, SiteKinds.RetryLoop, after: "catch(");
                yield return new(failure, Mention, SiteKinds.RetryLoop, after: failure == "Exception" ? "catch(System." : ".");
            }

            yield return new("foreach", Call, SiteKinds.ElementLoop);
            yield return new("for", Call, SiteKinds.ElementLoop);
            yield return new("Select", Call, SiteKinds.ElementLoop, before: "(async");
            yield return new("ForEachAsync", Call, SiteKinds.ElementLoop, after: "Parallel.");
        }
    }

    /// <summary>Whether the name is a keyword, which is worth its node only where the loop may await something.</summary>
    public static bool IsKeyword(string name) => name is "for" or "foreach";

    /// <summary>Whether the text goes on to an await.</summary>
    public static bool MayAwait(char[] text, int start, int length)
    {
        var end = Math.Min(length, start + Reach) - Await.Length;
        for (var at = start; at <= end; at++)
        {
            if (text[at] == 'a' && text[at + 1] == 'w' && text[at + 2] == 'a' && text[at + 3] == 'i' && text[at + 4] == 't')
                return true;
        }

        return false;
    }
}
