using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(MeshReady.Browser.Tests.Browser))]

namespace MeshReady.Browser.Tests;

/// <summary>A Chromium that is installed already, without a window. Where there is none, tests are skipped; in CI that is a failure.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable("MESHREADY_CHROMIUM") is { Length: > 0 } named ? named : Array.Find(Places, File.Exists);
        if (path is null)
            return;
        _playwright = await Playwright.CreateAsync();
        // The sandbox of Chromium refuses root, as containers have it; what is opened is this repository's own page.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A page without any state, whose requests and errors are kept.</summary>
    public async Task<OpenPage> OpenAsync(string file, BrowserNewContextOptions? options = null)
    {
        if (_browser is null)
        {
            const string reason = "Chromium is not installed (apt-get install chromium, or name one in MESHREADY_CHROMIUM)";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Fail(reason);
        }

        var context = await _browser.NewContextAsync(options);
        var page = new OpenPage(context, await context.NewPageAsync());
        await page.GoAsync(file);
        return page;
    }
}

/// <summary>A page with all that it asked for and complained of.</summary>
public sealed class OpenPage(IBrowserContext context, IPage page) : IAsyncDisposable
{
    public IPage Page => page;

    /// <summary>The addresses that it asked for.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Errors and warnings of the console, and exceptions.</summary>
    public List<string> Complaints { get; } = [];

    public async Task GoAsync(string file)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.Dialog += async (_, dialog) =>
        {
            Complaints.Add("dialog " + dialog.Message);
            await dialog.DismissAsync();
        };
        await context.RouteAsync("**/*", async route =>
        {
            Requests.Add(route.Request.Url);
            await (route.Request.Url.StartsWith("file://", StringComparison.Ordinal) ? route.ContinueAsync() : route.AbortAsync());
        });
        await page.GotoAsync(new Uri(file).AbsoluteUri);
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
