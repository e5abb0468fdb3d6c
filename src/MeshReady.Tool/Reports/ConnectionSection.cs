using MeshReady.Tool.Maps;

namespace MeshReady.Tool.Reports;

/// <summary>The map as tables: what is drawn stands here in words.</summary>
internal static class ConnectionSection
{
    public static Html Of(ReportModel model)
    {
        var map = model.Map;
        return Html.Of($"""
            {Calls(map)}
            {Messages(map)}
            {Stores(map)}
            """);
    }

    private static Html Calls(SystemMap map)
    {
        MapEdge[] calls = [.. map.Calls];
        if (calls.Length == 0)
            return Html.Of($"<p>No service waits for another.</p>");
        return Html.Of($"""
            <div class="scroll" role="region" tabindex="0" aria-label="Calls and who retries or ends them"><table class="wide">
            <caption>Calls: who waits for whom, who retries, who ends the call</caption>
            <thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">How</th><th scope="col">Where</th><th scope="col">Code</th><th scope="col">Mesh</th><th scope="col">Code × mesh</th><th scope="col">Waits at most</th></tr></thead>
            <tbody>
            {calls.SelectMany(static e => e.Policies.Count == 0 ? [Row(e, null, isFirst: true)] : e.Policies.Select((p, i) => Row(e, p, i == 0)))}
            </tbody></table></div>
            """);
    }

    private static Html Row(MapEdge edge, PolicyRow? policy, bool isFirst)
    {
        var to = Html.Of($"<bdi>{edge.To.Name}</bdi>{(edge.To.Service is null ? Html.Of($" <span class=\"tag\">{edge.To.KindWord}</span>") : Html.Empty)}");
        var ends = isFirst
            ? Html.Of($"<th scope=\"row\"><a href=\"#d-{edge.Id}\"><bdi>{edge.From.Name}</bdi></a></th><td>{to}</td><td>{EdgeDetails.Words(edge)}{(edge.Call!.IsConditional ? ", conditional" : "")}</td>")
            : Html.Of($"<td></td><td></td><td></td>");
        return policy is null
            ? Html.Of($"<tr>{ends}<td colspan=\"5\" class=\"soft\">not known</td></tr>\n")
            : Html.Of($"<tr>{ends}<td><bdi>{policy.Set}</bdi></td><td>{policy.Code}</td><td>{policy.Mesh}</td><td{EdgeDetails.Hot(policy)}>{policy.Together}</td><td{(policy.IsUnbounded ? new Html(" class=\"warn-cell\"") : Html.Empty)}>{policy.Wait}</td></tr>\n");
    }

    private static Html Messages(SystemMap map)
    {
        MapNode[] channels = [.. map.Nodes.Where(static n => n.Channel is not null)];
        return channels.Length == 0 ? Html.Empty : Table("Messages: sent without waiting", ["Messages", "Broker", "Sent by", "Taken by"], channels.Select(n => Html.Of(
            $"<tr><th scope=\"row\"><a href=\"#d-{n.Id}\"><bdi>{n.Name}</bdi></a></th><td>{n.Channel!.Broker}</td><td>{Names(n.Channel.Publishers.Select(static e => e.Service.Name))}</td><td>{Names(n.Channel.Consumers.Select(static e => e.Service.Name))}</td></tr>\n")));
    }

    private static Html Stores(SystemMap map)
    {
        MapNode[] stores = [.. map.Nodes.Where(static n => n.Store is not null)];
        return stores.Length == 0 ? Html.Empty : Table("Data stores", ["Store", "Used by"], stores.Select(n => Html.Of(
            $"<tr><th scope=\"row\"><a href=\"#d-{n.Id}\"><bdi>{n.Name}</bdi></a></th><td>{Names(n.Store!.Users.Select(static u => u.Service.Name))}</td></tr>\n")));
    }

    private static Html Table(string caption, string[] heads, IEnumerable<Html> rows) => Html.Of($"""
        <div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table><caption>{caption}</caption><thead><tr>{heads.Select(static h => Html.Of($"<th scope=\"col\">{h}</th>"))}</tr></thead><tbody>
        {rows}
        </tbody></table></div>
        """);

    private static Html Names(IEnumerable<string> names)
        => names.Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } all ? Html.Join(all.Select(static n => Html.Of($"<bdi>{n}</bdi>")), ", ") : Html.Of($"<span class=\"soft\">nobody here</span>");
}
