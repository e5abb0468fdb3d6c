using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Security;

/// <summary>Removes the code that accepts every certificate, so that the platform's validation applies again.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0301CertificateValidationDisabledFix))]
public sealed class MSA0301CertificateValidationDisabledFix() : SingleSiteFix("MSA0301", "Validate certificates again (remove this bypass)")
{
    private protected override Document? Mend(FixSite site)
        => new CertificateBypassRemoval(site.Root, site.Model, site.CancellationToken).Remove(site.Root.FindNode(site.Diagnostic.Location.SourceSpan)) is { } changed
            ? site.Document.WithSyntaxRoot(changed)
            : null;
}
