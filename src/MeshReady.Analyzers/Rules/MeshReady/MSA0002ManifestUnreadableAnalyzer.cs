using MeshReady.Analyzers.Facts;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.MeshReady;

/// <summary>What stands in a document that cannot be read is missing from every answer, and the set around it is no longer complete.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("What a broken document was meant to say is not known")]
public sealed class MSA0002ManifestUnreadableAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.None)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0002",
        title: "Manifest cannot be read",
        messageFormat: "cannot read {0}: {1}",
        category: Category.MeshReady,
        defaultSeverity: DiagnosticSeverity.Info);

    private protected override bool ReadsManifests => true;

    private protected override bool NeedsWorkload => false;

    private protected override IEnumerable<(string Path, Diagnostic Diagnostic)?> JudgeManifests(ManifestContext context)
    {
        var project = context.Project.IdentityOf(context.Facts);
        foreach (var file in context.Project.Deployment.Files)
        {
            // In a build nobody sees the other projects: a file speaks to the one that it belongs to, or to the tool.
            if (file.Notes.Count == 0 || !context.Project.Settings.IsTool && !ProjectFiles.IsOf(file, project, context.Placements.SelectMany(static placement => placement.Variants)))
                continue;
            foreach (var note in file.Notes)
                yield return (file.Path, Diagnostic.Create(Descriptor, Agreements.LocationOf(file.Path, note.Line), Agreements.Display(file.Path, note.Line), note.Why));
        }
    }
}
