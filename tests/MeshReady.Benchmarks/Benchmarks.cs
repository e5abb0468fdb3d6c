using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace MeshReady.Benchmarks;

/// <summary>What a build pays.</summary>
[SimpleJob(launchCount: 1, warmupCount: 1, iterationCount: 7, invocationCount: 1)]
public class BuildBenchmark
{
    private Subject _subject = null!;
    private Compilation _compilation = null!;

    [Params(10_000, 50_000, 100_000)]
    public int Lines { get; set; }

    [GlobalSetup]
    public void Generate() => _subject = Subject.Generated(Lines);

    [IterationSetup]
    public void Compile() => _compilation = _subject.Compile();

    [Benchmark(Baseline = true)]
    public int CompilerDiagnostics() => _compilation.GetDiagnostics().Length;

    [Benchmark]
    public async Task<int> EmptyOperationAction() => (await AnalyzerHost.Attach(_compilation, AnalyzerHost.Empty, _subject.Manifests).GetAnalyzerDiagnosticsAsync()).Length;

    [Benchmark]
    public async Task<int> AllAnalyzers() => (await AnalyzerHost.Attach(_compilation, AnalyzerHost.All, _subject.Manifests).GetAnalyzerDiagnosticsAsync()).Length;
}

/// <summary>What a keystroke costs in one file of a project of 30 thousand lines.</summary>
[SimpleJob(launchCount: 1, warmupCount: 3, iterationCount: 15, invocationCount: 1)]
public class TypingBenchmark
{
    private Keystrokes _keystrokes = null!;
    private SemanticModel _model = null!;

    [GlobalSetup]
    public async Task Open() => _keystrokes = await Keystrokes.Open(Subject.Generated(30_000));

    [IterationSetup]
    public void Type() => _model = _keystrokes.Type();

    [Benchmark(Baseline = true)]
    public int CompilerDiagnostics() => _model.GetDiagnostics().Length;

    [Benchmark]
    public Task EmptyOperationAction() => _keystrokes.Analyze(_model, AnalyzerHost.Empty);

    [Benchmark]
    public Task AllAnalyzers() => _keystrokes.Analyze(_model, AnalyzerHost.All);
}
