using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Security;

/// <summary>Removes the code that accepts every certificate, so that the platform's validation applies again.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0301CertificateValidationDisabledFix))]
public sealed class MSA0301CertificateValidationDisabledFix : CodeFixProvider
{
    private const string Id = "MSA0301";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Id);

    /// <summary>None: a service may stop to reach its peers until the issuing CA is trusted, so each site is a decision.</summary>
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
            var bypass = root.FindNode(diagnostic.Location.SourceSpan);
            if (new CertificateBypassRemoval(root, model, context.CancellationToken).Remove(bypass) is not { } changed)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create("Validate certificates again (remove this bypass)", _ => Task.FromResult(document.WithSyntaxRoot(changed)), equivalenceKey: Id),
                diagnostic);
        }
    }
}
