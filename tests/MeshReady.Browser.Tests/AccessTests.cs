using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MeshReady.Browser.Tests;

/// <summary>The report by keyboard, by screen reader, in both colour schemes, and on paper.</summary>
public sealed class AccessTests(Browser browser, Reports reports)
{
    private const string Reachable = "a[href], button, input, select, summary, [tabindex='0']";

    [Fact]
    public async Task Tab_reaches_everything_and_shows_where_it_is()
    {
        await using var open = await browser.OpenAsync(reports.Shop);
        var page = open.Page;
        var expected = await page.EvaluateAsync<int>($$"""
            () => {
              let groups = new Set(), n = 0;
              for (const e of document.querySelectorAll(`{{Reachable}}`)) {
                const shown = e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !e.closest('details:not([open]) > :not(summary)');
                if (!shown || e.disabled) continue;
                if (e.type === 'radio') { if (groups.has(e.name)) continue; groups.add(e.name); }
                e.dataset.wanted = ''; n++;
              }
              return n;
            }
            """);
        Assert.True(expected > 40);
        var seen = 0;
        for (var i = 0; i < expected + 20 && seen < expected; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            seen += await page.EvaluateAsync<int>("""
                () => {
                  const e = document.activeElement;
                  if (!e || e === document.body) return 0;
                  const shape = e.querySelector ? e.querySelector('.box, .line') || e : e;
                  const s = getComputedStyle(e.namespaceURI.endsWith('svg') ? shape : e);
                  const marked = e.namespaceURI.endsWith('svg') ? parseFloat(s.strokeWidth) >= 4 : s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
                  if (!marked) throw new Error('no visible focus on ' + e.outerHTML.slice(0, 150));
                  const wanted = e.type === 'radio' ? [...document.getElementsByName(e.name)].find(r => 'wanted' in r.dataset) : e;
                  if (wanted && 'wanted' in wanted.dataset) { delete wanted.dataset.wanted; return 1; }
                  return 0;
                }
                """);
        }

        var missed = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('[data-wanted]')].map(e => e.outerHTML.slice(0, 120))");
        Assert.True(missed.Length == 0, string.Join('\n', missed));
    }

    [Fact]
    public async Task Arrow_keys_lead_over_the_map_and_enter_and_space_choose()
    {
        await using var open = await browser.OpenAsync(reports.Shop);
        var page = open.Page;
        var orders = page.Locator("#map-svg a.node[aria-label='service orders']");
        await orders.FocusAsync();
        var start = await orders.GetAttributeAsync("id");
        foreach (var key in new[] { "ArrowRight", "ArrowLeft" })
            await page.Keyboard.PressAsync(key);
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.classList.contains('node')"));
        await orders.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        var right = await page.EvaluateAsync<string>("document.activeElement.id");
        Assert.NotEqual(start, right);
        Assert.True(await page.EvaluateAsync<bool>("([a, b]) => +document.getElementById(b).dataset.x > +document.getElementById(a).dataset.x", new[] { start, right }));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#d-" + right)).ToBeVisibleAsync();
        Assert.Equal("d-" + right, await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(right, await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("#d-" + right)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Skip_link_comes_first_and_leads_to_the_content()
    {
        await using var open = await browser.OpenAsync(reports.Shop);
        await open.Page.Keyboard.PressAsync("Tab");
        await Expect(open.Page.GetByText("Skip to the content")).ToBeInViewportAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await open.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task Screen_reader_finds_landmarks_headings_names_and_the_map_as_tables()
    {
        await using var open = await browser.OpenAsync(reports.Shop);
        var page = open.Page;
        foreach (var role in new[] { AriaRole.Banner, AriaRole.Navigation, AriaRole.Main, AriaRole.Contentinfo, AriaRole.Search })
            await Expect(page.GetByRole(role)).ToHaveCountAsync(1);
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        // No level is left out on the way down.
        Assert.Empty(await page.EvaluateAsync<string[]>("() => { let last = 1; return [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(h => { const n = +h.tagName[1], bad = n > last + 1; last = n; return bad; }).map(h => h.outerHTML.slice(0, 100)); }"));
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('button, input, select, a[href], [role=region], section')].filter(e => !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.textContent.trim() || e.labels?.length)).map(e => e.outerHTML.slice(0, 100))"));
        Assert.Empty(await page.EvaluateAsync<string[]>("() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id); return ids.filter((id, i) => ids.indexOf(id) !== i); }"));
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1)).filter(id => !document.getElementById(id))"));
        var calls = page.GetByRole(AriaRole.Table, new() { Name = "Calls: who waits" });
        Assert.Equal(8, await calls.Locator("tbody tr").CountAsync());
        Assert.False(string.IsNullOrEmpty(await page.Locator("#map-svg > title").TextContentAsync()));
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_stands_out_from_its_ground(ColorScheme scheme)
    {
        foreach (var file in new[] { reports.Shop, reports.Sample })
        {
            await using var open = await browser.OpenAsync(file, new() { ColorScheme = scheme });
            await open.Page.EvaluateAsync("for (const d of document.querySelectorAll('details')) d.open = true");
            var weak = await open.Page.EvaluateAsync<string[]>(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "contrast.js"), TestContext.Current.CancellationToken));
            Assert.True(weak.Length == 0, $"{scheme}: {string.Join('\n', weak.Distinct())}");
            var ground = await open.Page.EvaluateAsync<int>("parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])");
            Assert.True(scheme == ColorScheme.Dark ? ground < 60 : ground > 200);
        }
    }

    [Fact]
    public async Task Less_motion_is_respected()
    {
        await using var open = await browser.OpenAsync(reports.Shop, new() { ReducedMotion = ReducedMotion.Reduce });
        Assert.Equal("auto", await open.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).scrollBehavior"));
        Assert.Equal("0s", await open.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('#map-svg a')).transitionDuration"));
    }

    [Fact]
    public async Task Paper_shows_details_and_no_controls()
    {
        await using var open = await browser.OpenAsync(reports.Shop);
        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(open.Page.Locator("#filter")).ToBeHiddenAsync();
        await Expect(open.Page.Locator(".map-tools")).ToBeHiddenAsync();
        Assert.Equal(await open.Page.Locator(".detail").CountAsync(), await open.Page.Locator(".detail:visible").CountAsync());
    }
}
