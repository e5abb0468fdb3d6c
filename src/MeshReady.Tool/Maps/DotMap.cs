using System.Text;

namespace MeshReady.Tool.Maps;

/// <summary>A map in the DOT language of Graphviz.</summary>
public static class DotMap
{
    /// <summary>The text of the graph.</summary>
    /// <param name="map">The map.</param>
    /// <param name="title">Its title.</param>
    public static string Of(SystemMap map, string title)
    {
        var text = new StringBuilder("digraph system {\n");
        text.Append($"  graph [rankdir=LR, labelloc=t, fontname=\"Helvetica\", label={Quoted(title)}];\n");
        text.Append("  node [shape=box, style=\"rounded,filled\", fillcolor=\"#e8f0fe\", color=\"#2b5fb3\", fontname=\"Helvetica\", fontsize=11];\n");
        text.Append("  edge [color=\"#44546a\", fontname=\"Helvetica\", fontsize=9];\n");
        foreach (var node in map.Nodes)
        {
            var look = node.Kind switch
            {
                NodeKind.Gateway => ", shape=hexagon, style=filled",
                NodeKind.Store => ", shape=cylinder, style=filled, fillcolor=\"#e6f4ea\", color=\"#2e7d4f\"",
                NodeKind.Channel => ", shape=cds, style=filled, fillcolor=\"#f1e9fb\", color=\"#6b3fa0\"",
                NodeKind.External or NodeKind.Infrastructure => ", style=filled, fillcolor=\"#eef2f6\", color=\"#5b6b7b\"",
                NodeKind.Unresolved or NodeKind.UnknownHost => ", style=\"dashed,filled\", fillcolor=\"#fff4e0\", color=\"#9a5b00\"",
                _ => "",
            };
            text.Append($"  {node.Id} [label={Quoted(node.IsOpen ? "? " + node.Name : node.Name)}{look}];\n");
        }

        foreach (var edge in map.Edges)
        {
            List<string> look = [];
            if (edge.Label.Length > 0)
                look.Add($"label={Quoted(edge.Label)}");
            if (edge.Kind is EdgeKind.Publish or EdgeKind.Consume)
                look.Add("style=dashed, color=\"#6b3fa0\"");
            else if (edge.Kind == EdgeKind.Keep)
                look.Add("arrowhead=none, color=\"#2e7d4f\"");
            else if (edge.To.IsOpen)
                look.Add("style=dotted");
            if (edge.Worst?.Requests >= EdgeLabel.Many)
                look.Add("color=\"#b3261e\", penwidth=2");
            text.Append($"  {edge.From.Id} -> {edge.To.Id}{(look.Count == 0 ? "" : $" [{string.Join(", ", look)}]")};\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Quoted(string text)
        => $"\"{VisibleText.Of(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
