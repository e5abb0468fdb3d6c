using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Benchmarks;

/// <summary>Sources to measure on. Every compilation made of them is fresh: no tree, no symbol and no cache is shared.</summary>
internal sealed class Subject(string name, IEnumerable<(string Path, string Text)> files, IEnumerable<(string Path, string Text)> manifests)
{
    // One thread: the analyzers' time is a sum over threads, and so has to be the compiler's.
    private static readonly CSharpCompilationOptions Options = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false, allowUnsafe: true);

    private static readonly ImmutableArray<MetadataReference> References = [..
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static p => Path.GetFileName(p) is var n && (n.StartsWith("System.", StringComparison.Ordinal) || n.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) || n.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || n is "netstandard.dll" or "mscorlib.dll"))
            .Select(static p => MetadataReference.CreateFromFile(p))];

    private readonly (string Path, string Text)[] _files = [.. files];

    public string Name => name;

    public int Lines { get; private init; }

    public ImmutableArray<AdditionalText> Manifests { get; } = [.. manifests.Select(static m => new InMemoryText(m.Path, m.Text))];

    public static Subject Generated(int lines) => Of($"generated, {lines / 1000}k", ServiceCode.Files(lines), ServiceCode.Manifests);

    /// <summary>The same code in a system of <paramref name="services"/> services, with four manifests for each of them.</summary>
    public static Subject InSystem(int lines, int services) => Of($"generated, {lines / 1000}k", ServiceCode.Files(lines), ServiceCode.SystemManifests(services));

    /// <summary>The manifests once more, as texts that nobody has read yet.</summary>
    public ImmutableArray<AdditionalText> UnreadManifests(int round)
        => [.. Manifests.Select(m => (AdditionalText)new InMemoryText(m.Path, m.Path.EndsWith(".json", StringComparison.Ordinal) ? m.GetText()!.ToString() : $"{m.GetText()}\n# {Name} {round}\n"))];

    /// <summary>The C# and the manifests of a folder, build output aside.</summary>
    public static Subject Folder(string folder)
    {
        static bool IsSource(string path) => !path.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj" or "node_modules" or ".git");
        var all = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint }).Where(IsSource).ToArray();
        return Of(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            Read(".cs"),
            Read(".yaml", ".yml").Where(static m => m.Text.Contains("apiVersion:")));

        IEnumerable<(string Path, string Text)> Read(params string[] extensions) => all.Where(p => extensions.Contains(Path.GetExtension(p))).Select(static p => (p, File.ReadAllText(p)));
    }

    public CSharpCompilation Compile()
        => CSharpCompilation.Create("Shop", _files.Select(static f => CSharpSyntaxTree.ParseText(SourceText.From(f.Text), path: f.Path)), References, Options);

    private static Subject Of(string name, IEnumerable<(string Path, string Text)> files, IEnumerable<(string Path, string Text)> manifests)
    {
        (string Path, string Text)[] read = [.. files];
        return new Subject(name, read, manifests) { Lines = read.Sum(static f => f.Text.AsSpan().Count('\n') + 1) };
    }

    private sealed class InMemoryText(string path, string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }
}
