using MeshReady.Tool.Analysis;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Reports;

/// <summary>The findings by service, with their lines of code and manifest side by side; a script groups them by rule and filters.</summary>
internal static class FindingSection
{
    // More lines than these nobody reads in a browser; the places are named all the same.
    private const int MostExcerpts = 1_000;
    private const int MostPlaces = 6;

    public static Html Of(ReportModel model)
    {
        if (model.Items.Count == 0)
            return Html.Of($"<p class=\"good\">No findings.</p>");
        var number = 0;
        var groups = model.Items.GroupBy(static i => i.Service).OrderBy(static g => g.Key, StringComparer.Ordinal);
        return Html.Of($"""
            {Filter(model)}
            <p id="filter-status" role="status" aria-live="polite">{model.Items.Count} of {model.Items.Count} findings</p>
            <div id="finding-groups">
            {groups.Select(g => Html.Of($"""
            <section class="group"><h3><bdi>{g.Key}</bdi> <span class="soft count">{g.Count()}</span></h3>
            {g.Select(i => Item(model, i, number++ < MostExcerpts))}
            </section>

            """)).ToArray()}
            </div>
            {(model.Items.Count > MostExcerpts ? Html.Of($"<p class=\"soft\">Lines are shown for the first {MostExcerpts} findings.</p>") : Html.Empty)}
            """);
    }

    private static Html Filter(ReportModel model) => Html.Of($"""
        <form id="filter" class="filter" role="search" aria-label="Filter findings" hidden>
        <label class="grow">Text <input type="search" name="text" autocomplete="off" spellcheck="false"></label>
        {Choice("service", "Service", model.Items.Select(static i => i.Service))}
        {Choice("rule", "Rule", model.Items.Select(static i => i.Finding.Id), id => $"{id} {model.Rules[id].Title}")}
        {(model.Items.Any(static i => i.Owners.Count > 0) ? Choice("owner", "Owner", model.Items.SelectMany(static i => i.Owners)) : Html.Empty)}
        <fieldset><legend>Severity</legend>{ReportModel.Severities.Where(s => model.Items.Any(i => i.Finding.Severity == s.Severity)).Select(static s => Html.Of($"<label><input type=\"checkbox\" name=\"severity\" value=\"{s.Word}\" checked> {s.Word}</label> "))}</fieldset>
        {(model.Input.Trend is null ? Html.Empty : Html.Of($"<fieldset><legend>Baseline</legend><label><input type=\"checkbox\" name=\"fresh\"> new only</label></fieldset>"))}
        <fieldset><legend>Group by</legend><label><input type="radio" name="group" value="service" checked> service</label> <label><input type="radio" name="group" value="rule"> rule</label></fieldset>
        <button type="reset">Reset</button>
        </form>
        """);

    private static Html Choice(string name, string label, IEnumerable<string> values, Func<string, string>? show = null)
        => Html.Of($"<label>{label} <select name=\"{name}\"><option value=\"\">all</option>{values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(v => Html.Of($"<option value=\"{v}\">{(show is null ? v : show(v))}</option>"))}</select></label>");

    private static Html Item(ReportModel model, ReportItem item, bool hasLines)
    {
        var finding = item.Finding;
        var word = ReportModel.WordOf(finding.Severity);
        var also = finding.Also.Length == 0 ? Html.Empty : Html.Of($"<p class=\"places\">with {Html.Join(finding.Also.Select(static a => Words.Place(a)), ", ")}</p>");
        return Html.Of($"""
            <article class="finding {word}" id="{item.Id}" aria-labelledby="{item.Id}-h" data-severity="{word}" data-rule="{finding.Id}" data-rule-title="{finding.Id} {model.Rules[finding.Id].Title}" data-service="{item.Service}" data-owners="{string.Join(' ', item.Owners)}" data-new="{(item.IsNew ? "yes" : "no")}">
            <h4 id="{item.Id}-h"><span class="badge {word}">{word}</span> <a class="rule" href="#rule-{finding.Id}">{finding.Id}</a> <bdi>{Redaction.Clean(finding.Message)}</bdi></h4>
            <p class="places">{Words.Place($"{finding.Path}:{finding.Line}")}{Tags(item)}</p>{also}
            {(hasLines ? Lines(model, finding) : Html.Empty)}
            </article>

            """);
    }

    private static Html Tags(ReportItem item)
    {
        List<Html> tags = [];
        if (item.IsNew)
            tags.Add(Html.Of($" <span class=\"tag fresh\">new</span>"));
        if (item.Finding.Suppression is { } suppression)
            tags.Add(Html.Of($" <span class=\"tag\">suppressed{(suppression.Justification is { Length: > 0 } why ? ": " + Redaction.Clean(why) : "")}</span>"));
        tags.AddRange(item.Finding.Environments.Select(static e => Html.Of($" <span class=\"tag\">{e}</span>")));
        tags.AddRange(item.Owners.Select(static o => Html.Of($" <span class=\"tag owner\"><bdi>{o}</bdi></span>")));
        return Html.Join(tags);
    }

    private static Html Lines(ReportModel model, Finding finding)
    {
        Excerpt[] excerpts = [.. model.Excerpts.Of(finding).Where(static e => e.Lines.Count > 0).Take(MostPlaces)];
        Excerpt[] code = [.. excerpts.Where(static e => e.IsCode)];
        Excerpt[] manifests = [.. excerpts.Where(static e => !e.IsCode)];
        if (excerpts.Length == 0)
            return Html.Empty;
        return code.Length == 0 || manifests.Length == 0
            ? Html.Of($"<div class=\"lines\">{excerpts.Select(ExcerptView.Of)}</div>")
            : Html.Of($"<div class=\"lines two\"><div><h5>Code</h5>{code.Select(ExcerptView.Of)}</div><div><h5>Manifest</h5>{manifests.Select(ExcerptView.Of)}</div></div>");
    }
}

/// <summary>The help of each rule that has findings, from its page.</summary>
internal static class RuleSection
{
    public static Html Of(ReportModel model) => model.Rules.Count == 0 ? Html.Of($"<p>No rule has a finding.</p>") : Html.Of($"""
        {model.Rules.Values.Select(rule => Html.Of($"""
        <details class="rule-help" id="rule-{rule.Id}"><summary><strong>{rule.Id}</strong> {rule.Title} <span class="soft">{rule.Group}, {Words.Count(model.Items.Count(i => i.Finding.Id == rule.Id), "finding")}</span></summary>
        <div class="help">{rule.Body}
        <h4>Findings</h4><ul class="plain-list">{model.Items.Where(i => i.Finding.Id == rule.Id).Select(static i => Html.Of($"<li><a href=\"#{i.Id}\"><bdi>{i.Finding.Path}:{i.Finding.Line}</bdi></a></li>"))}</ul></div>
        </details>

        """))}
        """);
}
