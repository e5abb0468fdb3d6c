using System.Text;

namespace MeshReady.Tool.Maps;

/// <summary>A map as a Mermaid flowchart, which GitHub and GitLab draw in Markdown.</summary>
public static class MermaidMap
{
    /// <summary>The text of the diagram.</summary>
    public static string Of(SystemMap map)
    {
        var text = new StringBuilder("flowchart LR\n");
        foreach (var node in map.Nodes)
        {
            var (open, close) = node.Kind switch
            {
                NodeKind.Gateway => ("{{", "}}"),
                NodeKind.Store => ("[(", ")]"),
                NodeKind.Channel => ("([", "])"),
                NodeKind.External or NodeKind.Infrastructure => ("[/", "/]"),
                NodeKind.Unresolved or NodeKind.UnknownHost => (">", "]"),
                _ => ("[", "]"),
            };
            text.Append($"  {node.Id}{open}\"{Label(node.IsOpen ? "? " + node.Name : node.Name)}\"{close}\n");
        }

        foreach (var edge in map.Edges)
        {
            var line = edge.Kind is EdgeKind.Publish or EdgeKind.Consume || edge.To.IsOpen ? "-.->" : edge.Kind == EdgeKind.Keep ? "---" : "-->";
            var label = edge.Label.Length == 0 ? "" : $"|\"{Label(edge.Label)}\"|";
            text.Append($"  {edge.From.Id} {line}{label} {edge.To.Id}\n");
        }

        text.Append("  classDef foreign fill:#eef2f6,stroke:#5b6b7b,color:#1d2733\n");
        text.Append("  classDef open fill:#fff4e0,stroke:#9a5b00,color:#3d2500,stroke-dasharray:4 3\n");
        Classes("foreign", static n => n.IsForeign);
        Classes("open", static n => n.IsOpen);
        return text.ToString();

        void Classes(string name, Func<MapNode, bool> belongs)
        {
            string[] ids = [.. map.Nodes.Where(belongs).Select(static n => n.Id)];
            if (ids.Length > 0)
                text.Append("  class ").AppendJoin(',', ids).Append(' ').Append(name).Append('\n');
        }
    }

    // Mermaid reads numbered entities; every sign that means something to it, to its directives or to HTML becomes one.
    private static string Label(string text)
    {
        var label = new StringBuilder();
        foreach (var rune in VisibleText.Of(text).EnumerateRunes())
        {
            if (rune.Value > 127 || rune.Value == ' ' || Rune.IsLetterOrDigit(rune) || "-_./:=,+?()*".Contains((char)rune.Value, StringComparison.Ordinal))
                label.Append(rune.ToString());
            else
                label.Append('#').Append(rune.Value).Append(';');
        }

        return label.Length == 0 ? " " : label.ToString();
    }
}
