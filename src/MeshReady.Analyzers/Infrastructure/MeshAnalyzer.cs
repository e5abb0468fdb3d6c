using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Analyzers;

/// <summary>
/// Base of every C# rule. A rule names the kinds of site it looks at; the syntax index finds them, and only they are
/// bound, so that a keystroke in a file without such a site costs one look-up.
/// </summary>
public abstract class MeshAnalyzer : DiagnosticAnalyzer
{
    private readonly SiteKinds _sites;

    private protected MeshAnalyzer(DiagnosticDescriptor descriptor, SiteKinds sites)
        : this(ImmutableArray.Create(descriptor), sites)
    {
    }

    // One id at two severities needs two descriptors (0201: Warning where nothing speaks of a deployment, else Info).
    private protected MeshAnalyzer(ImmutableArray<DiagnosticDescriptor> descriptors, SiteKinds sites)
    {
        SupportedDiagnostics = descriptors;
        _sites = sites;
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
#pragma warning disable RS0030 // The one place that may
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
#pragma warning restore RS0030
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(context =>
        {
            var facts = CodeFacts.For(context.Compilation, context.Options);
            if (!ShouldAnalyze(facts.Symbols) || facts.IsOutOfScope)
                return;

            if (ReadsManifests)
            {
                var judged = new Judged();
                context.RegisterAdditionalFileAction(context =>
                {
                    if (Manifests.ManifestOf(context.AdditionalFile) is null && !EnvironmentFile.IsPath(context.AdditionalFile.Path) || NeedsWorkload && ProjectContext.For(context.Options).PlacementsOf(facts) is not [{ IsBound: true }, ..])
                        return;
                    foreach (var (path, diagnostic) in judged.Get(() => JudgeManifests(new ManifestContext(context.Options, facts, context.CancellationToken))))
                    {
                        if (path == context.AdditionalFile.Path)
                            context.ReportDiagnostic(diagnostic);
                    }
                });
            }

            if (ReadsSettings)
            {
                context.RegisterAdditionalFileAction(context =>
                {
                    if (Manifests.SettingsOf(context.AdditionalFile) is { Values.Count: > 0 } settings)
                        AnalyzeSettings(new FileContext<SettingsFile>(context, facts, settings));
                });
            }

            if (ReadsDocuments)
                context.RegisterSemanticModelAction(context => AnalyzeDocument(new RuleContext(context, facts)));

            if (_sites == SiteKinds.None)
                return;

            context.RegisterSemanticModelAction(context =>
            {
                var sites = SyntaxIndex.For(context.SemanticModel.SyntaxTree, context.CancellationToken).Of(_sites);
                if (sites.Length == 0)
                    return;

                var rule = new RuleContext(context, facts);
                foreach (var site in sites)
                {
                    context.CancellationToken.ThrowIfCancellationRequested();
                    if ((site.Kinds & _sites) != 0)
                        Analyze(rule, site);
                }
            });
        });
    }

    /// <summary>Whether the compilation knows the types without which the rule can have no finding.</summary>
    private protected virtual bool ShouldAnalyze(KnownSymbols symbols) => true;

    /// <summary>Whether the rule looks at the project's settings files as well.</summary>
    private protected virtual bool ReadsSettings => false;

    /// <summary>Whether the rule has findings that are located in manifests.</summary>
    private protected virtual bool ReadsManifests => false;

    /// <summary>Whether the rule speaks of manifests only to the project whose workload they hold.</summary>
    private protected virtual bool NeedsWorkload => true;

    /// <summary>Whether the rule looks at each document, whatever sites it holds: at its settings, or at what other files make of it.</summary>
    private protected virtual bool ReadsDocuments => false;

    /// <summary>Looks at one document as a whole; called only where <see cref="ReadsDocuments"/> says so.</summary>
    private protected virtual void AnalyzeDocument(RuleContext context)
    {
    }

    /// <summary>Looks at one candidate site of the document at hand.</summary>
    private protected virtual void Analyze(RuleContext context, Site site)
    {
    }

    /// <summary>
    /// Judges the manifests of the project's workload; called once for a compilation, only where <see cref="ReadsManifests"/>
    /// says so and a workload is bound, unless <see cref="NeedsWorkload"/> is false. Findings come from <see cref="Agreements.InManifest"/>.
    /// </summary>
    private protected virtual IEnumerable<(string Path, Diagnostic Diagnostic)?> JudgeManifests(ManifestContext context) => [];

    /// <summary>Looks at one settings file; called only where <see cref="ReadsSettings"/> says so.</summary>
    private protected virtual void AnalyzeSettings(FileContext<SettingsFile> context)
    {
    }

    /// <summary>The findings in manifests, judged by whichever file is looked at first. A judgement that was cancelled is none.</summary>
    private sealed class Judged
    {
        private readonly object _gate = new();
        private IReadOnlyList<(string Path, Diagnostic Diagnostic)>? _findings;

