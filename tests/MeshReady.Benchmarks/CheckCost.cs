using System.Diagnostics;
using System.Globalization;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Output;
using MeshReady.Tool.References;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Benchmarks;

/// <summary>
/// The whole of <c>meshready check --load source</c>, from a path to printed findings, beside what the compiler alone takes to
/// read, parse and bind the same sources with the same references: in turns, in one process, all cores for both.
/// </summary>
internal static class CheckCost
{
    private const int Rounds = 3;

    public static async Task<int> Print(string path)
    {
        var packs = FrameworkPacks.Locate();
        PackageStore[] stores = [PackageStore.Global(), PackageStore.Shipped()];
        if (Target.Of(path) is not { Target: { } target } failed)
        {
            Console.Error.WriteLine(Target.Of(path).Error);
            return 2;
        }

        // What to compile is found out once and outside of the measure: the compiler is told it, check has to find it.
        Work[] work;
        using (var checkout = new CheckoutLoader(packs, stores).Load(target))
            work = [.. checkout.Projects.Select(p => Work.Of(checkout.Workspace.CurrentSolution.GetProject(p.Id)!))];

        Console.WriteLine($"{target.Projects.Count} projects, {work.Sum(static w => w.Files.Length)} files; {Environment.ProcessorCount} cores; Roslyn {typeof(Compilation).Assembly.GetName().Version!.ToString(2)}");
        Console.WriteLine();
        Console.WriteLine("| round | compiler s | CPU s | peak MB | check s | CPU s | peak MB | ratio | of CPU |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        var (compiler, check) = (new Measure[Rounds], new Measure[Rounds]);
        var lines = 0;
        for (var i = -1; i < Rounds; i++)
        {
            var (alone, whole) = (await Measure.Of(() => Task.FromResult(lines = Compile(work))), await Measure.Of(() => Check(path, packs, stores)));
            Row(i < 0 ? "first" : $"{i + 1}", alone, whole);
            (compiler[Math.Max(i, 0)], check[Math.Max(i, 0)]) = (alone, whole);
        }

        Row("median", Measure.Median(compiler), Measure.Median(check));
        Console.WriteLine();
        Console.WriteLine($"{lines} lines. The first round, in which the runtime compiles the compiler, does not count. What no rule looks at (tests, Aspire hosts) the compiler binds all the same.");
        return 0;

        static void Row(string name, Measure compiler, Measure check)
            => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {compiler.Seconds:0.00} | {compiler.Processor:0.00} | {compiler.Megabytes:0} | {check.Seconds:0.00} | {check.Processor:0.00} | {check.Megabytes:0} | {check.Seconds / compiler.Seconds:0.00} | {check.Processor / compiler.Processor:0.00} |"));
    }

    // A fresh host each time: package folders and manifests are read again, as by a process of its own.
    private static async Task<int> Check(string path, FrameworkPacks packs, PackageStore[] stores)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await new Tool.CommandLine(Rules.Product(), new Terminal(output, error, isInteractive: false), packs, stores).RunAsync(["check", path, "--load", "source"]);
        return code != 2 ? code : throw new InvalidOperationException($"check failed: {error}");
    }

    private static int Compile(Work[] work)
    {
        var lines = 0;
        var metadata = work.SelectMany(static w => w.References).Distinct(StringComparer.Ordinal).ToDictionary(static p => p, static p => MetadataReference.CreateFromFile(p), StringComparer.Ordinal);
        var compiled = new Dictionary<ProjectId, Compilation>();
        foreach (var one in work)
        {
            var trees = new SyntaxTree[one.Files.Length];
            Parallel.For(0, trees.Length, i =>
            {
                var text = one.Files[i].Text ?? SourceText.From(File.ReadAllText(one.Files[i].Path));
                trees[i] = CSharpSyntaxTree.ParseText(text, one.Parse, one.Files[i].Path);
                Interlocked.Add(ref lines, text.Lines.Count);
            });
            var compilation = CSharpCompilation.Create(one.Name, trees, [.. one.References.Select(r => (MetadataReference)metadata[r]), .. one.Projects.Select(p => compiled[p].ToMetadataReference())], one.Options);
            compiled[one.Id] = compilation;
            compilation.GetDiagnostics();
        }

        return lines;
    }

    /// <summary>One project as the compiler is told it.</summary>
    /// <param name="Files">Text only where it is on no disk: what a build would generate.</param>
    private sealed record Work(ProjectId Id, string Name, CSharpParseOptions Parse, CSharpCompilationOptions Options, (string Path, SourceText? Text)[] Files, string[] References, ProjectId[] Projects)
    {
        public static Work Of(Project project) => new(
            project.Id,
            project.AssemblyName,
            (CSharpParseOptions)project.ParseOptions!,
            (CSharpCompilationOptions)project.CompilationOptions!,
            [.. project.Documents.Select(static d => (d.FilePath!, File.Exists(d.FilePath) ? null : d.GetTextAsync().Result))],
            [.. project.MetadataReferences.OfType<PortableExecutableReference>().Select(static r => r.FilePath!)],
            [.. project.ProjectReferences.Select(static r => r.ProjectId)]);
    }

    /// <summary>Time by the clock and by the processors, which others may keep busy, and the most memory that the process held meanwhile.</summary>
    private readonly record struct Measure(double Seconds, double Processor, double Megabytes)
    {
        private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);

        public static async Task<Measure> Of(Func<Task<int>> work)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            var peak = Environment.WorkingSet;
            using var ended = new ManualResetEventSlim();
            var watcher = new Thread(() =>
            {
                while (!ended.Wait(Often))
                    peak = Math.Max(peak, Environment.WorkingSet);
            });
            watcher.Start();
            var before = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            await Task.Run(work);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            ended.Set();
            watcher.Join();
            return new Measure(seconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds, peak / 1e6);
        }

        public static Measure Median(Measure[] all)
        {
            return new Measure(Middle(static m => m.Seconds), Middle(static m => m.Processor), Middle(static m => m.Megabytes));

            double Middle(Func<Measure, double> of) => all.Select(of).Order().ElementAt(all.Length / 2);
        }
    }
}
