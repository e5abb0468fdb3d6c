using MeshReady.Testing;
using Microsoft.Playwright;

namespace MeshReady.Browser.Tests;

/// <summary>The pictures of the sample's report in docs/images.</summary>
public sealed class PictureTests(Browser browser, Reports reports)
{
    private const int Largest = 200_000;

    private static readonly string Folder = Repository.PathOf("docs", "images");

    [Fact]
    public void Pictures_are_there_and_small()
    {
        foreach (var name in new[] { "report-light.png", "report-dark.png", "report-map.png", "report-phone.png" })
        {
            var bytes = File.ReadAllBytes(Path.Combine(Folder, name));
            Assert.InRange(bytes.Length, 5_000, Largest);
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
        }
    }

    [Fact]
    public async Task Pictures_are_small_enough_and_taken_anew_where_asked_for()
    {
        var desk = new ViewportSize { Width = 1400, Height = 900 };
        await Take("report-light.png", ColorScheme.Light, desk, static _ => Task.CompletedTask);
        await Take("report-dark.png", ColorScheme.Dark, desk, static page => page.Locator("#findings-h").EvaluateAsync("e => e.scrollIntoView({ behavior: 'instant' })"));
        await Take("report-map.png", ColorScheme.Light, desk, static async page =>
        {
            await page.Locator("#map-svg a.edge.hot").First.EvaluateAsync("e => e.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))");
            await page.Locator("#map-h").EvaluateAsync("e => e.scrollIntoView({ behavior: 'instant' })");
        });
        await Take("report-phone.png", ColorScheme.Light, new() { Width = 390, Height = 844 }, static _ => Task.CompletedTask);
    }

    private async Task Take(string name, ColorScheme scheme, ViewportSize size, Func<IPage, Task> prepare)
    {
        await using var open = await browser.OpenAsync(reports.Sample, new() { ColorScheme = scheme, ViewportSize = size, ReducedMotion = ReducedMotion.Reduce });
        await prepare(open.Page);
        var bytes = await open.Page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled });
        Assert.InRange(bytes.Length, 5_000, Largest);
        // MESHREADY_PICTURES=write: fonts differ between machines, so what is committed is not compared.
        if (Environment.GetEnvironmentVariable("MESHREADY_PICTURES") == "write")
            await File.WriteAllBytesAsync(Path.Combine(Folder, name), bytes);
    }
}
