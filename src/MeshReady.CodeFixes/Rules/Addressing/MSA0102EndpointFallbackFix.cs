using System.Collections.Immutable;
using MeshReady.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Addressing;

/// <summary>Lets the service fail where a setting is missing, instead of calling an address in code.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0102EndpointFallbackFix))]
public sealed class MSA0102EndpointFallbackFix : CodeFixProvider
{
    private const string Id = "MSA0102";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Id);

    /// <summary>None: a service without the setting stops to work, so each site is a decision.</summary>
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

        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(FixProperties.Was, out var was) || was is null)
                continue;

            diagnostic.Properties.TryGetValue(FixProperties.Setting, out var setting);
            var place = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (new FallbackRemoval(model, setting ?? "The address", was, context.CancellationToken).Remove(root, place) is not { } changed)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create("Throw when the setting is missing", _ => Task.FromResult(document.WithSyntaxRoot(changed)), equivalenceKey: Id),
                diagnostic);
        }
    }
}
