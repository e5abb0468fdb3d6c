using System.Collections.Immutable;
using MeshReady.Analyzers;
using MeshReady.Model.Deployment.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.CodeFixes;

/// <summary>
/// Base of fixes that edit manifests and nothing else. The rule has worked out the edits (<see cref="ManifestEdits"/>); a
/// text in which they cannot be made cleanly gets no offer. A change of policy is a decision, so there is no fix-all.
/// </summary>
/// <remarks>
/// A derived class is exported for source and additional documents:
/// <c>DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)]</c>.
/// </remarks>
public abstract class ManifestFix : CodeFixProvider
{
    private readonly string _id;

    private protected ManifestFix(string id)
    {
        _id = id;
        FixableDiagnosticIds = ImmutableArray.Create(id);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <summary>None: the fix changes what the mesh or the cluster does.</summary>
    public sealed override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.TextDocument.Project;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (ManifestEdits.Of(diagnostic) is var (title, edits)
                && await ApplyAsync(project, edits, context.CancellationToken).ConfigureAwait(false) is { } changed)
            {
                context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(changed), equivalenceKey: _id + "Manifest"), diagnostic);
            }
        }
    }

    /// <summary>All edits or none; null where a file is not listed by the project, or nothing would change.</summary>
    private static async Task<Solution?> ApplyAsync(Project project, IReadOnlyList<ManifestEdit> edits, CancellationToken cancellationToken)
    {
        var solution = project.Solution;
        var isChanged = false;
        foreach (var file in edits.GroupBy(static edit => edit.File))
        {
            if (project.AdditionalDocuments.FirstOrDefault(d => d.FilePath == file.Key) is not { } document)
                return null;
            var before = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            var text = before.ToString();
            if (ManifestEditor.Apply(text, file) is not { Text: { } after })
                return null;
            if (after == text)
                continue;

            isChanged = true;
            // Every project of the solution that lists the file holds a document of its own.
            foreach (var id in solution.GetDocumentIdsWithFilePath(file.Key))
            {
                if (solution.GetAdditionalDocument(id) is not null)
                    solution = solution.WithAdditionalDocumentText(id, SourceText.From(after, before.Encoding, before.ChecksumAlgorithm));
            }
        }

        return isChanged ? solution : null;
    }
}
