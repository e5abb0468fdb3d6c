using MeshReady.Analyzers;
using MeshReady.Model.Systems;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Loading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Tool.Systems;

/// <summary>Runs the rules over a whole system, each once, and shows their findings as those of the other rules.</summary>
public sealed class SystemScan(Rules rules, Target target)
{
    /// <summary>What is wrong with the system; findings that the checkout silences (pragma, attribute, configuration, comment) are left out.</summary>
    /// <param name="system">The system.</param>
    /// <param name="checkout">Whose code and settings silence findings; null where there is no code.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The findings, and a line for each rule that failed.</returns>
    public async Task<(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Failures)> RunAsync(ReadSystem system, Checkout? checkout, CancellationToken cancellationToken)
    {
        var compilations = await CompilationsAsync(checkout, cancellationToken);
        var findings = new List<Finding>();
        var failures = new List<string>();
        foreach (var (rule, descriptor, isOfFacts) in All())
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                foreach (var found in rule.Judge(system.Graph, system.Surroundings.Settings, cancellationToken))
                {
                    var finding = Relocation.Of(found, system);
                    if ((!isOfFacts || Service(finding, system)?.Project is { } project && system.Elsewhere.Contains(project.Project))
                        && !IsSilenced(system, rule.Id, finding) && Effective(descriptor, finding, system, compilations) is var (diagnostic, compilation))
                    {
                        findings.Add(Shown(finding, diagnostic, compilation, system));
                    }
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failures.Add($"{rule.GetType().Name} failed with {exception.GetType().Name}: please report it");
            }
        }

        var texts = new Dictionary<string, SourceText?>(StringComparer.Ordinal);
        // A rule and what stands in for it may say the same.
        findings = [.. findings.DistinctBy(static f => (f.Id, f.Path, f.Line, f.Message))];
        return (Fingerprint.Assign(findings, path => TextOf(path, texts), target.InCheckout), failures);
    }

    /// <summary>The rules over the system, and those that stand in for analyzers where the code is not at hand.</summary>
    private IEnumerable<(ISystemRule Rule, DiagnosticDescriptor Descriptor, bool IsOfFacts)> All()
    {
        foreach (var analyzer in rules.Analyzers.OfType<SystemRuleAnalyzer>())
            yield return (analyzer.SystemRule, analyzer.SupportedDiagnostics[0], false);
        var descriptors = rules.Analyzers.SelectMany(static a => a.SupportedDiagnostics).ToLookup(static d => d.Id, StringComparer.Ordinal);
        foreach (var rule in FactAgreements.All)
        {
            if (descriptors[rule.Id].FirstOrDefault() is { } descriptor)
                yield return (rule, descriptor, true);
        }
    }

    // What names services is theirs wherever in the file it stands.
    private Finding Shown(SystemFinding finding, Diagnostic diagnostic, Compilation? compilation, ReadSystem system)
        => Finding.From(diagnostic, ProjectOf(finding, system), target) with
        {
            Message = target.Shorten(diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).ReplaceLineEndings(" ")),
            Anchor = finding.Services.Count > 0 ? string.Join(' ', finding.Services) : null,
            Suppression = compilation is null ? null : Suppressions.Of(diagnostic, compilation),
        };

    private SourceText? TextOf(string shown, Dictionary<string, SourceText?> texts)
    {
        if (!texts.TryGetValue(shown, out var text))
        {
            var path = Path.GetFullPath(shown, target.Folder);
            texts[shown] = text = File.Exists(path) ? SourceText.From(TextFile.Read(path).Text) : null;
        }

        return text;
    }

    private static async Task<Dictionary<string, Compilation>> CompilationsAsync(Checkout? checkout, CancellationToken cancellationToken)
    {
        var compilations = new Dictionary<string, Compilation>(StringComparer.Ordinal);
        foreach (var loaded in checkout?.Projects.Where(static p => p.IsChosen) ?? [])
            compilations[loaded.Evaluated.Path] = (await checkout!.Workspace.CurrentSolution.GetProject(loaded.Id)!.GetCompilationAsync(cancellationToken))!;
        return compilations;
    }

    /// <summary>A comment of the manifest, with a reason, silences the rule there.</summary>
    private bool IsSilenced(ReadSystem system, string id, SystemFinding finding)
        => system.Surroundings.Files.FirstOrDefault(file => Full(file.Path) == Full(finding.Place.Path)) is { } file && file.Silences.IsSilenced(id, finding.Place.Line);

    /// <summary>The finding with the severity that the settings give it, and whose they are; null where they take it away.</summary>
    private (Diagnostic Diagnostic, Compilation? Compilation)? Effective(DiagnosticDescriptor descriptor, SystemFinding finding, ReadSystem system, Dictionary<string, Compilation> compilations)
    {
        var path = Full(finding.Place.Path);
        var home = compilations.Values
            .Select(compilation => (Compilation: compilation, Tree: compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == path)))
            .FirstOrDefault(static pair => pair.Tree is not null);
        var location = home.Tree is { } tree ? SystemRuleAnalyzer.LineOf(tree, finding.Place.Line) : AtLine(path, finding.Place.Line);
        var diagnostic = SystemRuleAnalyzer.Show(descriptor, finding, location, finding.Also.Select(place => AtLine(Full(place.Path), place.Line)));
        var judge = home.Compilation
            ?? (Service(finding, system)?.Project is { } project ? compilations.GetValueOrDefault(Full(project.Project)) : null)
            ?? compilations.Values.FirstOrDefault();
        return judge is null ? (diagnostic, null)
            : CompilationWithAnalyzers.GetEffectiveDiagnostics([diagnostic], judge).FirstOrDefault() is { Severity: >= DiagnosticSeverity.Info } effective ? (effective, judge)
            : null;
    }

    private string ProjectOf(SystemFinding finding, ReadSystem system)
        => Service(finding, system)?.Project is { } project ? target.Show(Full(project.Project)) : SystemCheck.Nobody;

    private static Service? Service(SystemFinding finding, ReadSystem system)
        => finding.Services is [var name, ..] ? system.Graph.Services.FirstOrDefault(service => service.Name == name) : null;

    private string Full(string path) => Path.GetFullPath(path, target.Root);

    private static Location AtLine(string path, int line)
    {
        var at = new LinePosition(Math.Max(0, line - 1), 0);
        return Location.Create(path, default, new LinePositionSpan(at, at));
    }
}
