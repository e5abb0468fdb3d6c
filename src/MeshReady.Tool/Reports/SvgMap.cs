using MeshReady.Model.Deployment;
using MeshReady.Tool.Maps;
using MeshReady.Tool.Maps.Layout;

namespace MeshReady.Tool.Reports;

/// <summary>Draws a map. Every box and arrow is a link to its details, so that it works without scripts and by keyboard.</summary>
internal static class SvgMap
{
    private const int LongestName = 30;
    private const double NameWidth = 7.3;
    private const double LabelWidth = 6.1;
    private const double Padding = 26;

    public static Html Of(SystemMap map, string title)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < map.Nodes.Count; i++)
            places[map.Nodes[i].Id] = i;
        Box[] boxes = [.. map.Nodes.Select(static n => new Box(Math.Max(84, Wide(Short(n.Name)) * NameWidth + Padding), n.Service is null ? 34 : 46))];
        var placement = LayeredLayout.Place(boxes, [.. map.Edges.Select(e => new Arrow(places[e.From.Id], places[e.To.Id], e.Label.Length == 0 ? 0 : Wide(e.Label) * LabelWidth + 12))]);
        return Html.Of($"""
            <svg id="map-svg" role="graphics-document document" aria-roledescription="service map" aria-labelledby="map-title map-desc" viewBox="0 0 {placement.Width} {placement.Height}" width="{placement.Width}" height="{placement.Height}" data-width="{placement.Width}" data-height="{placement.Height}">
            <title id="map-title">Service map of {title}</title>
            <desc id="map-desc">{Describe(map)}</desc>
            <defs>
            <marker id="tip" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path class="tip" d="M0 0.5 8 4 0 7.5z"/></marker>
            <marker id="tip-hot" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="9" markerHeight="9" orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path class="tip-hot" d="M0 0.5 8 4 0 7.5z"/></marker>
            <marker id="tip-message" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path class="tip-message" d="M0 0.5 8 4 0 7.5z"/></marker>
            </defs>
            <g class="nodes">
            {map.Nodes.Select((n, i) => Node(map, n, placement.Boxes[i], boxes[i]))}
            </g>
            <g class="edges">
            {map.Edges.Select((e, i) => Edge(e, placement.Paths[i], placement.Labels[i]))}
            </g>
            </svg>
            """);
    }

    private static string Describe(SystemMap map)
        => $"{Words.Count(map.Nodes.Count(static n => n.Service is not null), "service")} and {Words.Count(map.Edges.Count, "connection")}. Each is a link to its details; the section Connections holds the same as tables.";

    private static Html Node(SystemMap map, MapNode node, Point at, Box box)
    {
        var state = node.Service?.Deployments.Select(static d => d.Mesh.State).Distinct().ToArray() is [var one] ? one : MeshState.Unknown;
        var below = node.Service is null ? null : (node.Kind == NodeKind.Gateway ? "gateway" : "service") + state switch
        {
            MeshState.Meshed => " · meshed",
            MeshState.None => " · no mesh",
            _ => "",
        };
        var neighbours = string.Join(' ', map.Edges.Where(e => e.From == node).Select(static e => e.To.Id).Distinct());
        var (x, y) = (at.X + box.Width / 2, at.Y + box.Height / 2);
        return Html.Of($"""
            <a class="node {Look(node.Kind)}" id="{node.Id}" href="#d-{node.Id}" data-x="{x}" data-y="{y}" data-to="{neighbours}" aria-label="{node.KindWord} {node.Name}"><title>{node.Name}</title>{Shape(node.Kind, at, box)}<text class="name" x="{x}" y="{(below is null ? y + 4.5 : y - 1.5)}">{(node.IsOpen ? "? " : "")}{Short(node.Name)}</text>{(below is null ? Html.Empty : Html.Of($"<text class=\"sub\" x=\"{x}\" y=\"{y + 14}\">{below}</text>"))}</a>

            """);
    }

    private static string Look(NodeKind kind) => kind switch
    {
        NodeKind.Service => "service",
        NodeKind.Gateway => "service gateway",
        NodeKind.Infrastructure => "external infrastructure",
        NodeKind.External => "external",
        NodeKind.UnknownHost => "unresolved unknown-host",
        NodeKind.Unresolved => "unresolved",
        NodeKind.Channel => "channel",
        _ => "store",
    };

    private static Html Shape(NodeKind kind, Point at, Box box)
    {
        var (x, y, w, h) = (at.X, at.Y, box.Width, box.Height);
        return kind switch
        {
            NodeKind.Store => Html.Of($"<path class=\"box\" d=\"M{x} {y + 5}v{h - 10}c0 7 {w} 7 {w} 0v{10 - h}c0 -7 {-w} -7 {-w} 0c0 7 {w} 7 {w} 0\"/>"),
            NodeKind.Channel => Html.Of($"<rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{h / 2}\"/>"),
            NodeKind.Gateway => Html.Of($"<path class=\"box\" d=\"M{x + 12} {y}h{w - 24}l12 {h / 2}l-12 {h / 2}h{24 - w}l-12 {-h / 2}z\"/>"),
            NodeKind.External or NodeKind.Infrastructure => Html.Of($"<rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"/>"),
            _ => Html.Of($"<rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"8\"/>"),
        };
    }

    private static Html Edge(MapEdge edge, string path, Point label)
    {
        var look = edge.Kind switch
        {
            EdgeKind.Call => "call" + (edge.Worst?.Requests >= EdgeLabel.Many ? " hot" : "") + (edge.Policies.Any(static p => p.IsUnbounded) && edge.Call!.IsInRequest ? " unbounded" : "") + (edge.To.IsOpen ? " open" : ""),
            EdgeKind.Keep => "keep",
            _ => "publish",
        };
        var marker = edge.Kind switch
        {
            EdgeKind.Keep => Html.Empty,
            EdgeKind.Call => new Html(edge.Worst?.Requests >= EdgeLabel.Many ? " marker-end=\"url(#tip-hot)\"" : " marker-end=\"url(#tip)\""),
            _ => new Html(" marker-end=\"url(#tip-message)\""),
        };
        var text = edge.Label.Length == 0 ? Html.Empty : Html.Of($"<text x=\"{label.X}\" y=\"{label.Y + 4}\">{edge.Label}</text>");
        return Html.Of($"""
            <a class="edge {look}" id="{edge.Id}" href="#d-{edge.Id}" data-from="{edge.From.Id}" data-to="{edge.To.Id}" data-x="{label.X}" data-y="{label.Y}" aria-label="{edge.From.Name} {EdgeDetails.Words(edge)} {edge.To.Name}{(edge.Label.Length > 0 ? ": " + edge.Label : "")}"><path class="hit" d="{path}"/><path class="line" d="{path}"{marker}/>{text}</a>

            """);
    }

    // Signs of East Asian scripts are twice as wide.
    private static double Wide(string text) => text.EnumerateRunes().Sum(static r => r.Value >= 0x1100 ? 1.8 : 1d);

    private static string Short(string name) => VisibleText.Of(name) is { Length: > LongestName } clean ? clean[..(LongestName - 1)] + "…" : VisibleText.Of(name);
}
