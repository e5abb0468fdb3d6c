using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Addressing;

/// <summary>Reads a hard-coded address from configuration where the settings files hold that very address: what is called stays the same.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0101HardCodedEndpointHeldFix))]
public sealed class MSA0101HardCodedEndpointHeldFix : CodeFixProvider
{
    private const string Id = "MSA0101";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Id);

    /// <summary>By document, and without asking for a key: dotnet format takes the key of the first finding, which may be one that this fix leaves alone.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(EndpointToConfiguration.ReplaceHeldAsync);

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => EndpointToConfiguration.RegisterAsync(context, equivalent: true, Id + ".Equivalent");
}
