using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Benchmarks;

/// <summary>The whole answer in one table, for a look between two commits.</summary>
internal static class QuickTable
{
    private const int Rounds = 7;

    // Large sources vary little and would take minutes: fewer rounds for them, unless asked for all.
    private const int LinesOfAllRounds = 20_000;
    private const int LinesOfSomeRounds = 60_000;

    public static async Task<int> Print(string? folder, bool thorough)
    {
        if (AnalyzerHost.All.IsEmpty)
        {
            Console.Error.WriteLine("MeshReady.Analyzers holds no analyzer: there is nothing to measure.");
            return 2;
        }

        Console.WriteLine($"{AnalyzerHost.All.Length} analyzers, one thread, medians, Roslyn {typeof(DiagnosticAnalyzer).Assembly.GetName().Version!.ToString(2)}");
        Console.WriteLine();
        Console.WriteLine("| sources | lines | rounds | compiler ms | analyzers ms | share | wall ms | wall of an empty operation action ms |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        Subject[] subjects = [Subject.Generated(10_000), Subject.Generated(50_000), Subject.Generated(100_000), .. folder is null ? Array.Empty<Subject>() : [Subject.Folder(folder)]];
        await Build(subjects[0], rounds: 2);
        foreach (var subject in subjects)
        {
            var rounds = thorough || subject.Lines < LinesOfAllRounds ? Rounds : subject.Lines < LinesOfSomeRounds ? 3 : 1;
            var (compiler, analyzers, wall, empty) = await Build(subject, rounds);
            Console.WriteLine($"| {subject.Name} | {subject.Lines} | {rounds} | {compiler:0} | {analyzers:0.0} | {analyzers / compiler:0.00 %} | {wall:0} | {empty:0} |");
        }

        await PrintAgreement();

        Console.WriteLine();
        Console.WriteLine("| one keystroke, 30k lines | ms | above the empty action, share of the compiler's |");
        Console.WriteLine("|---|--:|--:|");
        var (document, all, none) = await Typing();
        Console.WriteLine($"| compiler's diagnostics of the document | {document:0.0} | |");
        Console.WriteLine($"| empty operation action | {none:0.0} | |");
        Console.WriteLine($"| all analyzers | {all:0.0} | {(all - none) / document:0.0 %} |");
        return 0;
    }

    /// <summary>What the rules of code against manifests add, with the manifests read already and with all of them new.</summary>
    private static async Task PrintAgreement()
    {
        const int Services = 125;
        Console.WriteLine();
        Console.WriteLine($"| {AnalyzerHost.Agreement.Length} agreement rules | manifests | compiler ms | rules ms, manifests read before | share | rules ms, manifests new | share |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|");
        foreach (var lines in (int[])[10_000, 50_000])
        {
            var subject = Subject.InSystem(lines, Services);
            var (compiler, read, unread) = (new double[Rounds], new double[Rounds], new double[Rounds]);
            for (var i = -1; i < Rounds; i++)
            {
                var slot = Math.Max(i, 0);
                var compilation = subject.Compile();
                compiler[slot] = Time(() => compilation.GetDiagnostics());
                (_, read[slot]) = await Run(subject, AnalyzerHost.Agreement);
                (_, unread[slot]) = await Run(subject, AnalyzerHost.Agreement, subject.UnreadManifests(i));
            }

            var (all, warm, cold) = (Median(compiler), Median(read), Median(unread));
            Console.WriteLine($"| {subject.Name} | {subject.Manifests.Length} | {all:0} | {warm:0.0} | {warm / all:0.00 %} | {cold:0.0} | {cold / all:0.00 %} |");
        }
    }

    private static async Task<(double Compiler, double Analyzers, double Wall, double Empty)> Build(Subject subject, int rounds)
    {
        var (compiler, analyzers, wall, empty) = (new double[rounds], new double[rounds], new double[rounds], new double[rounds]);
        for (var i = 0; i < rounds; i++)
        {
            // In turns, so that a busy machine slows all of them.
            var compilation = subject.Compile();
            compiler[i] = Time(() => compilation.GetDiagnostics());
            (wall[i], analyzers[i]) = await Run(subject, AnalyzerHost.All);
            (empty[i], _) = await Run(subject, AnalyzerHost.Empty);
        }

        return (Median(compiler), Median(analyzers), Median(wall), Median(empty));
    }

    private static async Task<(double Wall, double Sum)> Run(Subject subject, ImmutableArray<DiagnosticAnalyzer> analyzers, ImmutableArray<AdditionalText>? manifests = null)
    {
        var host = AnalyzerHost.Attach(subject.Compile(), analyzers, manifests ?? subject.Manifests);
        var start = Stopwatch.GetTimestamp();
        var result = await host.GetAnalysisResultAsync(CancellationToken.None);
        var wall = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return (wall, result.AnalyzerTelemetryInfo.Values.Sum(static t => t.ExecutionTime.TotalMilliseconds));
    }

    private static async Task<(double Document, double All, double Empty)> Typing()
    {
        const int Strokes = 21;
        var keystrokes = await Keystrokes.Open(Subject.Generated(30_000));
        var (document, all, empty) = (new double[Strokes], new double[Strokes], new double[Strokes]);
        for (var i = -3; i < Strokes; i++)
        {
            var slot = Math.Max(i, 0);
            var model = keystrokes.Type();
            document[slot] = Time(() => model.GetDiagnostics());
            model = keystrokes.Type();
            empty[slot] = await TimeAsync(() => keystrokes.Analyze(model, AnalyzerHost.Empty));
            model = keystrokes.Type();
            all[slot] = await TimeAsync(() => keystrokes.Analyze(model, AnalyzerHost.All));
        }

        return (Median(document), Median(all), Median(empty));
    }

    private static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        var start = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
