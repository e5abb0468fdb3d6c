using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using MeshReady.Tool.Loading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Tool.Analysis;

/// <summary>Runs the rules over the projects of a checkout.</summary>
/// <param name="rules">The rules.</param>
/// <param name="target">What is looked at.</param>
/// <param name="withSilenced">Whether the findings that comments of manifests silence are told as suppressed, which takes a second analysis of such projects.</param>
public sealed class Scan(Rules rules, Target target, bool withSilenced = false)
{
    /// <summary>Analyses every chosen project; a project that fails is a line of its report.</summary>
    /// <param name="checkout">What was loaded.</param>
    /// <param name="progress">Told the name of each project before it begins.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<ScanResult> RunAsync(Checkout checkout, Action<string> progress, CancellationToken cancellationToken)
    {
        var reports = new List<ProjectReport>();
        foreach (var project in checkout.Projects.Where(p => p.IsChosen).OrderBy(p => p.Evaluated.Path, StringComparer.Ordinal))
        {
            progress(project.Evaluated.Name);
            reports.Add(await ReportAsync(checkout.Workspace.CurrentSolution.GetProject(project.Id)!, project, cancellationToken));
        }

        return new ScanResult(await NamedAsync(Merged(reports), checkout.Workspace.CurrentSolution, cancellationToken), checkout.Notes);
    }

    private async Task<IReadOnlyList<ProjectReport>> NamedAsync(IReadOnlyList<ProjectReport> reports, Solution solution, CancellationToken cancellationToken)
    {
        var asked = reports.SelectMany(static r => r.All).Select(static f => f.Path).ToHashSet(StringComparer.Ordinal);
        var texts = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        foreach (var document in solution.Projects.SelectMany(static p => p.Documents.Concat(p.AdditionalDocuments)))
        {
            if (document.FilePath is { } file && target.Show(file) is var path && asked.Contains(path) && !texts.ContainsKey(path))
                texts.Add(path, await document.GetTextAsync(cancellationToken));
        }

        var named = Fingerprint.Assign(reports.SelectMany(static r => r.All), texts.GetValueOrDefault, target.InCheckout);
        var done = 0;
        return [.. reports.Select(r => r with { All = [.. named.AsSpan((done += r.All.Length) - r.All.Length, r.All.Length)] })];
    }

