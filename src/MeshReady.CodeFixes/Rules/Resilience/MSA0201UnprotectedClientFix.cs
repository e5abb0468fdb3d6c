using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Resilience;

/// <summary>Gives a registered client the standard handler, with retries for safe methods only.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0201UnprotectedClientFix))]
public sealed class MSA0201UnprotectedClientFix : CodeFixProvider
{
    private const string Id = "MSA0201";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Id);

    /// <summary>None: time-outs and retries change what a service does, so each client is a decision.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var call = root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>();
            if (call is null || new StandardHandlerInsertion(root, text, model).Into(call) is not { } changes)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create("Add the standard resilience handler (no retry of unsafe methods)", _ => Task.FromResult(document.WithText(text.WithChanges(changes))), equivalenceKey: Id),
                diagnostic);
        }
    }
}
