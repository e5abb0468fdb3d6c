using MeshReady.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Addressing;

/// <summary>Lets the service fail where a setting is missing, instead of calling an address in code.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0102EndpointFallbackFix))]
public sealed class MSA0102EndpointFallbackFix() : SingleSiteFix("MSA0102", "Throw when the setting is missing")
{
    private protected override Document? Mend(FixSite site)
    {
        var properties = site.Diagnostic.Properties;
        if (!properties.TryGetValue(FixProperties.Was, out var was) || was is null)
            return null;

        properties.TryGetValue(FixProperties.Setting, out var setting);
        var place = site.Root.FindNode(site.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return new FallbackRemoval(site.Model, setting ?? "The address", was, site.CancellationToken).Remove(site.Root, place) is { } changed
            ? site.Document.WithSyntaxRoot(changed)
            : null;
    }
}