    private async Task<ProjectReport> ReportAsync(Project project, LoadedProject loaded, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var name = target.Show(loaded.Evaluated.Path);
        try
        {
            // No rule looks at these, and who refers to them binds what is needed: they are counted, not compiled.
            if (loaded.Evaluated.IsTestProject || loaded.Evaluated.IsAspireHost)
            {
                var texts = await Task.WhenAll(project.Documents.Where(d => IsOwn(d.FilePath!)).Select(d => d.GetTextAsync(cancellationToken)));
                return new ProjectReport(name, [], texts.Length, texts.Sum(t => t.Lines.Count), watch.Elapsed, default, true, loaded.MissingPackages, [], loaded.From);
            }

            var compilation = (await project.GetCompilationAsync(cancellationToken))!;
            SyntaxTree[] own = [.. compilation.SyntaxTrees.Where(t => IsOwn(t.FilePath))];
            var (diagnostics, failures) = await AnalyzeAsync(project, cancellationToken, withSuppressed: true);
            // The rules share the compilation's bindings only as far as they ask: the share is counted after them.
            var share = BoundShare.Of(compilation, own, cancellationToken);
            var findings = diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Info).Select(d => Finding.From(d, name, target) with { Suppression = Suppressions.Of(d, compilation) });
            Finding[] all = [.. findings];
            if (withSilenced && await ManifestComments.IgnoredAsync(project, cancellationToken) is { } loud)
                all = [.. all, .. await SilencedAsync(project, loud, name, all, cancellationToken)];
            return new ProjectReport(name, [.. all], own.Length, own.Sum(t => t.GetText(cancellationToken).Lines.Count), watch.Elapsed, share, false, loaded.MissingPackages, failures, loaded.From);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new ProjectReport(name, [], 0, 0, watch.Elapsed, default, false, [], [$"{name} could not be analysed: {(exception is InsufficientExecutionStackException ? "its code is nested too deeply" : $"{exception.GetType().Name}, please report it")}"], loaded.From);
        }
    }

    private async Task<IEnumerable<Finding>> SilencedAsync(Project project, Project loud, string name, Finding[] heard, CancellationToken cancellationToken)
    {
        var known = heard.Select(static f => (f.Path, f.Line, f.Column, f.Id)).ToHashSet();
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var document in project.AdditionalDocuments)
            texts[target.Show(document.FilePath!)] = (await document.GetTextAsync(cancellationToken)).ToString();
        var (diagnostics, _) = await AnalyzeAsync(loud, cancellationToken);
        return diagnostics.Where(static d => d.Severity >= DiagnosticSeverity.Info)
            .Select(d => Finding.From(d, name, target))
            .Where(f => !known.Contains((f.Path, f.Line, f.Column, f.Id)))
            .Select(f => f with { Suppression = ManifestComments.Of(f, texts.GetValueOrDefault) })
            .Where(static f => f.Suppression is not null);
    }

    /// <summary>The diagnostics of one project and what its rules failed at.</summary>
    /// <param name="withSuppressed">Whether those are among them that a pragma or an attribute silences.</param>
    public async Task<(ImmutableArray<Diagnostic> Diagnostics, IReadOnlyList<string> Failures)> AnalyzeAsync(Project project, CancellationToken cancellationToken, bool withSuppressed = false)
    {
        var failures = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
        if (rules.Analyzers.IsEmpty)
            return ([], []);
        var compilation = (await project.GetCompilationAsync(cancellationToken))!;
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            // The message may quote the code at hand, so only its kind is kept.
            onAnalyzerException: (exception, analyzer, _) => failures.TryAdd($"{analyzer.GetType().Name} failed with {exception.GetType().Name}{OwnFrame.Of(exception)} in {project.Name}: please report it", 0),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: withSuppressed);
        var diagnostics = await compilation.WithAnalyzers(rules.Analyzers, options).GetAnalyzerDiagnosticsAsync(cancellationToken);
        return ([.. diagnostics.Where(d => d.Id != "AD0001")], [.. failures.Keys.Order(StringComparer.Ordinal)]);
    }

    // What a build writes, it writes below obj.
    private static bool IsOwn(string path) => !path.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) && !path.Contains("/obj/", StringComparison.Ordinal);

    // The same line of a linked file or of a manifest is reported once, with the first project that has it.
    private static IReadOnlyList<ProjectReport> Merged(IReadOnlyList<ProjectReport> reports)
    {
        var seen = new HashSet<(string, int, int, string, string, bool)>();
        return [.. reports.Select(r => r with
        {
            All = [.. r.All
                .OrderBy(f => f.Path, StringComparer.Ordinal)
                .ThenBy(f => f.Line)
                .ThenBy(f => f.Column)
                .ThenBy(f => f.Id, StringComparer.Ordinal)
                .ThenBy(f => f.Message, StringComparer.Ordinal)
                .Where(f => seen.Add((f.Path, f.Line, f.Column, f.Id, f.Message, f.Suppression is null)))],
        })];
    }
}

/// <summary>What a run found.</summary>
/// <param name="Projects">In the order of their paths.</param>
/// <param name="Notes">What could not be read.</param>
public sealed record ScanResult(IReadOnlyList<ProjectReport> Projects, IReadOnlyList<string> Notes)
{
    /// <summary>The findings that count, in their printed order.</summary>
    public IEnumerable<Finding> Findings => All.Where(static f => f.Suppression is null);

    /// <summary>All findings in their printed order, with those that are suppressed.</summary>
    public IEnumerable<Finding> All => Projects.SelectMany(static p => p.All);

    /// <summary>Whether nothing at all could be analysed.</summary>
    public bool IsEmpty => Projects.All(p => p.Files == 0);
}

/// <summary>One project of a run.</summary>
/// <param name="Name">Its path as shown.</param>
/// <param name="All">Its findings, with those that are suppressed.</param>
/// <param name="Files">Source files that somebody wrote.</param>
/// <param name="Lines">Their lines.</param>
/// <param name="Time">Compiling, analysing and counting.</param>
/// <param name="Share">Nothing where no rule looks.</param>
/// <param name="IsLeftAlone">A test project or an Aspire host: no rule looks at it.</param>
/// <param name="Failures">Rules that failed, one line each.</param>
/// <param name="From">What its references were read from.</param>
public sealed record ProjectReport(string Name, ImmutableArray<Finding> All, int Files, int Lines, TimeSpan Time, BoundShare Share, bool IsLeftAlone, IReadOnlyCollection<string> MissingPackages, IReadOnlyList<string> Failures, LoadedFrom From)
{
    /// <summary>The findings that count.</summary>
    public IEnumerable<Finding> Findings => All.Where(static f => f.Suppression is null);
}