        public IReadOnlyList<(string Path, Diagnostic Diagnostic)> Get(Func<IEnumerable<(string Path, Diagnostic Diagnostic)?>> judge)
        {
            lock (_gate)
                return _findings ??= [.. judge().OfType<(string, Diagnostic)>()];
        }
    }
}

/// <summary>What a rule sees of the document at hand.</summary>
internal sealed class RuleContext(SemanticModel model, AnalyzerOptions options, CodeFacts facts, Action<Diagnostic>? report, CancellationToken cancellationToken)
{
    private AddressResolver? _addresses;
    private MeshVerdict? _mesh;
    private IReadOnlyList<Placement>? _placements;
    private HashSet<TextSpan>? _reported;
    private HashSet<string>? _said;

    public RuleContext(SemanticModelAnalysisContext context, CodeFacts facts)
        : this(context.SemanticModel, context.Options, facts, context.ReportDiagnostic, context.CancellationToken)
    {
    }

    /// <summary>The configuration keys that the rule gave to addresses of this document.</summary>
    public Dictionary<string, string> KeysGiven { get; } = new(StringComparer.OrdinalIgnoreCase);

    public SemanticModel Model => model;

    public CodeFacts Facts => facts;

    public ProjectContext Project => ProjectContext.For(options);

    /// <summary>Whether the workload of this project has a sidecar.</summary>
    public MeshVerdict Mesh => _mesh ??= Project.MeshOf(facts);

    /// <summary>The project in each set of manifests, bound to its workload or not.</summary>
    public IReadOnlyList<Placement> Placements => _placements ??= Project.PlacementsOf(facts);

    public AddressResolver Addresses => _addresses ??= new AddressResolver(facts, cancellationToken);

    public CancellationToken CancellationToken => cancellationToken;

    public AnalyzerOptions Options => options;

    /// <summary>The settings of the document's section of .editorconfig.</summary>
    public AnalyzerConfigOptions DocumentOptions => options.AnalyzerConfigOptionsProvider.GetOptions(model.SyntaxTree);

    /// <summary>Whether the rule meets the node for the first time in this document: two sites can lead to one mistake.</summary>
    public bool IsFirst(SyntaxNode node) => (_reported ??= []).Add(node.Span);

    /// <summary>Whether the rule says this for the first time in this document: many sites can suffer from one mistake.</summary>
    public bool IsFirst(string mistake) => (_said ??= new(StringComparer.Ordinal)).Add(mistake);

    /// <summary>
    /// A further location of a finding; none where it lies in the source of a referenced project (in the IDE and in the
    /// tool a project reference is one), because the compiler takes no finding that points there.
    /// </summary>
    public ImmutableArray<Location> Further(SyntaxNode node)
        => facts.Compilation.ContainsSyntaxTree(node.SyntaxTree) ? ImmutableArray.Create(node.GetLocation()) : ImmutableArray<Location>.Empty;

    /// <summary>Whether no .editorconfig, .globalconfig, rule set or NoWarn switches a rule off for this document, so that it may speak in another's place.</summary>
    public bool IsEnabled(string id)
    {
        var options = facts.Compilation.Options;
        if (options.SpecificDiagnosticOptions.TryGetValue(id, out var specific) && specific == ReportDiagnostic.Suppress)
            return false;
        return options.SyntaxTreeOptionsProvider is not { } provider
            || !provider.TryGetDiagnosticValue(model.SyntaxTree, id, CancellationToken, out var told) && !provider.TryGetGlobalDiagnosticValue(id, CancellationToken, out told)
            || told != ReportDiagnostic.Suppress;
    }

    public void Report(Diagnostic diagnostic) => report?.Invoke(diagnostic);

    /// <summary>Reports a finding whose severity the facts of the site decide.</summary>
    public void Report(DiagnosticDescriptor descriptor, Location location, DiagnosticSeverity severity, IEnumerable<Location> further, params object?[] arguments)
        => Report(Diagnostic.Create(descriptor, location, severity, further, ImmutableDictionary<string, string?>.Empty, arguments));

    public void Report(DiagnosticDescriptor descriptor, SyntaxNode node, params object?[] arguments)
        => Report(Diagnostic.Create(descriptor, node.GetLocation(), arguments));
}

/// <summary>What analyzers tell their fixes, and the tool, about a finding.</summary>
internal static class FixProperties
{
    /// <summary>The configuration key that the fixed code reads. The tool writes it to appsettings.json with <see cref="Value"/>.</summary>
    public const string Key = "MeshReady.SettingsKey";

    /// <summary>The address that leaves the code.</summary>
    public const string Value = "MeshReady.SettingsValue";

    /// <summary>How the setting is called in a message: a configuration key or the name of an environment variable.</summary>
    public const string Setting = "MeshReady.Setting";

    /// <summary>The address for a message, without anything that could be secret.</summary>
    public const string Was = "MeshReady.Was";

    /// <summary>Present where a settings file that was read holds the same value under the key: the fix changes nothing.</summary>
    public const string Equivalent = "MeshReady.Equivalent";

    /// <summary>The declared environments in which the finding holds, one a line.</summary>
    public const string Environments = "MeshReady.Environments";
}
