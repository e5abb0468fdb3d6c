using System.IO.Compression;
using System.Text.RegularExpressions;

namespace MeshReady.Package.Tests;

/// <summary>What stands in the package.</summary>
public sealed partial class PackageTests(PackedPackage package)
{
    [Fact]
    public async Task Contents_are_the_verified_ones()
    {
        using var archive = await ZipFile.OpenReadAsync(package.File, TestContext.Current.CancellationToken);
        var files = archive.Entries
            .Select(static e => e.FullName)
            .Where(static n => !n.StartsWith("_rels/", StringComparison.Ordinal) && !n.StartsWith("package/", StringComparison.Ordinal) && n != "[Content_Types].xml")
            .Order(StringComparer.Ordinal);
        using var reader = new StreamReader(await archive.GetEntry("MeshReady.Analyzers.nuspec")!.OpenAsync(TestContext.Current.CancellationToken));
        var nuspec = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        nuspec = VersionElement().Replace(nuspec, "<version>{version}</version>");
        nuspec = RepositoryElement().Replace(nuspec, "$1 />");
        await Verifier.Verify(string.Join('\n', files) + "\n\n" + nuspec);
    }

    [Fact]
    public void Warnings_that_stay_warnings_are_those_of_the_release_files()
    {
        var released = new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(static f => File.ReadLines(Repository.PathOf("src", "MeshReady.Analyzers", f)))
            .Select(static line => ReleaseLine().Match(line))
            .Where(static m => m.Success)
            .Select(static m => m.Groups[1].Value)
            .Distinct()
            .Order(StringComparer.Ordinal);
        var props = File.ReadAllText(Repository.PathOf("src", "MeshReady.Package", "buildTransitive", "MeshReady.Analyzers.Ids.props"));

        Assert.Equal(string.Join(';', released), ListedIds().Match(props).Groups[1].Value);
    }

    [GeneratedRegex("<version>.*?</version>")]
    private static partial Regex VersionElement();

    // Branch and commit come and go with the checkout.
    [GeneratedRegex("(<repository type=\"git\" url=\"[^\"]*\")[^>]*/>")]
    private static partial Regex RepositoryElement();

    [GeneratedRegex(@"^(MSA\d{4}) *\|")]
    private static partial Regex ReleaseLine();

    [GeneratedRegex("<MeshReadyRuleIds>(.*?)</MeshReadyRuleIds>")]
    private static partial Regex ListedIds();
}
