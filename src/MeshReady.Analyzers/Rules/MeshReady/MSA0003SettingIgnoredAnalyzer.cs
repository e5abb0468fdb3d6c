using MeshReady.Analyzers.Facts;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.MeshReady;

/// <summary>A setting that nobody reads leaves its author believing that it holds.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("What a misspelt or misplaced setting was meant to say is not known")]
public sealed class MSA0003SettingIgnoredAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.None)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0003",
        title: "Setting has no effect",
        messageFormat: "a setting has no effect: {0}",
        category: Category.MeshReady,
        defaultSeverity: DiagnosticSeverity.Info);

    // docs/configuration.md, Keys of the whole project.
    private static readonly string[] CompilationWide = ["meshready.mesh", "meshready.istio_version", "meshready.internal_hosts", "meshready.external_hosts", "meshready.exclude_hosts", "meshready.suppress", "meshready.max_chain", "meshready.hub_degree", "meshready.shared_library_users", "meshready.gateway", "meshready.count_mesh_default", "meshready.availability", "meshready.max_attempts"];

    // The other half of the suppressors, which no rule can ask.
    private static readonly string[] Suppressible = ["S1075", "S5332", "AL0080"];

    private protected override bool ReadsManifests => true;

    private protected override bool NeedsWorkload => false;

    private protected override bool ReadsDocuments => true;

    private protected override IEnumerable<(string Path, Diagnostic Diagnostic)?> JudgeManifests(ManifestContext context)
    {
        var (files, notes) = context.Project.Environments;
        foreach (var note in files.SelectMany(static file => file.Notes))
            yield return (note.Path, Create(note.Path, note.Line, note.Text));

        // The editor does not see other repositories; the tool says what it did not find there.
        foreach (var note in notes.Where(note => !note.IsOutside || context.Project.Settings.IsTool))
            yield return (note.Path, Create(note.Path, note.Line, note.Text));
    }

    private protected override void AnalyzeDocument(RuleContext context)
    {
        var tree = context.Model.SyntaxTree;
        var provider = context.Options.AnalyzerConfigOptionsProvider;
        foreach (var key in CompilationWide)
        {
            if (IsMisplaced(provider, tree, key) && context.Model.Compilation.SyntaxTrees.First(other => IsMisplaced(provider, other, key)) == tree)
                context.Report(Diagnostic.Create(Descriptor, tree.GetRoot(context.CancellationToken).GetFirstToken(includeZeroWidth: true).GetLocation(), $"{key} is about the whole project and is not read below a section of .editorconfig; put it into .globalconfig"));
        }

        AnalyzeSuppressed(context);
    }

    /// <summary>An id that no suppressor knows: said once, in the first document.</summary>
    private static void AnalyzeSuppressed(RuleContext context)
    {
        var tree = context.Model.SyntaxTree;
        if (context.Model.Compilation.SyntaxTrees.First() != tree)
            return;
        foreach (var id in context.Project.Settings.Suppressed.Where(static id => !Suppressible.Contains(id, StringComparer.OrdinalIgnoreCase)))
            context.Report(Diagnostic.Create(Descriptor, tree.GetRoot(context.CancellationToken).GetFirstToken(includeZeroWidth: true).GetLocation(), $"meshready.suppress names '{id}', and takes {string.Join(", ", Suppressible)}"));
    }

    private static bool IsMisplaced(AnalyzerConfigOptionsProvider provider, SyntaxTree tree, string key)
        => provider.GetOptions(tree).TryGetValue(key, out var value) && value.Trim().Length > 0
            && !(provider.GlobalOptions.TryGetValue(key, out var global) && global == value);

    private static Diagnostic Create(string path, int line, string text)
        => Diagnostic.Create(Descriptor, Agreements.LocationOf(path, line), text);
}
