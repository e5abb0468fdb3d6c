using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Systems;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.MeshReady;

/// <summary>Other projects are judged by a snapshot that no longer says what this one does.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("The tool writes the snapshot: it reads every project, an editor one")]
public sealed class MSA0004SnapshotStaleAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.None)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0004",
        title: "Snapshot of the system is stale",
        messageFormat: "the snapshot says otherwise of '{0}': {1}; run meshready snapshot and commit what it writes",
        category: Category.MeshReady,
        defaultSeverity: DiagnosticSeverity.Info);

    private protected override bool ReadsDocuments => true;

    // Said once, at the beginning of the project's first document, whose every edit asks again.
    private protected override void AnalyzeDocument(RuleContext context)
    {
        var tree = context.Model.SyntaxTree;
        if (context.Model.Compilation.SyntaxTrees.First() != tree || SystemPicture.Of(context.Model.Compilation, context.Options) is not { } picture)
            return;
        if (FactsDifference.Of(picture.Written, picture.Own.Value) is { } difference)
            context.Report(Diagnostic.Create(Descriptor, tree.GetRoot(context.CancellationToken).GetFirstToken(includeZeroWidth: true).GetLocation(), picture.Own.Value.Name, difference));
    }
}
