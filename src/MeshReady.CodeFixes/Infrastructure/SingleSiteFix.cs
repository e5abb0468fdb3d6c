using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes;

/// <summary>
/// Base of behavioural fixes with one answer: each site is a decision, so there is no fix-all. The change is worked out
/// before it is offered; what cannot be mended cleanly gets no offer.
/// </summary>
public abstract class SingleSiteFix : CodeFixProvider
{
    private readonly string _id;
    private readonly string _title;

    private protected SingleSiteFix(string id, string title)
    {
        _id = id;
        _title = title;
        FixableDiagnosticIds = ImmutableArray.Create(id);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <summary>None: the fix changes what the service does.</summary>
    public sealed override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (Mend(new FixSite(document, root, model, diagnostic, context.CancellationToken)) is { } changed)
                context.RegisterCodeFix(CodeAction.Create(_title, _ => Task.FromResult(changed), equivalenceKey: _id), diagnostic);
        }
    }

    /// <summary>The document without the finding; null where nothing can be offered.</summary>
    private protected abstract Document? Mend(FixSite site);
}

/// <summary>A finding in its document.</summary>
internal sealed record FixSite(Document Document, SyntaxNode Root, SemanticModel Model, Diagnostic Diagnostic, CancellationToken CancellationToken);
