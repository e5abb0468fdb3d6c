using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MeshReady.Browser.Tests;

/// <summary>The report as a reader has it: in a real browser.</summary>
public sealed class ReportTests(Browser browser, Reports reports)
{
    private IEnumerable<string> Files => [reports.Sample, reports.SampleMap, reports.Shop, reports.HostileShop];

    [Fact]
    public async Task Page_asks_for_nothing_and_complains_of_nothing()
    {
        foreach (var file in Files)
        {
            await using var open = await browser.OpenAsync(file);
            await open.Page.WaitForTimeoutAsync(200);
            Assert.Equal([new Uri(file).AbsoluteUri], open.Requests);
            Assert.Empty(open.Complaints);
        }
    }

    [Fact]
    public async Task Map_is_drawn()
    {
        foreach (var file in Files)
        {
            await using var open = await browser.OpenAsync(file);
            var nodes = open.Page.Locator("#map-svg a.node");
            Assert.True(await nodes.CountAsync() >= 3);
            foreach (var node in await nodes.AllAsync())
            {
                var box = Assert.IsType<LocatorBoundingBoxResult>(await node.BoundingBoxAsync());
                Assert.True(box is { Width: > 40, Height: > 15 }, $"{box.Width} x {box.Height}");
            }

            foreach (var edge in await open.Page.Locator("#map-svg a.edge .line").AllAsync())
            {
                Assert.True(await edge.EvaluateAsync<double>("path => path.getTotalLength()") > 10);
                Assert.NotEqual("none", await edge.EvaluateAsync<string>("path => getComputedStyle(path).stroke"));
            }
        }
    }

    [Fact]
    public async Task Every_kind_of_end_looks_different()
    {
        await using var open = await browser.OpenAsync(reports.Shop);
        var looks = new HashSet<string>();
        foreach (var kind in new[] { "service:not(.gateway)", "external:not(.infrastructure)", "unresolved:not(.unknown-host)", "channel", "store" })
            looks.Add(await open.Page.Locator($"#map-svg .{kind} .box").First.EvaluateAsync<string>("e => { const s = getComputedStyle(e); return [e.tagName, s.fill, s.stroke, s.strokeDasharray].join(); }"));
        Assert.Equal(5, looks.Count);
        Assert.NotEqual("none", await open.Page.Locator("#map-svg .publish .line").First.EvaluateAsync<string>("e => getComputedStyle(e).strokeDasharray"));
        Assert.Equal("none", await open.Page.Locator("#map-svg .call:not(.open) .line").First.EvaluateAsync<string>("e => getComputedStyle(e).strokeDasharray"));
    }

    [Fact]
    public async Task Choice_on_the_map_shows_lines_and_arithmetic()
    {
        await using var open = await browser.OpenAsync(reports.Shop);
        var edge = open.Page.Locator("#map-svg a.edge", new() { HasTextString = "= 16" });
        await edge.Locator("text").ClickAsync();
        var detail = open.Page.Locator(".detail.shown");
        await Expect(detail).ToHaveCountAsync(1);
        await Expect(detail).ToContainTextAsync("4 × 4 = 16 requests");
        await Expect(detail).ToContainTextAsync("src/Orders/Program.cs:4");
        await Expect(detail).ToContainTextAsync("Services:payments = payments:8080");
        await open.Page.Keyboard.PressAsync("Escape");
        await Expect(open.Page.Locator(".detail.shown")).ToHaveCountAsync(0);
        Assert.True(await edge.EvaluateAsync<bool>("e => document.activeElement === e"));
    }

