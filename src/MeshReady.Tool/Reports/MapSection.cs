using MeshReady.Model.Deployment;
using MeshReady.Tool.Maps;

namespace MeshReady.Tool.Reports;

/// <summary>The map with its tools, its legend, and beside it what is known of the chosen service or arrow.</summary>
internal static class MapSection
{
    // Beyond this a picture shows nothing that a table does not show better.
    private const int MostNodes = 400;
    private const int MostEdges = 1_200;

    public static Html Of(ReportModel model)
    {
        var map = model.Map;
        if (map.Nodes.Count == 0)
            return Html.Of($"<p>No services were found.</p>");
        if (map.Nodes.Count > MostNodes || map.Edges.Count > MostEdges)
            return Html.Of($"<p>The system is too large to be drawn ({Words.Count(map.Nodes.Count, "node")}, {Words.Count(map.Edges.Count, "edge")}); the tables below name all of it.</p>{Details(model)}");
        return Html.Of($"""
            <p class="hint">Choose a service or an arrow to see what is known of it. On the keyboard: Tab and Enter, the arrow keys lead from box to box, Escape leaves. <a href="#connections">The same as tables.</a></p>
            <div class="map-tools" hidden><button type="button" data-zoom="in">Larger</button><button type="button" data-zoom="out">Smaller</button><button type="button" data-zoom="fit">Fit</button><button type="button" data-zoom="one">Actual size</button><button type="button" data-clear>Clear choice</button></div>
            <div class="map-row">
            <div class="map-box" role="region" tabindex="0" aria-label="Service map, can be scrolled">
            {SvgMap.Of(map, model.Input.Title)}
            </div>
            {Details(model)}
            </div>
            {Legend()}
            """);
    }

    private static Html Details(ReportModel model) => Html.Of($"""
        <div id="details" role="region" aria-label="Details" aria-live="polite" tabindex="-1">
        <p class="hint none-chosen" hidden>Nothing chosen yet.</p>
        {model.Map.Nodes.Select(n => NodeDetails.Of(model, n))}
        {model.Map.Edges.Select(e => EdgeDetails.Of(model, e))}
        </div>
        """);

    private static Html Legend() => Html.Of($"""
        <ul class="legend" aria-label="Legend">
        {Key("service", "<rect class=\"box\" x=\"1\" y=\"3\" width=\"26\" height=\"14\" rx=\"4\"/>", "service")}
        {Key("external", "<rect class=\"box\" x=\"1\" y=\"3\" width=\"26\" height=\"14\"/>", "outside or infrastructure")}
        {Key("unresolved", "<rect class=\"box\" x=\"1\" y=\"3\" width=\"26\" height=\"14\" rx=\"4\"/>", "not known")}
        {Key("channel", "<rect class=\"box\" x=\"1\" y=\"3\" width=\"26\" height=\"14\" rx=\"7\"/>", "messages")}
        {Key("store", "<path class=\"box\" d=\"M4 5v10c0 4 20 4 20 0V5c0-4-20-4-20 0c0 4 20 4 20 0\"/>", "data store")}
        {Key("edge call", "<path class=\"line\" d=\"M1 10h26\"/>", "waits for an answer")}
        {Key("edge call hot", "<path class=\"line\" d=\"M1 10h26\"/>", $"may become {EdgeLabel.Many} requests or more")}
        {Key("edge publish", "<path class=\"line\" d=\"M1 10h26\"/>", "sends or takes messages")}
        {Key("edge keep", "<path class=\"line\" d=\"M1 10h26\"/>", "keeps data")}
        </ul>
        """);

    private static Html Key(string look, string shape, string words)
        => Html.Of($"<li><svg width=\"28\" height=\"20\" aria-hidden=\"true\"><g class=\"{look}\">{new Html(shape)}</g></svg> {words}</li>\n");
}

/// <summary>What is known of a box of the map.</summary>
internal static class NodeDetails
{
    public static Html Of(ReportModel model, MapNode node)
    {
        var open = node.IsOpen ? Html.Of($"<p>Nothing that was read says where this leads.</p>") : Html.Empty;
        return Html.Of($"""
            <article id="d-{node.Id}" class="detail" tabindex="-1" aria-labelledby="h-{node.Id}">
            <h3 id="h-{node.Id}"><span class="tag">{node.KindWord}</span> <bdi>{node.Name}</bdi></h3>
            {open}{Service(model, node)}
            {Ends("Calls", model.Map.Edges.Where(e => e.From == node && e.Kind == EdgeKind.Call), toFarEnd: true)}
            {Ends("Is called by", model.Map.Edges.Where(e => e.To == node && e.Kind == EdgeKind.Call), toFarEnd: false)}
            {Ends(node.Kind == NodeKind.Channel ? "Taken by" : "Sends", model.Map.Edges.Where(e => e.From == node && e.Kind is EdgeKind.Publish or EdgeKind.Consume && e.From == node), toFarEnd: true)}
            {Ends(node.Kind == NodeKind.Channel ? "Sent by" : "Takes", model.Map.Edges.Where(e => e.To == node && e.Kind is EdgeKind.Publish or EdgeKind.Consume), toFarEnd: false)}
            {Ends("Keeps data in", model.Map.Edges.Where(e => e.From == node && e.Kind == EdgeKind.Keep), toFarEnd: true)}
            {Ends("Used by", model.Map.Edges.Where(e => e.To == node && e.Kind == EdgeKind.Keep), toFarEnd: false)}
            </article>

            """);
    }

    private static Html Service(ReportModel model, MapNode node)
    {
        if (node.Service is not { } service)
            return Html.Empty;
        var findings = model.Counted.Count(i => i.Service == service.Name);
        var count = findings == 0 ? Html.Of($"none") : Html.Of($"<a href=\"#findings\" data-service-filter=\"{service.Name}\">{findings}</a>");
        return Html.Of($"""
            <dl class="facts">
            <dt>Project</dt><dd>{(service.Project is { } project ? Words.Place(project.Project) : Html.Of($"known from manifests only"))}</dd>
            {(model.Items.Count == 0 ? Html.Empty : Html.Of($"<dt>Findings</dt><dd>{count}</dd>"))}
            {service.Deployments.Select(static d => Html.Of($"<dt>Mesh{(d.Set.Name.Length > 0 ? $" in {d.Set.Name}" : "")}</dt><dd>{State(d.Mesh)}: <bdi>{Output.Redaction.Clean(d.Mesh.Evidence)}</bdi></dd>"))}
            {service.Exposures.Select(static e => Html.Of($"<dt>Open to the outside</dt><dd><bdi>{e.Kind}</bdi> at {Words.Place(e.Place.ToString())}</dd>"))}
            </dl>
            """);
    }

    private static string State(MeshVerdict verdict) => verdict.State switch
    {
        MeshState.Meshed => verdict.Mesh ?? "meshed",
        MeshState.None => "none",
        _ => "not known",
    };

    private static Html Ends(string title, IEnumerable<MapEdge> edges, bool toFarEnd)
    {
        Html[] items = [.. edges.Select(e => Html.Of($"<li><a href=\"#d-{e.Id}\"><bdi>{(toFarEnd ? e.To.Name : e.From.Name)}</bdi></a>{(e.Label.Length > 0 ? Html.Of($" <span class=\"soft\">{e.Label}</span>") : Html.Empty)}</li>"))];
        return items.Length == 0 ? Html.Empty : Html.Of($"<h4>{title}</h4><ul class=\"plain-list\">{items}</ul>\n");
    }
}
