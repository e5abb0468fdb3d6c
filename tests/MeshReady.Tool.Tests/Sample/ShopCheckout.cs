using MeshReady.Testing;
using MeshReady.Tool.Analysis;

namespace MeshReady.Tool.Tests.Sample;

/// <summary>A copy of the repository outside of it, with the sample three times: as it is, mended by the tool, and formatted.</summary>
public sealed class ShopCheckout : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    /// <summary>The sample as it is in the repository.</summary>
    public string Shop => Sample("Shop");

    /// <summary>The sample that <c>meshready fix --behavioural</c> mends.</summary>
    public string Mended => Sample("Mended");

    /// <summary>The sample that <c>dotnet format</c> goes over.</summary>
    public string Formatted => Sample("Formatted");

    /// <summary>What <c>meshready check</c> printed, before anything was restored or built.</summary>
    public (int Code, string Out, string Error) Check { get; private set; }

    /// <summary>What the build of the sample printed; it comes after the check.</summary>
    public string Build { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        // The copies share one build of the analyzers, which lie at the same distance from each.
        _folder.With(".git/HEAD", "ref: refs/heads/main\n");
        foreach (var file in new[] { "nuget.config", ".editorconfig" })
            File.Copy(Repository.PathOf(file), _folder[file]);
        Copy(Repository.PathOf("src"), _folder["src"]);
        foreach (var name in new[] { Shop, Mended, Formatted })
            Copy(Repository.PathOf("docs", "samples", "Shop"), name);

        Check = await Meshready.Run(Rules.Product(), "check", Shop);
        Build = await BuildAsync(Shop);
    }

    /// <summary>Builds a copy of the sample; returns what the build printed.</summary>
    public static Task<string> BuildAsync(string sample) => Dotnet.Run(sample, "build", "Shop.slnx", "-nodeReuse:false", "-clp:NoSummary");

    /// <summary>The text of all files that somebody wrote, by path below the folder.</summary>
    public static SortedDictionary<string, string> Texts(string sample)
        => new(Sources(sample).ToDictionary(f => Path.GetRelativePath(sample, f), File.ReadAllText), StringComparer.Ordinal);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Sample(string name) => _folder[Path.Combine("docs", "samples", name)];

    /// <summary>Copies what somebody wrote, and nothing that a build did.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in Sources(from))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static IEnumerable<string> Sources(string folder)
        => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar).Any(static part => part is "artifacts" or "bin" or "obj"));
}