    [Fact]
    public async Task Filter_counts_and_says_so()
    {
        await using var open = await browser.OpenAsync(reports.Shop);
        var page = open.Page;
        var status = page.Locator("#filter-status");
        Assert.Equal("polite", await status.GetAttributeAsync("aria-live"));
        await Expect(status).ToHaveTextAsync("5 of 5 findings");
        await page.GetByLabel("warning", new() { Exact = true }).UncheckAsync();
        await Expect(status).ToHaveTextAsync("3 of 5 findings");
        await Expect(page.Locator(".finding:visible")).ToHaveCountAsync(3);
        await page.GetByRole(AriaRole.Button, new() { Name = "Reset" }).ClickAsync();
        await Expect(status).ToHaveTextAsync("5 of 5 findings");
        await page.GetByLabel("Text").FillAsync("certificate");
        await Expect(status).ToHaveTextAsync("1 of 5 findings");
        await page.GetByLabel("Text").FillAsync("");
        await page.GetByLabel("Rule", new() { Exact = true }).SelectOptionAsync("MSA1201");
        await Expect(status).ToHaveTextAsync("1 of 5 findings");
        await page.GetByLabel("Rule", new() { Exact = true }).SelectOptionAsync("");
        await page.GetByLabel("Service", new() { Exact = true }).SelectOptionAsync("worker");
        await Expect(status).ToHaveTextAsync("2 of 5 findings");
        await page.GetByLabel("Service", new() { Exact = true }).SelectOptionAsync("");
        await page.GetByLabel("Owner").SelectOptionAsync("@shop/orders");
        await Expect(status).ToHaveTextAsync("1 of 5 findings");
        await page.GetByLabel("Owner").SelectOptionAsync("");
        await page.GetByLabel("new only").CheckAsync();
        await Expect(status).ToHaveTextAsync("1 of 5 findings");
        await page.GetByLabel("new only").UncheckAsync();
        await page.GetByLabel("rule", new() { Exact = true }).Last.CheckAsync();
        await Expect(page.Locator(".group h3").First).ToContainTextAsync("MSA0201");
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Code_and_manifest_stand_side_by_side()
    {
        await using var open = await browser.OpenAsync(reports.Shop, new() { ViewportSize = new() { Width = 1400, Height = 900 } });
        var columns = await open.Page.Locator(".finding .lines.two > div").AllAsync();
        Assert.Equal(2, columns.Count);
        var (left, right) = ((await columns[0].BoundingBoxAsync())!, (await columns[1].BoundingBoxAsync())!);
        Assert.True(left.X + left.Width <= right.X && Math.Abs(left.Y - right.Y) < 2);
        await Expect(columns[0].Locator("mark")).ToContainTextAsync("src/Orders/Program.cs line 4");
        await Expect(columns[1].Locator("mark")).ToContainTextAsync("deploy/payments.yaml line 3");
    }

    [Fact]
    public async Task Link_to_a_rule_opens_its_help()
    {
        await using var open = await browser.OpenAsync(reports.Shop);
        await open.Page.Locator(".finding a.rule", new() { HasTextString = "MSA0201" }).ClickAsync();
        await Expect(open.Page.Locator("#rule-MSA0201 .help")).ToBeVisibleAsync();
        await Expect(open.Page.Locator("#rule-MSA0201 .help")).ToContainTextAsync("What harms");
    }

    [Fact]
    public async Task Without_scripts_everything_can_be_read()
    {
        await using var open = await browser.OpenAsync(reports.Shop, new() { JavaScriptEnabled = false });
        await Expect(open.Page.Locator(".finding:visible")).ToHaveCountAsync(5);
        Assert.Equal(await open.Page.Locator(".detail").CountAsync(), await open.Page.Locator(".detail:visible").CountAsync());
        await Expect(open.Page.Locator("#filter")).ToBeHiddenAsync();
        await open.Page.Locator("#map-svg a.node").First.ClickAsync();
        Assert.Contains("#d-n", open.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_stay_text()
    {
        await using var open = await browser.OpenAsync(reports.HostileShop);
        var page = open.Page;
        foreach (var part in await page.Locator("#map-svg a.node").AllAsync())
            await part.EvaluateAsync("e => e.dispatchEvent(new MouseEvent('click', { bubbles: true }))");
        await page.GetByLabel("rule", new() { Exact = true }).Last.CheckAsync();
        Assert.Equal(1, await page.EvaluateAsync<int>("document.querySelectorAll('script').length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('img, iframe, object, embed, link, base').length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on') || a.name === 'autofocus' || a.name === 'style')).length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('a')].filter(a => !/^(#|https:)/.test(a.getAttribute('href'))).length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("(document.documentElement.textContent.match(/[\\u202a-\\u202e\\u2066-\\u2069\\u2028\\u2029\\u0000-\\u0008]/g) || []).length"));
        Assert.StartsWith("Shop</script><img src=x onerror=document.title='broken'>", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Empty(open.Complaints);
        Assert.Single(open.Requests);
    }

    [Fact]
    public async Task Phone_scrolls_the_page_one_way_only()
    {
        foreach (var file in Files)
        {
            await using var open = await browser.OpenAsync(file, new() { ViewportSize = new() { Width = 375, Height = 700 }, IsMobile = true, HasTouch = true });
            var wide = await open.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 376 && !e.closest('.scroll, .map-box, pre, .help > table')).slice(0, 5).map(e => e.outerHTML.slice(0, 120))");
            Assert.True(await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 375, $"{Path.GetFileName(file)}: {string.Join('\n', wide)}");
            await open.Page.GetByRole(AriaRole.Button, new() { Name = "Larger" }).TapAsync();
            Assert.True(await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 375);
        }
    }
}
