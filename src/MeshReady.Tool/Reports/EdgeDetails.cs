using MeshReady.Model.Systems;
using MeshReady.Tool.Maps;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Reports;

/// <summary>What is known of an arrow of the map: the lines that show it and who retries and ends it.</summary>
internal static class EdgeDetails
{
    private const int MostExcerpts = 6;

    public static Html Of(ReportModel model, MapEdge edge) => Html.Of($"""
        <article id="d-{edge.Id}" class="detail" tabindex="-1" aria-labelledby="h-{edge.Id}">
        <h3 id="h-{edge.Id}"><span class="tag">{Words(edge)}</span> <a href="#d-{edge.From.Id}"><bdi>{edge.From.Name}</bdi></a> → <a href="#d-{edge.To.Id}"><bdi>{edge.To.Name}</bdi></a></h3>
        {(edge.Label.Length > 0 ? Html.Of($"<p class=\"soft\">{edge.Label}</p>") : Html.Empty)}
        {Policies(edge)}
        <h4>Shown by</h4>
        <ul class="plain-list evidence">{(edge.Call is { } call ? call.Evidence.Select((e, i) => Evidence(model, e, i)) : edge.Places.Select((p, i) => Html.Of($"<li>{Reports.Words.Place(p.ToString())}{Lines(model, p, i)}</li>")))}</ul>
        </article>

        """);

    /// <summary>What an arrow says, in a word.</summary>
    public static string Words(MapEdge edge) => edge.Kind switch
    {
        EdgeKind.Call => EdgeLabel.Word(edge.Call!.Protocol),
        EdgeKind.Publish => "sends",
        EdgeKind.Consume => "takes",
        _ => "keeps data",
    };

    private static Html Policies(MapEdge edge) => edge.Policies.Count == 0 ? Html.Empty : Html.Of($"""
        <div class="scroll" role="region" tabindex="0" aria-label="Policies"><table><caption>Who retries, who ends the call</caption>
        <thead><tr><th scope="col">Where</th><th scope="col">Code</th><th scope="col">Mesh</th><th scope="col">Together</th><th scope="col">Waits at most</th></tr></thead><tbody>
        {edge.Policies.Select(static row => Html.Of($"<tr><th scope=\"row\"><bdi>{row.Set}</bdi></th><td>{row.Code}{At(row.CodePlace)}</td><td>{row.Mesh}{At(row.MeshPlace)}</td><td{Hot(row)}>{row.Together}</td><td>{row.Wait}</td></tr>\n"))}
        </tbody></table></div>
        """);

    /// <summary>The attribute of a cell that deserves attention.</summary>
    public static Html Hot(PolicyRow row) => row.Requests >= EdgeLabel.Many ? new Html(" class=\"hot-cell\"") : Html.Empty;

    private static Html At(Place? place) => place is null ? Html.Empty : Html.Of($"<br>{Reports.Words.Place(place.ToString())}");

    private static Html Evidence(ReportModel model, CallEvidence evidence, int index)
        => Html.Of($"<li><span class=\"soft\">{Kind(evidence.Kind)}</span> <bdi>{Redaction.Clean(evidence.Text)}</bdi><br>{Reports.Words.Place(evidence.Place.ToString())}{Lines(model, evidence.Place, index)}</li>\n");

    private static Html Lines(ReportModel model, Place place, int index)
        => index < MostExcerpts && model.Excerpts.At(place.Path, place.Line, around: 1) is { Lines.Count: > 0 } excerpt ? ExcerptView.Of(excerpt) : Html.Empty;

    private static string Kind(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Code => "code",
        EvidenceKind.Setting => "setting",
        EvidenceKind.Environment => "environment variable",
        EvidenceKind.Aspire => "Aspire reference",
        EvidenceKind.DaprAppId => "Dapr app id",
        _ => "gRPC contract",
    };
}

/// <summary>Lines of a file.</summary>
internal static class ExcerptView
{
    public static Html Of(Excerpt excerpt) => Html.Of($"""
        <figure class="excerpt"><figcaption>{Words.Place($"{excerpt.Path}:{excerpt.Line}")}</figcaption><pre tabindex="0" dir="ltr"><code>{excerpt.Lines.Select((line, i) => Line(excerpt.First + i, line, excerpt.First + i == excerpt.Line))}</code></pre></figure>
        """);

    private static Html Line(int number, string line, bool isMeant)
        => isMeant
            ? Html.Of($"<mark><span class=\"line-number\" aria-hidden=\"true\">{number}</span>{line}\n</mark>")
            : Html.Of($"<span class=\"line-number\" aria-hidden=\"true\">{number}</span>{line}\n");
}
