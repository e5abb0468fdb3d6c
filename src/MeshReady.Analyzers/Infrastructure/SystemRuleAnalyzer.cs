using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Systems;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Analyzers;

/// <summary>
/// Base of every rule over the whole system. The rule itself is written once, over the graph; this brings its findings to the
/// documents and manifests of the project at hand, where the snapshot of the others is among the additional files. The tool asks the
/// rule directly, once for the system.
/// </summary>
public abstract class SystemRuleAnalyzer : DiagnosticAnalyzer
{
    private protected SystemRuleAnalyzer(DiagnosticDescriptor descriptor, ISystemRule rule)
    {
        SupportedDiagnostics = ImmutableArray.Create(descriptor);
        SystemRule = rule;
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <summary>The rule.</summary>
    public ISystemRule SystemRule { get; }

    /// <summary>A finding as the compiler shows it.</summary>
    /// <param name="descriptor">The rule.</param>
    /// <param name="finding">What the rule found.</param>
    /// <param name="location">Its place.</param>
    /// <param name="further">The places that belong to it.</param>
    public static Diagnostic Show(DiagnosticDescriptor descriptor, SystemFinding finding, Location location, IEnumerable<Location> further)
        => Diagnostic.Create(
            descriptor,
            location,
            finding.Severity == SystemSeverity.Warning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            further,
            finding.Environments.Count > 0 ? ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Environments, string.Join("\n", finding.Environments)) : null,
            [.. finding.Arguments]);

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
#pragma warning disable RS0030 // As MeshAnalyzer does for all others
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
#pragma warning restore RS0030
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(context =>
        {
            if (SystemPicture.Of(context.Compilation, context.Options) is not { } picture || CodeFacts.For(context.Compilation, context.Options).IsOutOfScope)
                return;
            var judged = new Judged(SystemRule, picture);
            context.RegisterSemanticModelAction(context =>
            {
                var tree = context.SemanticModel.SyntaxTree;
                foreach (var finding in judged.At(tree.FilePath, context.CancellationToken))
                    context.ReportDiagnostic(Show(SupportedDiagnostics[0], finding, LineOf(tree, finding.Place.Line, context.CancellationToken), judged.Places(finding)));
            });
            context.RegisterAdditionalFileAction(context =>
            {
                // A manifest belongs to the service that it deploys; the tool speaks of those that are nobody's.
                foreach (var finding in judged.At(context.AdditionalFile.Path, context.CancellationToken))
                {
                    if (judged.IsOwn(finding) && !judged.IsSilenced(finding, context.AdditionalFile.Path))
                        context.ReportDiagnostic(Show(SupportedDiagnostics[0], finding, Agreements.LocationOf(context.AdditionalFile.Path, finding.Place.Line), judged.Places(finding)));
                }
            });
        });
    }

    /// <summary>A line of the code without its indentation; the file's beginning where the line is not there.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="number">The line, from 1.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Location LineOf(SyntaxTree tree, int number, CancellationToken cancellationToken = default)
    {
        var text = tree.GetText(cancellationToken);
        if (number < 1 || number > text.Lines.Count)
            return Location.Create(tree, default);
        var line = text.Lines[number - 1];
        var start = line.Start;
        while (start < line.End && char.IsWhiteSpace(text[start]))
            start++;
        return Location.Create(tree, TextSpan.FromBounds(start, line.End));
    }

    /// <summary>What the rules say of a system. Most edits leave the graph as it is, and with it the answers.</summary>
    private static readonly ConditionalWeakTable<SystemGraph, Answers> Known = new();

    private sealed class Answers
    {
        private readonly ConcurrentDictionary<(string Rule, SystemSettings Settings), IReadOnlyList<SystemFinding>> _byRule = new();

        public IReadOnlyList<SystemFinding> Of(ISystemRule rule, SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
            => _byRule.TryGetValue((rule.Id, settings), out var known) ? known : _byRule[(rule.Id, settings)] = [.. rule.Judge(graph, settings, cancellationToken)];
    }

    /// <summary>What a rule says of the system, once for a compilation.</summary>
    private sealed class Judged(ISystemRule rule, SystemPicture picture)
    {
        private readonly object _gate = new();
        private IReadOnlyList<SystemFinding>? _findings;

        public IEnumerable<SystemFinding> At(string path, CancellationToken cancellationToken)
        {
            if (path.Length == 0)
                return [];
            var shown = Shown(path);
            return All(cancellationToken).Where(finding => string.Equals(Shown(finding.Place.Path), shown, StringComparison.Ordinal));
        }

        /// <summary>Whether this project, or nobody in particular, is the one to be told.</summary>
        public bool IsOwn(SystemFinding finding)
            => finding.Services.Count == 0
                || picture.Graph.Services.FirstOrDefault(service => service.Name == finding.Services[0])?.Project?.Project == picture.Origin.Project;

        public bool IsSilenced(SystemFinding finding, string path)
            => picture.Surroundings.Files.Any(file => file.Path == path && file.Silences.IsSilenced(rule.Id, finding.Place.Line));

        public IEnumerable<Location> Places(SystemFinding finding)
            => finding.Also.Select(place => Agreements.LocationOf(picture.Origin.Root + "/" + Shown(place.Path), place.Line));

        private IReadOnlyList<SystemFinding> All(CancellationToken cancellationToken)
        {
            lock (_gate)
                return _findings ??= [.. Known.GetOrCreateValue(picture.Graph).Of(rule, picture.Graph, picture.Surroundings.Settings, cancellationToken).Select(Shown)];
        }

        // The compiler knows manifests by their full paths, the facts of projects begin at the root.
        private SystemFinding Shown(SystemFinding finding) => finding with
        {
            Place = Shown(finding.Place),
            Also = [.. finding.Also.Select(Shown)],
            Arguments = [.. finding.Arguments.Select(argument => argument.Replace(picture.Origin.Root + "/", ""))],
        };

        private Place Shown(Place place) => place with { Path = Shown(place.Path) };

        private string Shown(string path) => picture.Shown(path);
    }
}
