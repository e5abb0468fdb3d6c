using MeshReady.Tool.Maps;

namespace MeshReady.Tool.Reports;

/// <summary>Counts: by severity, against the baseline, by group, by service.</summary>
internal static class SummarySection
{
    private const int MostServices = 8;
    private const int BarWidth = 160;

    public static Html Of(ReportModel model)
    {
        ReportItem[] counted = [.. model.Counted];
        return Html.Of($"""
            <ul class="cards">
            {ReportModel.Severities.Select(s => Card(s.Word, counted.Count(i => i.Finding.Severity == s.Severity), s.Plural))}
            {Card("plain", model.Map.Calls.Count(static e => e.Worst?.Requests >= EdgeLabel.Many), $"calls that may become {EdgeLabel.Many} requests or more")}
            {Card("plain", model.Map.Calls.Count(static e => e.To.IsOpen), "calls whose other end is not known")}
            </ul>
            {Trend(model)}
            {(counted.Length == 0 ? Html.Of($"<p class=\"good\">No findings.</p>") : Tables(model, counted))}
            {Notes(model)}
            """);
    }

    private static Html Card(string look, int count, string words)
        => Html.Of($"<li class=\"card {look}\"><strong>{count}</strong> <span>{words}</span></li>\n");

    private static Html Trend(ReportModel model)
    {
        if (model.Input.Trend is not { } trend)
            return Html.Empty;
        var fresh = model.Counted.Count(static i => i.IsNew);
        var gone = trend.Gone.Count == 0 ? Html.Empty : Html.Of($"""
            <details><summary>{Words.Count(trend.Gone.Count, "finding")} of the baseline that {(trend.Gone.Count == 1 ? "is" : "are")} gone</summary><ul class="plain-list">{trend.Gone.Select(static g => Html.Of($"<li><bdi>{g}</bdi></li>"))}</ul></details>
            """);
        return Html.Of($"""
            <h3>Since <bdi>{trend.Against}</bdi></h3>
            <dl class="trend"><div class="new"><dt>new</dt><dd>{fresh}</dd></div><div><dt>known</dt><dd>{model.Counted.Count() - fresh}</dd></div><div class="gone"><dt>gone</dt><dd>{trend.Gone.Count}</dd></div></dl>
            {gone}
            """);
    }

    private static Html Tables(ReportModel model, ReportItem[] items)
    {
        var groups = items.GroupBy(i => model.Rules[i.Finding.Id].Group).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key, StringComparer.Ordinal).ToArray();
        var services = items.GroupBy(static i => i.Service).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key, StringComparer.Ordinal).ToArray();
        return Html.Of($"""
            <div class="pair">
            {Table("Findings by group", "Group", groups, groups[0].Count(), static g => Html.Of($"{g}"))}
            {Table(services.Length > MostServices ? $"The {MostServices} services with most findings" : "Findings by service", "Service", services.Take(MostServices), services[0].Count(), g => model.NodeOf(g) is { } node ? Html.Of($"<a href=\"#d-{node.Id}\"><bdi>{g}</bdi></a>") : Html.Of($"<bdi>{g}</bdi>"))}
            </div>
            """);
    }

    private static Html Table(string caption, string head, IEnumerable<IGrouping<string, ReportItem>> rows, int most, Func<string, Html> name)
        => Html.Of($"""
            <div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table class="bars"><caption>{caption}</caption><thead><tr><th scope="col">{head}</th><th scope="col">Findings</th><td></td></tr></thead><tbody>
            {rows.Select(row => Html.Of($"<tr><th scope=\"row\">{name(row.Key)}</th><td class=\"number\">{row.Count()}</td><td>{Bar(row, most)}</td></tr>\n"))}
            </tbody></table></div>
            """);

    // The parts of a bar stand for the severities; the number beside it says the same in text.
    private static Html Bar(IEnumerable<ReportItem> items, int most)
    {
        var x = 0d;
        var parts = new List<Html>();
        foreach (var (severity, word, _) in ReportModel.Severities)
        {
            var width = items.Count(i => i.Finding.Severity == severity) * (double)BarWidth / most;
            if (width > 0)
                parts.Add(Html.Of($"<rect class=\"bar-{word}\" x=\"{x}\" width=\"{width}\" height=\"12\"/>"));
            x += width;
        }

        return Html.Of($"<svg width=\"{BarWidth}\" height=\"12\" aria-hidden=\"true\">{parts}</svg>");
    }

    private static Html Notes(ReportModel model)
        => model.Input.Notes.Count == 0 ? Html.Empty : Html.Of($"""
            <details><summary>{Words.Count(model.Input.Notes.Count, "note")} on what could not be read</summary><ul class="plain-list">{model.Input.Notes.Select(static n => Html.Of($"<li><bdi>{Output.Redaction.Clean(n)}</bdi></li>"))}</ul></details>
            """);
}
