using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Benchmarks;

/// <summary>What each rule costs beside the rules that come with the SDK, over the same sources in the same run.</summary>
internal static class RuleCosts
{
    private const int Rounds = 3;
    private const int Shown = 8;

    public static async Task<int> Print(string? folder, bool onlyOurs)
    {
        var yardstick = onlyOurs ? [] : NetAnalyzers();
        var descriptors = yardstick.SelectMany(static a => a.SupportedDiagnostics).Select(static d => d.Id).Distinct().ToArray();
        Console.WriteLine($"{AnalyzerHost.All.Length} analyzers of MeshReady, {yardstick.Length} of NetAnalyzers with {descriptors.Length} ids, all switched on; one thread, medians of {Rounds} rounds");
        foreach (var subject in (Subject[])[Subject.Generated(100_000), .. folder is null ? Array.Empty<Subject>() : [Subject.Folder(folder)]])
        {
            var (compiler, ours, theirs) = (new double[Rounds], new Dictionary<string, double[]>(), new Dictionary<string, double[]>());
            await Run(Subject.Generated(5_000), AnalyzerHost.All.AddRange(yardstick), descriptors);
            for (var i = 0; i < Rounds; i++)
            {
                var compilation = subject.Compile();
                var start = Stopwatch.GetTimestamp();
                compilation.GetDiagnostics();
                compiler[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                foreach (var (analyzer, time) in await Run(subject, AnalyzerHost.All.AddRange(yardstick), descriptors))
                {
                    var of = AnalyzerHost.All.Contains(analyzer) ? ours : theirs;
                    if (!of.TryGetValue(analyzer.GetType().Name, out var times))
                        of.Add(analyzer.GetType().Name, times = new double[Rounds]);
                    times[i] += time;
                }
            }

            var bind = Median(compiler);
            var mine = ours.Select(static t => (Name: t.Key, Time: Median(t.Value))).OrderByDescending(static t => t.Time).ToArray();
            var theirSum = theirs.Sum(static t => Median(t.Value));
            var mean = theirSum / descriptors.Length;
            Console.WriteLine();
            if (onlyOurs)
            {
                Console.WriteLine($"{subject.Name}, {subject.Lines} lines: the compiler takes {bind:0} ms; MeshReady {mine.Sum(static t => t.Time):0.0} ms ({mine.Sum(static t => t.Time) / bind:0.00 %})");
                foreach (var (name, time) in mine.Take(Shown))
                    Console.WriteLine($"| {name} | {time:0.00} |");
                continue;
            }

            Console.WriteLine($"{subject.Name}, {subject.Lines} lines: the compiler takes {bind:0} ms; MeshReady {mine.Sum(static t => t.Time):0.0} ms ({mine.Sum(static t => t.Time) / bind:0.00 %}), NetAnalyzers {theirSum:0.0} ms ({theirSum / bind:0.00 %})");
            Console.WriteLine($"Mean of a NetAnalyzers rule {mean:0.00} ms, a third of it {mean / 3:0.00} ms; mean of a MeshReady rule {mine.Average(static t => t.Time):0.00} ms; above that third: {mine.Count(t => t.Time > mean / 3)} of {mine.Length}");
            Console.WriteLine();
            Console.WriteLine("| dearest rules of MeshReady | ms | of the mean NetAnalyzers rule |");
            Console.WriteLine("|---|--:|--:|");
            foreach (var (name, time) in mine.Take(Shown))
                Console.WriteLine($"| {name} | {time:0.00} | {time / mean:0.00} |");
        }

        return 0;
    }

    private static async Task<IEnumerable<(DiagnosticAnalyzer, double)>> Run(Subject subject, ImmutableArray<DiagnosticAnalyzer> analyzers, string[] on)
    {
        var compilation = subject.Compile();
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(on.Select(static id => KeyValuePair.Create(id, ReportDiagnostic.Warn))));
        var result = await AnalyzerHost.Attach(compilation, analyzers, subject.Manifests).GetAnalysisResultAsync(CancellationToken.None);
        return result.AnalyzerTelemetryInfo.Select(static t => (t.Key, t.Value.ExecutionTime.TotalMilliseconds));
    }

    // From the package, which restores beside the others; the assemblies are no reference of this program.
    private static ImmutableArray<DiagnosticAnalyzer> NetAnalyzers()
    {
        var folder = typeof(RuleCosts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "NetAnalyzers").Value!;
        // The one for all languages first: the other refers to it.
        var loader = new Loader();
        return [.. Directory.GetFiles(folder, "Microsoft.CodeAnalysis.*NetAnalyzers.dll").OrderBy(static file => file.Length)
            .SelectMany(file => new AnalyzerFileReference(file, loader).GetAnalyzers(LanguageNames.CSharp))
            .OrderBy(static a => a.GetType().FullName, StringComparer.Ordinal)];
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);
    }
}
