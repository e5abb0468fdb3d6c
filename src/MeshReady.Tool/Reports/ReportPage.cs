using System.Security.Cryptography;
using System.Text;

namespace MeshReady.Tool.Reports;

/// <summary>One HTML file that needs nothing else: no network, no fonts, no scripts but its own, which the page names by their hash.</summary>
public static class ReportPage
{
    /// <summary>The report: summary, map, connections, findings, rules.</summary>
    public static string Report(ReportInput input)
    {
        var model = new ReportModel(input);
        (string Id, string Name, Html Body)[] sections =
        [
            ("summary", "Summary", SummarySection.Of(model)),
            ("map", "Service map", MapSection.Of(model)),
            ("connections", "Connections", ConnectionSection.Of(model)),
            ("findings", "Findings", FindingSection.Of(model)),
            ("rules", "Rules", RuleSection.Of(model)),
        ];
        return Page(model, sections);
    }

    /// <summary>The map alone.</summary>
    public static string Map(ReportInput input)
    {
        var model = new ReportModel(input with { Findings = [], Trend = null });
        return Page(model, [("map", "Service map", MapSection.Of(model)), ("connections", "Connections", ConnectionSection.Of(model))]);
    }

    private static string Page(ReportModel model, (string Id, string Name, Html Body)[] sections)
    {
        var (style, script) = (Resource("report.css"), Resource("report.js"));
        var graph = model.Input.Graph;
        var counts = $"{Words.Count(graph.Services.Count, "service")}, {Words.Count(graph.Calls.Count, "call")}, {Words.Count(graph.Channels.Count, "message channel")}, {Words.Count(graph.Stores.Count, "data store")}";
        var page = Html.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'; img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="meshready">
            <title>{model.Input.Title} · MeshReady</title>
            <style>{new Html(style)}</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the content</a>
            <header class="top">
            <div class="brand"><svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true"><path d="M12 3 4 8v8l8 5 8-5V8zM4 8l8 5 8-5M12 13v8" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round"/></svg>
            <div><h1><bdi>{model.Input.Title}</bdi></h1><p>{counts}</p></div></div>
            <nav aria-label="Sections"><ul>{sections.Select(static s => Html.Of($"<li><a href=\"#{s.Id}\">{s.Name}</a></li>"))}</ul></nav>
            </header>
            <main id="main" tabindex="-1">
            {sections.Select(static s => Html.Of($"<section id=\"{s.Id}\" aria-labelledby=\"{s.Id}-h\"><h2 id=\"{s.Id}-h\">{s.Name}</h2>\n{s.Body}\n</section>\n"))}
            </main>
            <footer><p>Made by MeshReady from source code and manifests; nothing was run. This page loads nothing from anywhere.</p></footer>
            <script>{new Html(script)}</script>
            </body>
            </html>

            """);
        return page.Markup.ReplaceLineEndings("\n");
    }

    private static Html Hash(string text) => new("sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text))));

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("reports/" + name)!;
        return new StreamReader(stream, Encoding.UTF8).ReadToEnd().ReplaceLineEndings("\n");
    }
}

/// <summary>Small words of the pages.</summary>
internal static class Words
{
    public static string Count(int count, string word) => FormattableString.Invariant($"{count} {word}{(count == 1 ? "" : "s")}");

    /// <summary>A place, told apart from the text around it.</summary>
    public static Html Place(string place) => Html.Of($"<code class=\"place\"><bdi>{place}</bdi></code>");
}
