using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Tenancy;

/// <summary>Registers the service for one request, as its tenant is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0602TenantInSingletonFix))]
public sealed class MSA0602TenantInSingletonFix() : SingleSiteFix("MSA0602", "Register the service as scoped")
{
    private protected override Document? Mend(FixSite site)
    {
        var name = site.Root.FindToken(site.Diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<SimpleNameSyntax>();
        var scoped = name?.Identifier.ValueText switch
        {
            "AddSingleton" => "AddScoped",
            "TryAddSingleton" => "TryAddScoped",
            "AddKeyedSingleton" => "AddKeyedScoped",
            "TryAddKeyedSingleton" => "TryAddKeyedScoped",
            // A hosted service lives as long as its host, however it is registered.
            _ => null,
        };
        return name is null || scoped is null
            ? null
            : site.Document.WithSyntaxRoot(site.Root.ReplaceToken(name.Identifier, SyntaxFactory.Identifier(scoped).WithTriviaFrom(name.Identifier)));
    }
}
